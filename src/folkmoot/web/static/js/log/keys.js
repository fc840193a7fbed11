// Keys of logs and witnesses, and signatures by one strict rule (C2SP signed-note).
import { decode64, equal, join, need, sha256, utf8 } from "./bytes.js";

export const LOG = 1;
export const WITNESS = 4;
const PRIME = 2n ** 255n - 19n;
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;
const SIGN = 2n ** 255n;
const OF_ORDER_8 = 0x05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826n;
const SMALL = new Set([0n, 1n, PRIME - 1n, OF_ORDER_8, PRIME - OF_ORDER_8]);

const toNumber = (data) => data.reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n);

// Programs disagree about signatures made with such points; nobody's count here.
function isStrict(point) {
  const y = toNumber(point) % SIGN;
  return y < PRIME && !SMALL.has(y);
}

async function verify(key, signature, message) {
  const isNumber = toNumber(signature.slice(32)) < ORDER;
  if (signature.length !== 64 || !isNumber || !isStrict(key) || !isStrict(signature.slice(0, 32))) return false;
  const known = await crypto.subtle.importKey("raw", key, "Ed25519", false, ["verify"]);
  return crypto.subtle.verify("Ed25519", known, signature, message);
}

export const isSigned = async (key, signature, message) =>
  key.kind === LOG && key.public.length === 32 && verify(key.public, signature, message);

// Older browsers know no Ed25519, and none computes on a page without https.
export async function canCheck() {
  if (!globalThis.crypto?.subtle) return false;
  try {
    await crypto.subtle.importKey("raw", new Uint8Array(32).fill(9), "Ed25519", false, ["verify"]);
    return true;
  } catch (error) {
    return error.name !== "NotSupportedError";
  }
}

export async function readKey(line) {
  const [name, id, ...rest] = line.split("+");
  const coded = decode64(rest.join("+"));
  const expected = (await sha256(join(utf8(`${name}\n`), coded))).slice(0, 4);
  const hex = Array.from(expected, (byte) => byte.toString(16).padStart(2, "0")).join("");
  need(name !== "" && !/[\s+]/u.test(name) && hex === id, "format");
  return { line, name, id: expected, kind: coded[0], public: coded.slice(1) };
}

const isOf = (key, line) => line.name === key.name && equal(line.id, key.id);

// Who among `keys` signed: a list of {key, time}; a line of one that is not by it is a fault.
export async function signersOf(note, keys) {
  const found = [];
  for (const key of keys) {
    for (const line of note.lines.filter((one) => isOf(key, one))) {
      const isCosigned = key.kind === WITNESS;
      const data = isCosigned ? line.data.slice(8) : line.data;
      const time = isCosigned ? Number(new DataView(line.data.buffer).getBigUint64(0)) : 0;
      const message = isCosigned ? `cosignature/v1\ntime ${time}\n${note.text}` : note.text;
      need(key.public.length === 32 && (await verify(key.public, data, utf8(message))), "signature");
      if (!found.some((one) => one.key === key)) found.push({ key, time });
    }
  }
  return found;
}
