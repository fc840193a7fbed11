// Keys for buttons inside [data-keys], only while the focus is there: A, D, P, U.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  if (event.target.matches("input, textarea, select")) return;
  const place = event.target.closest("[data-keys]");
  const wanted = `[data-key="${CSS.escape(event.key.toLowerCase())}"]`;
  place?.querySelector(wanted)?.click();
});
if (matchMedia("(hover: hover)").matches) document.querySelector("[data-keys]")?.focus();
