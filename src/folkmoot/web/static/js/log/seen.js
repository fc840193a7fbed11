// What this browser saw last of a log, and whether what it sees now continues that.
import { Fault, decode64, encode64 } from "./bytes.js";
import { canCheck } from "./keys.js";
import { openCheckpoint, readPolicy } from "./notes.js";
import { asDay, get, getText, say } from "./say.js";
import { readTiles } from "./tiles.js";
import { proveConsistency, verifyConsistency } from "./tree.js";

const name = (log) => `log:${log}`;

function recall(log) {
  try {
    return JSON.parse(localStorage.getItem(name(log)));
  } catch {
    return null; // forbidden or spoilt: this browser begins anew
  }
}

function keep(log, note, head, kept) {
  const now = { size: head.size, at: Date.now() };
  const seen = { ...now, note, origin: head.origin, root: encode64(head.root), first: kept?.first ?? now };
  try {
    localStorage.setItem(name(log), JSON.stringify(seen));
  } catch {
    // A full or forbidden store only means that nothing is remembered.
  }
}

async function continues(kept, head, log) {
  if (head.size < kept.size) return false;
  const read = readTiles(head.size, (path) => get(log + path));
  const proof = await proveConsistency(kept.size, head.size, read);
  return verifyConsistency(kept.size, head.size, proof, decode64(kept.root, 32), head.root);
}

async function judge(log, note, kept) {
  const head = await openCheckpoint(note, await readPolicy(await getText(`${log}policy`)));
  if (kept && kept.origin !== head.origin) return "renamed";
  if (kept && !(await continues(kept, head, log))) return head.size < kept.size ? "shorter" : "forked";
  keep(log, note, head, kept);
  return kept ? "continued" : "first";
}

function mark(size) {
  const sign = document.querySelector("template[data-checked-mark]");
  const lines = [...document.querySelectorAll("[data-number]")];
  const last = lines.find((line) => Number(line.dataset.number) <= size);
  const isInside = last && (last !== lines[0] || Number(last.dataset.number) === size);
  if (sign && isInside) last.before(sign.content.cloneNode(true));
}

async function look(place) {
  const { log } = place.dataset;
  const kept = recall(log);
  let note = "";
  let verdict;
  try {
    note = await getText(`${log}checkpoint`);
    verdict = (await canCheck()) ? await judge(log, note, kept) : "cannot";
  } catch (error) {
    if (!(error instanceof Fault) && !(error instanceof TypeError)) throw error;
    verdict = error instanceof Fault ? "forged" : "away";
  }
  const isFine = ["continued", "first", "cannot", "away"].includes(verdict);
  if (isFine && place.dataset.quiet !== undefined) return;
  const values = { note, before: kept?.note ?? "", size: kept?.size };
  if (kept) Object.assign(values, { since: asDay(kept.at), firstSize: kept.first.size, firstSince: asDay(kept.first.at) });
  const isOld = kept && kept.first.at !== kept.at;
  say(place, [verdict, isFine ? "fine" : "trouble", verdict === "continued" && isOld ? "watch" : ""], values);
  place.hidden = false;
  place.dataset.level = isFine ? "info" : "warning";
  place.dataset.verdict = verdict;
  if (verdict === "continued") mark(kept.size);
  place.querySelector("[data-forget]").addEventListener("click", () => {
    localStorage.removeItem(name(log));
    location.reload();
  });
}

for (const place of document.querySelectorAll("[data-log]")) look(place);
