// Suggestions under the search box, as the APG's editable combobox with list autocomplete and manual selection.
// Without it the box is a plain form; where the portal cannot answer, it stays silent.
const PAUSE_MS = 120; // between two letters nobody reads a list
const LONGEST = 200; // the portal suggests nothing for more

const input = document.querySelector("[data-suggestions]");
if (input) attach(input);

function attach(input) {
  const list = listbox(input);
  const status = liveRegion(input);
  const numbers = new Intl.NumberFormat("en-US");
  let active = -1;
  let timer = 0;
  let asking = new AbortController();

  input.type = "text"; // a search field may not be a combobox (ARIA in HTML)
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");

  input.addEventListener("input", (event) => {
    activate(-1);
    stop();
    if (event.isComposing) return;
    if (isAsked()) timer = setTimeout(ask, PAUSE_MS);
    else close();
  });
  input.addEventListener("compositionend", () => input.dispatchEvent(new Event("input")));
  input.addEventListener("keydown", onKey);
  input.addEventListener("blur", close);
  input.form.addEventListener("submit", close);
  // The box keeps the focus while the list is pressed or scrolled.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => choose(event.target.closest("[role=option]")));

  function isAsked() {
    return input.value.trim() !== "" && input.value.length <= LONGEST;
  }

  // What is under way is of no use any more: its answer would come out of order.
  function stop() {
    clearTimeout(timer);
    asking.abort();
  }

  async function ask() {
    stop();
    asking = new AbortController();
    const { signal } = asking;
    const address = `${input.dataset.suggestions}?${new URLSearchParams({ q: input.value })}`;
    try {
      const response = await fetch(address, { signal, headers: { Accept: "application/json" } });
      if (!response.ok) return close();
      const { suggestions } = await response.json();
      if (!signal.aborted && document.activeElement === input) show(suggestions);
    } catch (error) {
      if (!signal.aborted) close();
    }
  }

  function show(suggestions) {
    active = -1;
    input.removeAttribute("aria-activedescendant");
    list.replaceChildren(...suggestions.map(option));
    list.scrollTop = 0;
    list.hidden = suggestions.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    const count = suggestions.length;
    status.textContent = count ? `${count} suggestion${count === 1 ? "" : "s"}, reach them with the arrow keys` : "No suggestions";
  }

  // The suggestions' words come from letters: they are only ever text.
  function option(suggestion, index) {
    const made = document.createElement("li");
    made.id = `${list.id}-${index}`;
    made.setAttribute("role", "option");
    made.setAttribute("aria-selected", "false");
    made.dataset.address = suggestion.address;
    made.append(part("suggestion-text", suggestion.text), " ", part("suggestion-about", about(suggestion)));
    return made;
  }

  function about({ kind_label, count }) {
    if (!count) return kind_label;
    return `${kind_label} · ${numbers.format(count)} decision${count === 1 ? "" : "s"}`;
  }

  function part(name, text) {
    const made = document.createElement("span");
    made.className = name;
    made.textContent = text;
    return made;
  }

  function onKey(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    switch (event.key) {
      case "ArrowDown":
      case "ArrowUp":
        if (!isAsked()) return;
        event.preventDefault();
        if (list.hidden) ask();
        else step(event.key === "ArrowDown" ? 1 : -1);
        break;
      case "Enter":
        if (active >= 0) {
          event.preventDefault();
          choose(list.children[active]);
        }
        break;
      case "Escape":
        if (list.hidden) return stop();
        event.preventDefault(); // a second one empties the box
        close();
        break;
      case "Home":
      case "End":
      case "ArrowLeft":
      case "ArrowRight":
        activate(-1); // back in the box's own text
        break;
    }
  }

  // From the box to the first or the last, and past either end to the box again.
  function step(by) {
    const places = list.children.length + 1;
    activate(((active + 1 + by + places) % places) - 1);
  }

  function activate(index) {
    list.children[active]?.setAttribute("aria-selected", "false");
    active = index;
    const chosen = list.children[active];
    if (chosen) {
      chosen.setAttribute("aria-selected", "true");
      chosen.scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", chosen.id);
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  }

  function choose(chosen) {
    if (!chosen) return;
    close();
    location.assign(chosen.dataset.address);
  }

  function close() {
    stop();
    activate(-1);
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    status.textContent = "";
  }
}

function listbox(input) {
  const made = document.createElement("ul");
  made.id = "suggestion-list"; // the help page has a chapter "suggestions"
  made.className = "suggestions";
  made.hidden = true;
  made.setAttribute("role", "listbox");
  made.setAttribute("aria-label", "Suggestions");
  input.form.append(made);
  return made;
}

function liveRegion(input) {
  const made = document.createElement("p");
  made.className = "visually-hidden";
  made.setAttribute("role", "status");
  input.form.append(made);
  return made;
}
