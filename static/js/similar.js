// Takes similar decisions into the letter's page shortly before their place comes into view. Where that fails
// the link to their own page stays.
async function takeIn(place) {
  const link = place.querySelector("a");
  place.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(link.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const section = page.getElementById(place.dataset.similar);
    if (!section) return;
    const hadFocus = document.activeElement === link;
    place.replaceChildren(document.adoptNode(section));
    if (hadFocus) {
      section.tabIndex = -1;
      section.focus();
    }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error; // no answer
  } finally {
    place.removeAttribute("aria-busy");
  }
}

const near = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      takeIn(target);
    }
  },
  { rootMargin: "400px 0px" },
);
for (const place of document.querySelectorAll("[data-similar]")) near.observe(place);
