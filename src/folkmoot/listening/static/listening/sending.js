// Sends the answers that waited, oldest first, each with its own submission key.
import { drop, mine } from "./kept.js";

let isSending = false;

function token() {
  return JSON.parse(document.body.getAttribute("hx-headers"))["x-csrftoken"];
}

async function post(entry) {
  // Asked for as htmx does, the server answers 200; a redirect leads to signing in. Who
  // signed in meanwhile in another tab is not the one who gave this answer.
  const headers = { "HX-Request": "true", "X-CSRFToken": token(), "X-Member": entry.who };
  const body = new URLSearchParams(entry.form);
  return fetch(entry.path, { method: "POST", headers, body, redirect: "manual" }).catch(() => null);
}

// Returns "signIn" or "refused" where one of them did not go through, else nothing.
export async function sendKept(who, whenSent) {
  if (isSending || !navigator.onLine) return "";
  isSending = true;
  let problem = "";
  for (let entry = mine(who)[0]; entry; entry = mine(who)[0]) {
    const answer = await post(entry);
    if (!answer || answer.status >= 500 || answer.status === 429) break;
    if (answer.type === "opaqueredirect" || answer.status === 403) {
      problem = "signIn";
      break;
    }
    drop(entry);
    whenSent();
    if (!answer.ok) problem = "refused";
  }
  isSending = false;
  return problem;
}
