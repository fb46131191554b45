// Says on the page that a passkey was not used; allauth's scripts tell it by an event alone.
document.addEventListener("allauth.error", (event) => {
  const place = document.getElementById("passkey-error");
  if (!place) return;
  event.preventDefault();
  place.hidden = false;
});
