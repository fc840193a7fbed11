// Bytes as logs write them: base64 in its one spelling, SHA-256, numbers without zeros.
const LETTERS = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

export class Fault extends Error {}

export function need(isSo, what) {
  if (!isSo) throw new Fault(what);
}

export const utf8 = (text) => new TextEncoder().encode(text);

export function join(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export const equal = (one, other) =>
  one.length === other.length && one.every((byte, at) => byte === other[at]);

export async function sha256(data) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", data));
}

export const encode64 = (data) => btoa(String.fromCharCode(...data));

export function decode64(text, length) {
  need(LETTERS.test(text), "format");
  const data = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  // Bits that nobody reads would give one value many spellings.
  const last = data.slice(data.length - (data.length % 3 || 3));
  need(text.endsWith(encode64(last)), "format");
  need(length === undefined || data.length === length, "format");
  return data;
}

export const url64 = (data) =>
  encode64(data).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

export function decodeUrl64(text) {
  need(!/[+/=]/.test(text), "format");
  const letters = text.replaceAll("-", "+").replaceAll("_", "/");
  return decode64(letters + "=".repeat((4 - (letters.length % 4)) % 4));
}

export function readNumber(text) {
  need(/^(0|[1-9][0-9]{0,15})$/.test(text), "format");
  need(Number.isSafeInteger(Number(text)), "format");
  return Number(text);
}
