// What entries disclose: behind its digest, under its name, and nothing dropped unsaid.
const STAYS = ["kind", "at", "about", "holds"];

async function openTold(row, leaf) {
  const digest = url64(await sha256(utf8(row.encoded)));
  const [salt, name, value, ...rest] = JSON.parse(text(decodeUrl64(row.encoded)));
  const isTold = typeof salt === "string" && !rest.length && name === row.name;
  return { name, value, isTold: isTold && leaf.includes(`"${digest}"`) };
}

// Adds a fault for each entry that does not hold; returns counts.
async function checkTold(copy, manifest, leaves, fault) {
  const entries = new Map();
  const places = new Map();
  for (const row of await copy.rows("record.entry")) {
    if (entries.has(row.index) || !(row.index < leaves.length)) fault("stray", {}, row.index);
    entries.set(row.index, { row, told: new Map() });
    places.set(row.id, row.index);
  }
  const count = await readTold(copy, leaves, entries, places, fault);
  const erased = erasedBy(entries);
  const back = pulledBack(entries);
  const counts = { told: count, erased: 0, held: 0 };
  const isWhole = !Object.keys(manifest.held_back ?? {}).length;
  for (let index = 0; index < leaves.length; index += 1) {
    const entry = entries.get(index);
    if (!entry) fault("entryGone", {}, index);
    else if (isLost(entry) && back.get(index) > index) continue;
    else judge(entry, index, erased, isWhole, counts, fault);
  }
  return counts;
}

async function readTold(copy, leaves, entries, places, fault) {
  const texts = leaves.map((leaf) => text(leaf));
  let count = 0;
  for (const row of await copy.rows("record.disclosure")) {
    count += 1;
    const index = places.get(row.entry_id);
    const entry = entries.get(index);
    if (!entry || index >= leaves.length) {
      fault("stray", {}, index, "record.disclosure.jsonl");
      continue;
    }
    try {
      const one = await openTold(row, texts[index]);
      if (one.isTold) entry.told.set(one.name, one.value);
      else fault("notTold", { f: row.name }, index);
    } catch {
      fault("notTold", { f: row.name }, index);
    }
  }
  return count;
}

function erasedBy(entries) {
  const found = new Map();
  for (const [index, { row, told }] of entries) {
    const places = row.kind === "record.erased" && told.get("entries");
    for (const one of Array.isArray(places) ? places : []) {
      found.set(one, Math.max(index, found.get(one) ?? 0));
    }
  }
  return found;
}

// The leaf came back from a mirror; what it says did not, as a later entry tells.
const isLost = ({ row, told }) => row.kind === "record.lost" && !told.size && row.about_id === null;

function pulledBack(entries) {
  const found = new Map();
  for (const [index, { row, told }] of entries) {
    if (row.kind !== "record.pulled_back") continue;
    const [first, last] = [told.get("first"), told.get("last")];
    if (!Number.isSafeInteger(first) || !Number.isSafeInteger(last)) continue;
    for (let at = Math.max(first, 0); at <= Math.min(last, index - 1); at += 1) found.set(at, index);
  }
  return found;
}

function judge({ row, told }, index, erased, isWhole, counts, fault) {
  const isAt = Date.parse(told.get("at")) === Date.parse(row.at);
  if (told.has("kind") && told.get("kind") !== row.kind) fault("notTold", { f: "kind" }, index);
  if (told.has("at") && !isAt) fault("notTold", { f: "at" }, index);
  if ((told.get("about") ?? null) !== row.about_id) fault("notTold", { f: "about" }, index);
  const holds = told.get("holds");
  const names = ["kind", "at", "holds", ...(Array.isArray(holds) ? holds : [])];
  const missing = names.filter((name) => !told.has(name));
  if (!missing.length) return;
  const never = missing.find((name) => STAYS.includes(name));
  if (never) fault("gone", { f: never }, index);
  else if (erased.get(index) > index) counts.erased += 1;
  else if (isWhole) fault("gone", { f: missing[0] }, index);
  else counts.held += 1;
}
