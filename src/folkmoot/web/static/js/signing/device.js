// The key with which this device signs: its private half never leaves the browser.
// One key for each collective, in IndexedDB; what is signed is what the record digests.
const bytes = new TextEncoder();
const base64 = (raw) => btoa(String.fromCharCode(...new Uint8Array(raw)));
const base64url = (raw) => base64(raw).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const sha256 = (raw) => crypto.subtle.digest("SHA-256", raw);

function ask(mode, act) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("folkmoot", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("keys");
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const asked = act(opening.result.transaction("keys", mode).objectStore("keys"));
      asked.onerror = () => reject(asked.error);
      asked.onsuccess = () => resolve(asked.result);
    };
  });
}

export const keyOf = (collective) => ask("readonly", (keys) => keys.get(collective));
export const forget = (collective) => ask("readwrite", (keys) => keys.delete(collective));

// Throws where this browser knows no Ed25519: then the server signs, and says so.
export async function makeKey(collective, origin, name) {
  const pair = await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
  const key = [1, ...new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey))];
  const named = await sha256(new Uint8Array([...bytes.encode(`${name}\n`), ...key]));
  const id = [...new Uint8Array(named).slice(0, 4)].map((one) => one.toString(16).padStart(2, "0"));
  const made = { origin, public: `${name}+${id.join("")}+${base64(key)}`, secret: pair.privateKey };
  await ask("readwrite", (keys) => keys.put(made, collective));
  return made;
}

// Returns what the server takes: the disclosures as they are digested, and a signature.
export async function sign(key, said) {
  const told = Object.entries(said).map(([name, value]) => {
    const salt = base64url(crypto.getRandomValues(new Uint8Array(16)));
    return base64url(bytes.encode(JSON.stringify([salt, name, value])));
  });
  const digests = await Promise.all(told.map(async (one) => base64url(await sha256(bytes.encode(one)))));
  const core = JSON.stringify({ _sd: digests.sort(), origin: key.origin, v: 1 });
  const message = bytes.encode(`folkmoot/v1 statement\n${core}`);
  const signature = base64(await crypto.subtle.sign("Ed25519", key.secret, message));
  return JSON.stringify({ key: key.public, signature, told });
}
