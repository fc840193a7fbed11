// Checkpoints and policies: what a log signed, and who is to be believed about it.
import { decode64, need, readNumber } from "./bytes.js";
import { LOG, WITNESS, readKey, signersOf } from "./keys.js";

const MOST = 16 * 1024;
const MOST_LINES = 32;

export function readNote(whole) {
  need(whole.length <= MOST && !/[\u0000-\u0009\u000b-\u001f]/.test(whole), "format");
  const cut = whole.lastIndexOf("\n\n");
  need(cut > 0 && whole.endsWith("\n"), "format");
  const lines = whole.slice(cut + 2, -1).split("\n");
  need(lines.length <= MOST_LINES, "format");
  return { text: whole.slice(0, cut + 1), lines: lines.map(readLine) };
}

function readLine(line) {
  const [dash, name, coded, ...more] = line.split(" ");
  need(dash === "\u2014" && name && coded && more.length === 0, "format");
  const data = decode64(coded);
  need(data.length > 12, "format");
  return { name, id: data.slice(0, 4), data: data.slice(4) };
}

export function readCheckpoint(note) {
  const [origin, size, root, ...rest] = note.text.split("\n");
  need(origin && rest.length > 0 && rest.at(-1) === "" && rest.slice(0, -1).every(Boolean), "format");
  return { origin, size: readNumber(size), root: decode64(root, 32) };
}

export async function readPolicy(text) {
  const policy = { logs: [], witnesses: [], groups: [], quorum: undefined };
  for (const line of text.split("\n")) {
    const [word, ...words] = line.trim().split(/[ \t]+/);
    if (word === "log") policy.logs.push(await readKey(words[0]));
    else if (word === "witness") policy.witnesses.push({ name: words[0], key: await readKey(words[1]) });
    else if (word === "group") policy.groups.push({ name: words[0], needed: words[1], members: words.slice(2) });
    else if (word === "quorum") policy.quorum = words[0];
    else need(word === "" || word.startsWith("#"), "format");
  }
  need(policy.quorum !== undefined && policy.logs.length > 0, "format");
  return policy;
}

function isEnough(policy, names) {
  const met = new Set(names);
  for (const { name, needed, members } of policy.groups) {
    const count = { any: 1, all: members.length }[needed] ?? readNumber(needed);
    if (members.filter((one) => met.has(one)).length >= count) met.add(name);
  }
  return policy.quorum === "none" || met.has(policy.quorum);
}

// Checks the signatures; gives the checkpoint, who signed and whether these are enough.
export async function openCheckpoint(whole, policy) {
  const note = readNote(whole);
  const checkpoint = readCheckpoint(note);
  const own = policy.logs.filter((key) => key.kind === LOG && key.name === checkpoint.origin);
  need(own.length > 0, "unknown");
  const signed = await signersOf(note, own);
  need(signed.length > 0, "signature");
  const asked = policy.witnesses.filter(({ key }) => key.kind === WITNESS);
  const cosigned = await signersOf(note, asked.map(({ key }) => key));
  const names = asked.filter(({ key }) => cosigned.some((one) => one.key === key)).map(({ name }) => name);
  return {
    ...checkpoint,
    keys: signed.map(({ key }) => key.line),
    witnessed: names.length,
    witnesses: asked.length,
    isEnough: isEnough(policy, names),
  };
}
