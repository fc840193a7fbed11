// The page on which one lets this device sign: makes the key and sends its public half.
// Without JavaScript, or in a browser that knows no such keys, its section stays hidden.
import { forget, keyOf, makeKey } from "./device.js";

const section = document.querySelector("[data-device]");
const { collective, origin, name, current } = section?.dataset ?? {};
const form = section?.querySelector("form[data-set]");

function show(part) {
  for (const each of section.querySelectorAll("[data-when]")) each.hidden = each.dataset.when !== part;
}

async function look() {
  const key = await keyOf(collective);
  show(key && key.public === current ? "this" : current ? "other" : "none");
}

async function set() {
  const key = await makeKey(collective, origin, name);
  form.elements.key.value = key.public;
  form.submit();
}

if (section && window.indexedDB && window.crypto?.subtle) {
  section.hidden = false;
  document.querySelector("[data-without]")?.remove();
  look().catch(() => show("cannot"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    set().catch(() => show("cannot"));
  });
  section.querySelector("form[data-end]")?.addEventListener("submit", () => { forget(collective); });
}
