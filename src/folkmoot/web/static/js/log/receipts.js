// Receipts: that something is in a log, shown by one file (C2SP tlog-proof).
import { Fault, decode64, decodeUrl64, need, readNumber, sha256, url64, utf8 } from "./bytes.js";
import { isSigned, readKey } from "./keys.js";
import { openCheckpoint, readCheckpoint, readNote } from "./notes.js";
import { hashLeaf, verifyInclusion } from "./tree.js";

const HEADER = "c2sp.org/tlog-proof@v1";
const LONGEST = 63;
const fromUtf8 = (data) => new TextDecoder("utf-8", { fatal: true }).decode(data);

// What was pasted may have lost its last line's end, or come from another system.
export const tidy = (text) => `${text.replaceAll("\r\n", "\n").trim()}\n`;

export function readReceipt(text) {
  const cut = text.indexOf("\n\n");
  need(cut > 0, "format");
  const [header, ...lines] = text.slice(0, cut).split("\n");
  need(header === HEADER && lines[0]?.startsWith("extra "), "format");
  const extra = JSON.parse(fromUtf8(decode64(lines.shift().slice(6))));
  need(typeof extra.leaf === "string" && Array.isArray(extra.disclosures), "format");
  need(lines[0]?.startsWith("index "), "format");
  const index = readNumber(lines.shift().slice(6));
  need(lines.length <= LONGEST, "format");
  const checkpoint = text.slice(cut + 2);
  const origin = readCheckpoint(readNote(checkpoint)).origin;
  return { index, extra, proof: lines.map((line) => decode64(line, 32)), checkpoint, origin };
}

async function toldBy({ leaf, disclosures }) {
  const digests = JSON.parse(leaf)._sd;
  const told = [];
  for (const encoded of disclosures) {
    const [, name, value] = JSON.parse(fromUtf8(decodeUrl64(encoded)));
    told.push({ name, value, isThere: digests.includes(url64(await sha256(utf8(encoded)))) });
  }
  return told;
}

const baseOf = (origin) => origin.replace(/\/again\/[0-9]+$/, "");

// The member's own signature, by a device or by the server in its place, for this log.
async function verifyMember(signed, leaf, origin) {
  const digests = JSON.parse(leaf)._sd;
  const isOfThis = signed.sd.length > 0 && signed.sd.every((one) => digests.includes(one));
  need(isOfThis && baseOf(signed.origin) === baseOf(origin), "signature");
  const core = JSON.stringify({ _sd: [...signed.sd].sort(), origin: signed.origin, v: 1 });
  const message = utf8(`folkmoot/v1 statement\n${core}`);
  need(await isSigned(await readKey(signed.key), decode64(signed.signature), message), "signature");
}

// Gives what holds and what does not; `fault` names the first thing that does not.
export async function checkReceipt(text, policy) {
  const found = { fault: "" };
  try {
    const receipt = readReceipt(text);
    const { index, extra } = receipt;
    Object.assign(found, { number: index + 1, origin: receipt.origin, told: await toldBy(extra) });
    need(found.told.every(({ isThere }) => isThere), "words");
    const head = await openCheckpoint(receipt.checkpoint, policy);
    Object.assign(found, { size: head.size, witnessed: head.witnessed, witnesses: head.witnesses });
    const own = found.told.find(({ name }) => name === "signature");
    if (own) await verifyMember(own.value, extra.leaf, receipt.origin);
    const hash = await hashLeaf(utf8(extra.leaf));
    need(await verifyInclusion(hash, index, head.size, receipt.proof, head.root), "place");
    found.isEnough = head.isEnough;
  } catch (error) {
    const isOurs = error instanceof Fault;
    if (!isOurs && !(error instanceof SyntaxError) && !(error instanceof TypeError)) throw error;
    found.fault = isOurs ? error.message : "format";
  }
  return found;
}
