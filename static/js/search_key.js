// "/" puts the cursor into the search box, as on other search pages; everything works without it.
document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
  const box = document.getElementById("question");
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});
