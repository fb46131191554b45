// Takes similar decisions into the letter's page shortly before their place comes into view. Where that fails
// the link to their own page stays.
const isSeen = (element) => {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
};

async function takeIn(place) {
  const link = place.querySelector("a");
  place.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(link.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const section = page.getElementById(place.dataset.similar);
    if (!section) return;
    const focused = document.activeElement;
    const wasSeen = isSeen(focused);
    place.replaceChildren(document.adoptNode(section));
    if (focused === link) {
      section.tabIndex = -1;
      section.focus();
    } else if (wasSeen) {
      // What comes in above the focus may push it out of sight; browsers keep their place only then.
      requestAnimationFrame(() => {
        if (document.activeElement === focused && !isSeen(focused)) focused.scrollIntoView({ block: "center" });
      });
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
