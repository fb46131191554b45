// A letter's facts and their places in its text: touching one shows the other. Copies of citations and links.
// Without it facts are links to their places, and citations can be selected.
const byPlace = (name, attribute) => [...document.querySelectorAll(`[${attribute}="${CSS.escape(name)}"]`)];
const labelOf = (name) => document.querySelector(`a.proof[href="#${CSS.escape(name)}"]`);
const firsts = [...document.querySelectorAll(".own-text .place[id]")].filter((place) => labelOf(place.id));
const bar = document.querySelector("[data-places-bar]");
const quote = document.querySelector("[data-quote]");
const announcer = document.getElementById("announcer");
const AROUND = 70;
const QUOTED = 240;

// Places of exactly the same words are touched together.
function namesAt(element) {
  let at = element.closest?.("[data-proof], [data-place]");
  if (!at) return [];
  const names = [at.dataset.proof ?? at.dataset.place];
  while (at.dataset.place && at.parentElement.dataset.place && at.parentElement.textContent === at.textContent) {
    at = at.parentElement;
    names.push(at.dataset.place);
  }
  return names;
}

function mark(names, className) {
  for (const element of document.querySelectorAll(`.${className}`)) element.classList.remove(className);
  for (const name of names) {
    for (const element of [...byPlace(name, "data-place"), ...byPlace(name, "data-proof")]) element.classList.add(className);
  }
}

// The letter's own words around a place, beside the fact: proof without leaving the list.
function showQuote(name) {
  const place = document.getElementById(name);
  const page = place?.closest("pre");
  if (!quote || !page) return;
  const around = (start, end) => {
    const range = document.createRange();
    start ? range.setStartAfter(start) : range.setStart(page, 0);
    end ? range.setEndBefore(end) : range.setEnd(page, page.childNodes.length);
    return range.toString().replace(/\s+/g, " ");
  };
  const pieces = byPlace(name, "data-place").filter((piece) => page.contains(piece));
  const words = pieces.map((piece) => piece.textContent).join("").replace(/\s+/g, " ");
  const strong = document.createElement("strong");
  strong.textContent = words.length > QUOTED ? `${words.slice(0, QUOTED)} …` : words;
  const after = words.length > QUOTED ? "" : around(pieces.at(-1), null).slice(0, AROUND);
  const number = page.previousElementSibling.textContent.replace(/ of .*/, "").toLowerCase();
  const head = document.createElement("p");
  head.textContent = `${labelOf(name)?.dataset.label ?? "In the letter"}, on ${number}:`;
  const said = document.createElement("blockquote");
  said.append(`… ${around(null, place).slice(-AROUND)}`, strong, `${after} …`);
  quote.replaceChildren(head, said);
}

function touch(event) {
  const names = namesAt(event.target);
  mark(names, "is-touched");
  if (names[0]?.startsWith("place-")) showQuote(names[0]);
}

let current = -1;
const status = document.createElement("span");
const back = document.createElement("button");

function describe() {
  const name = firsts[current]?.id;
  const total = `${firsts.length} fact${firsts.length === 1 ? "" : "s"}`;
  status.textContent = name ? `${labelOf(name).dataset.label} (${current + 1} of ${total})` : `${total} marked in this text`;
  back.hidden = !name;
}

function choose(name) {
  current = firsts.findIndex((place) => place.id === name);
  mark(current < 0 ? [] : [name], "is-chosen");
  describe();
}

function step(by) {
  const to = current < 0 && by < 0 ? firsts.length - 1 : (current + by + firsts.length) % firsts.length;
  location.replace(`#${firsts[to].id}`);
  choose(firsts[to].id);
  announcer.textContent = status.textContent;
}

function button(words, label, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "plain";
  made.textContent = words;
  if (label) made.setAttribute("aria-label", label);
  made.addEventListener("click", act);
  return made;
}

if (bar && firsts.length) {
  back.type = "button";
  back.className = "plain";
  back.textContent = "Back to the fact";
  back.addEventListener("click", () => labelOf(firsts[current].id).focus());
  bar.append(
    status,
    button("↑", "Previous fact in the text", () => step(-1)),
    button("↓", "Next fact in the text", () => step(1)),
    back,
  );
  const choosePlace = () => choose(location.hash.slice(1));
  addEventListener("hashchange", choosePlace);
  choosePlace();
  document.querySelector(".own-text").addEventListener("click", (event) => {
    const place = event.target.closest(".place");
    if (place && !String(getSelection())) choose(place.dataset.place);
  });
}
for (const kind of ["pointerover", "focusin"]) document.addEventListener(kind, touch);

// Copying
async function copy(text, name, made) {
  try {
    await navigator.clipboard.writeText(text);
    announcer.textContent = `Copied: ${name}`;
    made.textContent = "Copied";
  } catch {
    announcer.textContent = `The browser does not let this page copy the ${name}: select it by hand.`;
    made.textContent = "Could not copy";
  }
  setTimeout(() => (made.textContent = made.dataset.words), 2000);
}

function copies(place, words, text) {
  const made = button(words, null, () => copy(text(), place.dataset.name, made));
  made.dataset.words = words;
  made.title = `Copy the ${place.dataset.name}`;
  place.append(made);
}

// Browsers give pages a clipboard over HTTPS alone.
if (navigator.clipboard) {
  for (const place of document.querySelectorAll("[data-copy]")) {
    copies(place, "Copy", () => document.getElementById(place.dataset.copy).textContent);
  }
  for (const place of document.querySelectorAll("[data-copy-link]")) {
    const address = () => new URL(`${location.pathname}#${place.dataset.copyLink}`, location.origin).href;
    copies(place, "Copy link", address);
  }
}

// The original at the side turns to the page that a fact stands on: browsers' viewers of PDFs take the page from
// the address that they are opened with, and from no later one.
function turnTo(page) {
  const original = document.querySelector(".original-frame[data-page]");
  if (!original || !page || original.dataset.page === page) return;
  const turned = original.cloneNode();
  turned.dataset.page = page;
  turned.src = `${original.src.split("#")[0]}#page=${page}&navpanes=0&view=FitH`;
  original.replaceWith(turned);
}

document.addEventListener("click", (event) => {
  turnTo(event.target.closest?.("a.proof")?.textContent.match(/p\. (\d+)$/)?.[1]);
});
