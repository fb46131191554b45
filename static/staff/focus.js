// A list wider than the screen scrolls sideways; browsers leave a link that is focused there half hidden.
"use strict";

document.addEventListener("focusin", ({ target }) => {
  if (target.closest(".results")) {
    target.scrollIntoView({ block: "nearest", inline: "center" });
  }
});
