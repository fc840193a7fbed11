// A lost connection: the key in the form makes a second press safe, and we say so.
// The words come from the page, in the reader's language.
const PAUSE = 4000;
const words = () => document.getElementById("words")?.dataset ?? {};

function say(text) {
  const place = document.getElementById("messages");
  if (!place || !text) return;
  const line = document.createElement("p");
  line.className = "notice";
  line.dataset.level = "warning";
  line.textContent = text;
  place.replaceChildren(line);
  line.scrollIntoView({ block: "nearest" });
}

for (const name of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, () => say(words().notSent));
}
document.addEventListener("htmx:responseError", () => say(words().notKept));

// Without htmx the browser leaves the page; offline it would show its own error.
document.addEventListener("submit", (event) => {
  if (navigator.onLine || event.defaultPrevented) return;
  event.preventDefault();
  say(words().notSent);
});

// A double press sends once; after a pause one may press again. The page comes back usable from the browser's memory.
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  const form = event.target;
  if (form.method !== "post" || form.hasAttribute("hx-post")) return;
  if (form.dataset.sending !== undefined) event.preventDefault();
  else form.dataset.sending = "";
  setTimeout(() => delete form.dataset.sending, PAUSE);
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sending]")) delete form.dataset.sending;
});
