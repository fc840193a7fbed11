// What the WebCrypto of a browser says of signatures: a list of {key, sig, msg} as JSON
// on standard input, a list of true and false on standard output.
import { readFileSync } from "node:fs";

const bytes = (hex) => Uint8Array.from(Buffer.from(hex, "hex"));
const found = [];
for (const one of JSON.parse(readFileSync(0, "utf8"))) {
  try {
    const key = await crypto.subtle.importKey("raw", bytes(one.key), "Ed25519", true, ["verify"]);
    const message = new TextEncoder().encode(one.msg);
    found.push(await crypto.subtle.verify("Ed25519", key, bytes(one.sig), message));
  } catch {
    found.push(false);
  }
}
console.log(JSON.stringify(found));
