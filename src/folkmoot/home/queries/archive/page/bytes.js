// Bytes, base64 in its one spelling, SHA-256, and Ed25519 by the strict rule.
const text = (bytes) => new TextDecoder("utf-8", { fatal: true }).decode(bytes);
const utf8 = (words) => new TextEncoder().encode(words);
const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
const hex = (bytes) => Array.from(bytes, (one) => one.toString(16).padStart(2, "0")).join("");
const isSame = (one, other) =>
  one.length === other.length && one.every((byte, at) => byte === other[at]);

function join(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function encode64(bytes) {
  let letters = "";
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return btoa(letters);
}

function decode64(letters) {
  const bytes = Uint8Array.from(atob(letters), (one) => one.charCodeAt(0));
  if (encode64(bytes) !== letters) throw new Error("base64");
  return bytes;
}

const encode64url = (bytes) =>
  encode64(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

function decode64url(letters) {
  const plain = letters.replaceAll("-", "+").replaceAll("_", "/");
  const bytes = decode64(plain + "=".repeat((4 - (plain.length % 4)) % 4));
  if (encode64url(bytes) !== letters) throw new Error("base64url");
  return bytes;
}

// Some browsers take keys and points that others refuse; such a signature would count
// here and not there. RFC 8032, section 5.1.7; the cases of C2SP/CCTV.
const PRIME = 2n ** 255n - 19n;
const OF_ORDER_8 = 0x05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826n;
const SMALL = [0n, 1n, PRIME - 1n, OF_ORDER_8, PRIME - OF_ORDER_8];

function isStrict(point) {
  const y = BigInt(`0x${hex(Uint8Array.from(point).reverse())}`) & (2n ** 255n - 1n);
  return y < PRIME && !SMALL.includes(y);
}

async function isSigned(key, signature, message) {
  if (key.length !== 32 || signature.length !== 64) return false;
  if (!isStrict(key) || !isStrict(signature.slice(0, 32))) return false;
  const known = await crypto.subtle.importKey("raw", key, "Ed25519", false, ["verify"]);
  return crypto.subtle.verify("Ed25519", known, signature, message);
}

async function canCheckSignatures() {
  try {
    await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
    return true;
  } catch {
    return false;
  }
}
