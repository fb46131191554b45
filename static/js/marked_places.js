// Steps through the marked words of a letter; without it the count still stands, and the marks are seen.
const bar = document.querySelector("[data-places]");
const said = bar?.querySelector("[role=status]");
const atFirst = said?.textContent;
const ALL = ".letter-text mark:not([data-continued], .similar-place *)";
let marks = [];
let current = null;

const isShown = (mark) => !mark.closest("details:not([open])");
const counted = (number) => `${number} place${number === 1 ? "" : "s"} marked`;

// The first step goes on from where the reader is, not from the page's beginning.
function from(step) {
  const at = marks.indexOf(current);
  if (at >= 0) return at + step;
  const below = marks.findIndex((mark) => mark.getBoundingClientRect().top >= 0);
  return step > 0 ? Math.max(below, 0) : (below < 0 ? marks.length : below) - 1;
}

function show(step) {
  const number = (from(step) + marks.length) % marks.length;
  current?.classList.remove("is-current");
  current = marks[number];
  current.classList.add("is-current");
  current.scrollIntoView({ block: "center" });
  said.textContent = marks.length > 1 ? `${number + 1} of ${counted(marks.length)}` : counted(1);
}

function button(label, sign, step) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "plain";
  made.textContent = sign;
  made.setAttribute("aria-label", label);
  made.addEventListener("click", () => show(step));
  bar.append(made);
  return made;
}

// What a fold hides is neither counted nor stepped to.
function collect(buttons, isFirst) {
  marks = [...document.querySelectorAll(ALL)].filter(isShown);
  if (!marks.includes(current)) {
    current?.classList.remove("is-current");
    current = null;
  }
  for (const made of buttons) made.hidden = !marks.length;
  if (!isFirst) said.textContent = marks.length ? counted(marks.length) : atFirst;
}

if (bar) {
  const buttons = [button("Previous marked place", "↑", -1), button("Next marked place", "↓", 1)];
  collect(buttons, true);
  document.addEventListener("toggle", () => collect(buttons, false), true);
  // It stays in reach wherever the reader is.
  new IntersectionObserver(([head]) => {
    bar.classList.toggle("is-stepping", !head.isIntersecting && marks.length > 0);
  }).observe(document.querySelector(".letter-head"));
}
