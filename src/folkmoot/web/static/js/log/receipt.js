// The page on which a receipt is checked: nothing that was pasted leaves this device.
import { canCheck } from "./keys.js";
import { readPolicy } from "./notes.js";
import { checkReceipt, readReceipt, tidy } from "./receipts.js";
import { asDay, getText, say } from "./say.js";

const form = document.querySelector("form[data-receipt]");
const result = document.querySelector("[data-result]");
const words = document.querySelector("[data-words]");
const place = /\/log\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\/again\/([0-9]{1,4}))?$/;

const wordOf = (name) => words.querySelector(`[data-word="${CSS.escape(name)}"]`)?.textContent;
const order = [...words.querySelectorAll('[data-word^="name."]')].map(({ dataset }) => dataset.word.slice(5));
const placeOf = (name) => (order.includes(name) ? order.indexOf(name) : order.length);

async function policyFor(text) {
  const given = form.elements.policy.value.trim();
  if (given) return readPolicy(tidy(given));
  // A record may have gone on under a new name since; each name has its own keys.
  const [, log, number] = place.exec(readReceipt(text).origin) ?? [];
  return log ? readPolicy(await getText(`/log/${log}/again/${number ?? 1}/policy`)) : null;
}

function plainOf(name, value) {
  if (name === "at" && !Number.isNaN(Date.parse(value))) return asDay(value, { year: "numeric" });
  const plain = name === "signature" ? value.by : value;
  const text = typeof plain === "string" ? plain : JSON.stringify(plain);
  return wordOf(`${name}.${text}`) ?? text;
}

function show(told) {
  const shown = told.filter(({ name, value }) => name !== "holds" && value !== "");
  shown.sort((a, b) => placeOf(a.name) - placeOf(b.name));
  const lines = shown.flatMap(({ name, value }) => {
    const [term, said] = [document.createElement("dt"), document.createElement("dd")];
    term.textContent = wordOf(`name.${name}`) ?? name;
    said.textContent = plainOf(name, value);
    said.dir = "auto";
    return [term, said];
  });
  result.querySelector("[data-told]").replaceChildren(...lines);
}

async function look(text) {
  let policy = null;
  try {
    policy = await policyFor(text);
  } catch {
    // No receipt, or nobody here knows its log: said below.
  }
  const none = { logs: [], witnesses: [], groups: [], quorum: "none" };
  const found = await checkReceipt(text, policy ?? none);
  show(found.told ?? []);
  const enough = found.isEnough ? (found.witnesses > 1 ? "enough" : "alone") : "few";
  const names = found.fault ? ["fault", `fault-${found.fault}`] : ["holds", enough];
  if (found.told?.length) names.push("told");
  say(result, ["here", ...names], found);
  result.hidden = false;
  result.dataset.level = found.fault ? "warning" : "info";
  result.focus();
}

async function take(file) {
  form.elements.receipt.value = await file.text();
  form.requestSubmit();
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (await canCheck()) await look(tidy(form.elements.receipt.value));
  else form.submit();
});
form.elements.file.addEventListener("change", () => {
  const [file] = form.elements.file.files;
  if (file) take(file);
});
form.addEventListener("dragover", (event) => event.preventDefault());
form.addEventListener("drop", (event) => {
  const [file] = event.dataTransfer.files;
  if (!file) return;
  event.preventDefault();
  take(file);
});
