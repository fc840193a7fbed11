// Keeps what is being written in this tab until the server has received it.
const PREFIX = "draft:";
const name = (area) => `${PREFIX}${location.pathname}:${area.form?.getAttribute("action") ?? ""}:${area.name}`;
const areas = () => document.querySelectorAll("textarea[name]:not([data-no-draft])");

function restore() {
  for (const area of areas()) {
    const kept = sessionStorage.getItem(name(area));
    if (kept && area.value.trim() === "") {
      area.value = kept;
      const words = document.getElementById("words")?.dataset.draftKept;
      const line = document.createElement("p");
      line.className = "draft-kept";
      line.textContent = words ?? "";
      if (words) area.after(line);
    }
  }
}

document.addEventListener("input", (event) => {
  if (!event.target.matches("textarea[name]:not([data-no-draft])")) return;
  try {
    sessionStorage.setItem(name(event.target), event.target.value);
  } catch {
    // A full or forbidden store only means that there is no local draft.
  }
});

// Sending is not yet being received. The draft goes when a next page comes that does
// not say otherwise; going back or loading again says nothing about it.
document.addEventListener("submit", (event) => {
  if (event.target.hasAttribute("data-forget-drafts")) return forgetAll();
  const sent = [...event.target.elements].filter((part) => part.matches("textarea[name]")).map(name);
  if (sent.length) sessionStorage.setItem("sent", JSON.stringify(sent));
});

// Who signs out leaves nothing in this browser: no waiting answers, no record it saw.
function forgetAll() {
  sessionStorage.clear();
  localStorage.clear();
}

function forget() {
  const sent = JSON.parse(sessionStorage.getItem("sent") ?? "[]");
  sessionStorage.removeItem("sent");
  const isRefused = document.body.dataset.received === "no" || document.querySelector(".mend-list");
  if (!isRefused) for (const key of sent) sessionStorage.removeItem(key);
}

document.addEventListener("htmx:afterSwap", forget);
if (performance.getEntriesByType("navigation")[0]?.type === "navigate") forget();
restore();
