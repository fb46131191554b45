// Steps through the marked words of a letter; without it the count still stands, and the marks are seen.
const places = document.querySelector("[data-places]");
const marks = [...document.querySelectorAll(".letter-text mark")].filter((mark) => !mark.closest("details:not([open])"));
let current = -1;

function show(number) {
  marks[current]?.classList.remove("is-current");
  current = (number + marks.length) % marks.length;
  marks[current].classList.add("is-current");
  marks[current].scrollIntoView({ block: "center" });
  places.classList.add("is-stepping"); // it stays in reach while the text moves
  places.querySelector("[role=status]").textContent = `${current + 1} of ${marks.length} places marked`;
}

function button(label, sign, step) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "plain";
  made.textContent = sign;
  made.setAttribute("aria-label", label);
  made.addEventListener("click", () => show(current < 0 && step < 0 ? -1 : current + step));
  return made;
}

if (places && marks.length) {
  if (marks.length > 1) places.append(button("Previous marked place", "↑", -1));
  places.append(button("Next marked place", "↓", 1));
}
