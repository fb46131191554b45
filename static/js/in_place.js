// What a reader has in hand stays there while htmx changes the page in place: the focus, folds that are open,
// how far the filters are scrolled, and the filters themselves where they lie over the list.
(() => {
  const byId = (id) => document.getElementById(id);
  let held = null;

  function hold(trigger) {
    const filters = byId("filters");
    held = {
      id: trigger.id,
      folds: [...document.querySelectorAll("#main details[id]")].map((fold) => [fold.id, fold.open]),
      scroll: filters?.querySelector(".filters-list").scrollTop ?? 0,
      isOver: filters?.matches(":popover-open") ?? false,
    };
  }

  function giveBack() {
    for (const [id, isOpen] of held.folds) {
      const fold = byId(id);
      if (fold) fold.open = isOpen || fold.open;
    }
    const filters = byId("filters");
    if (!filters) return;
    if (held.isOver && filters.popover) filters.showPopover();
    filters.querySelector(".filters-list").scrollTop = held.scroll;
  }

  // A value that is left out keeps only the link that takes it back.
  const sameAsBefore = () => held.id && (byId(held.id) ?? byId(held.id.replace(/^not_/, "")));

  function say(text) {
    byId("announcer").textContent = text.replace(/\s+/g, " ").trim();
  }

  function sayWhatIsThere() {
    const said = document.querySelector("[data-announce]") ?? document.querySelector("#main h1");
    if (said) say(said.textContent);
  }

  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target.id === "main") hold(event.detail.requestConfig.elt);
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    if (!held || event.detail.target?.id !== "main") {
      // What keeps the focus is read out by itself.
      if (!event.detail.target?.hasAttribute("data-quiet")) sayWhatIsThere();
      return;
    }
    giveBack();
    const same = sameAsBefore();
    held = null;
    if (same) {
      same.focus({ preventScroll: true });
      sayWhatIsThere();
    } else {
      (byId("count") ?? byId("main")).focus(); // read out by itself
      if (!byId("count")) window.scrollTo(0, 0);
    }
  });

  document.addEventListener("htmx:historyRestore", sayWhatIsThere);

  // Without an answer the browser's own way: it says what is wrong, and can try again.
  for (const failure of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(failure, (event) => location.assign(event.detail.pathInfo.finalRequestPath));
  }

  // The months are one stop of the Tab key; arrows lead from one to the next.
  document.addEventListener("keydown", (event) => {
    if (!event.target.matches?.(".bar") || event.ctrlKey || event.metaKey || event.altKey) return;
    const bars = [...event.target.closest(".bars").querySelectorAll(".bar")];
    const at = bars.indexOf(event.target);
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: bars.length - 1 }[event.key];
    if (to === undefined || !bars[to]) return;
    event.preventDefault();
    event.target.tabIndex = -1;
    bars[to].tabIndex = 0;
    bars[to].focus();
  });
})();
