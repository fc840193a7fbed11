// A form with `data-sign` says what the record will hold; where this device has a key
// for the collective, it signs that before the form is sent. Whatever fails, the form
// is sent all the same.
import { keyOf, sign } from "./signing/device.js";

// The id of what is meant by the words in a field, where one alone of its list is.
function keyed(field, words) {
  const same = [...(field?.list?.options ?? [])].filter((one) => one.value === words);
  return same.length === 1 ? same[0].dataset.key : undefined;
}

// What stands in a field, as the server will take it.
function read(form, name) {
  const words = (new FormData(form).get(name ?? "") ?? "").trim().normalize("NFC");
  const field = form.elements[name];
  return field?.type === "number" ? Number(words) : keyed(field, words) ?? words;
}

// A file, as it will be sent; nothing where none is chosen.
async function print(file) {
  if (!file?.size) return undefined;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
  return [...digest].map((one) => one.toString(16).padStart(2, "0")).join("");
}

// What is undefined is not said, and not signed.
async function saidIn(form) {
  const { said, fields } = JSON.parse(form.dataset.sign);
  for (const [name, field] of Object.entries(fields)) {
    if (field.file) said[name] = await print(form.elements[field.file]?.files?.[0]);
    else said[name] = read(form, field.by ? field[read(form, field.by)] : field);
  }
  return JSON.parse(JSON.stringify(said));
}

async function addSignature(form) {
  const key = await keyOf(form.dataset.collective);
  if (!key) return;
  const field = form.querySelector("input[name=signed]") ?? document.createElement("input");
  Object.assign(field, { type: "hidden", name: "signed", value: await sign(key, await saidIn(form)) });
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
