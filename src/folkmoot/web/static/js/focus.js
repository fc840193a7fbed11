// After a swap the focus goes to what changed, so that keyboard and voice follow.
document.addEventListener("htmx:afterSwap", (event) => {
  const place = event.detail.target;
  const wanted = place.matches("[data-focus]") ? place : place.querySelector("[data-focus]");
  if (!wanted) return;
  if (!wanted.hasAttribute("tabindex")) wanted.setAttribute("tabindex", "-1");
  wanted.focus();
});
