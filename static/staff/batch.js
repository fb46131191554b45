// Brings the batch page up to date until every file has its result; without this script the page reloads.
"use strict";
const place = document.getElementById("progress");
const EVERY_MS = 1500;

async function refresh() {
  try {
    const answer = await fetch(place.dataset.address, { credentials: "same-origin" });
    if (answer.ok && !answer.redirected) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.body.firstElementChild;
      place.replaceChildren(fresh);
      if (fresh.dataset.done === "yes") return;
    }
  } catch (error) {
    console.warn("The batch's progress could not be read; trying again.", error);
  }
  setTimeout(refresh, EVERY_MS);
}

if (place.dataset.done !== "yes") setTimeout(refresh, EVERY_MS);
