// A form with `data-sign` says what the record will hold; where this device has a key
// for the collective, it signs that before the form is sent. Whatever fails, the form
// is sent all the same.
import { keyOf, sign } from "./signing/device.js";

function saidIn(form) {
  const { kind, about, text } = JSON.parse(form.dataset.sign);
  const sent = new FormData(form);
  const value = sent.get("value") ?? "";
  const words = sent.get(text[value] ?? "") ?? "";
  return { kind, about, value, text: words.trim().normalize("NFC") };
}

async function addSignature(form) {
  const key = await keyOf(form.dataset.collective);
  if (!key) return;
  const field = form.querySelector("input[name=signed]") ?? document.createElement("input");
  Object.assign(field, { type: "hidden", name: "signed", value: await sign(key, saidIn(form)) });
  form.append(field);
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.dataset.sign || form.dataset.signed !== undefined) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  await addSignature(form).catch(() => {});
  form.dataset.signed = "";
  form.requestSubmit(event.submitter);
  delete form.dataset.signed;
}, true);
