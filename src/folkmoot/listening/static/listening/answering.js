// Answering: keys while the focus is there, the focus kept, and what a voice reads next.
// Everything works without this, as a page for each answer.
import { keepWhileAway } from "./waiting.js";

const place = document.querySelector("[data-sitting]");
const card = () => document.getElementById("answering");

// Read out what was received and the next statement, in its language; the focus stays.
function tell() {
  const said = place.querySelector("[data-said]");
  said.replaceChildren();
  for (const part of card().querySelectorAll("[data-say]")) {
    const line = document.createElement("span");
    line.textContent = `${part.innerText.trim()} `; // with the breaks between paragraphs
    const worded = part.querySelector("[lang]");
    if (worded) line.lang = worded.lang;
    said.append(line);
  }
  if (!place.contains(document.activeElement)) card().focus({ preventScroll: true });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  if (event.target.matches("input:not([type=checkbox]), textarea, select")) return;
  const keys = event.target.closest("[data-keys]");
  keys?.querySelector(`[data-key="${CSS.escape(event.key)}"]`)?.click();
});

// The second half of a double press would answer the statement that came after it.
place?.addEventListener("click", (event) => {
  if (event.detail > 1 && event.target.closest("button")) event.preventDefault();
}, true);

if (place) {
  place.addEventListener("htmx:afterSettle", tell);
  keepWhileAway(place, tell);
  if (place.closest("[data-focus-answers]") && matchMedia("(hover: hover)").matches) card().focus();
}
