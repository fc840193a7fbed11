// The check as a whole, and the page around it.
async function check(found) {
  const copy = new Copy(found);
  const faults = [];
  const lines = [];
  const facts = [];
  const fault = (what, values = {}, first = null, last = first, file = "") =>
    faults.push({ what, values, first, last, file });
  const held = async (name, values, act) => {
    const before = faults.length;
    await act();
    const ok = faults.length === before;
    lines.push({ state: ok ? "yes" : "no", name, values });
  };
  let manifest = {};
  try {
    manifest = JSON.parse(text(await copy.read("manifest.json")));
  } catch {
    fault("unreadable", { f: "manifest.json" });
  }
  const { size = 0, root: end, origin } = manifest.record ?? {};
  let leaves = [];
  let root = null;
  await held("files", { n: Object.keys(manifest.files ?? {}).length }, () => checkFiles(copy, manifest, fault));
  await held("leaves", { n: size }, async () => {
    try {
      leaves = await readLeaves(copy, size);
      leaves.forEach((leaf, at) => isLeaf(leaf) || fault("leaf", {}, at));
      root = await checkTree(copy, leaves);
    } catch (error) {
      if (!error.what) throw error;
      fault(error.what, {}, error.first, error.last);
    }
  });
  if (root && encode64(root) !== end) fault("manifestRoot", {}, null, null, "manifest.json");
  await checkEnd(copy, { origin, root, leaves }, { fault, lines, facts });
  if (leaves.length) {
    const counts = {};
    await held("told", counts, async () => {
      const told = await checkTold(copy, manifest, leaves, fault);
      counts.n = told.told;
      if (told.erased) lines.push({ state: "yes", name: "erased", values: { n: told.erased } });
      if (told.held) lines.push({ state: "yes", name: "held", values: { n: told.held } });
    });
  }
  lines.push({ state: "", name: "rest", values: {} });
  return { faults: faults.sort(inOrder), lines, facts };
}

const orderOf = ({ first, last }) => (first === null || first === undefined ? 2 : Number(first !== last));
const inOrder = (one, other) => orderOf(one) - orderOf(other) || one.first - other.first;

async function checkFiles(copy, manifest, fault) {
  const known = new Map(Object.entries(manifest.files ?? {}));
  for (const name of copy.files.keys()) {
    if (name !== "manifest.json" && !known.has(name)) fault("fileAdded", { f: name });
  }
  for (const [name, said] of known) {
    const data = await copy.read(name);
    if (!data) fault("fileMissing", { f: name });
    else if (hex(await sha256(data)) !== said.sha256) fault("fileChanged", { f: name });
  }
}

async function checkEnd(copy, log, { fault, lines, facts }) {
  const data = await copy.read("log/checkpoint");
  if (!data) return void lines.push({ state: "unknown", name: "unsigned", values: {} });
  let note, head, policy;
  try {
    note = readNote(text(data));
    head = readCheckpoint(note);
    policy = await readPolicy(text(await copy.read("log/policy")));
  } catch {
    return fault("unreadable", { f: "log/checkpoint" });
  }
  facts.push(["origin", head.origin], ["root", encode64(head.root)]);
  if (head.origin !== log.origin) fault("otherLog", { f: head.origin }, null, null, "log/checkpoint");
  const part = head.size === log.leaves.length ? log.root : head.size < log.leaves.length && (await rootOfFirst(log.leaves.slice(0, head.size)));
  const isEnd = part && equal(part, head.root);
  if (log.root && !isEnd) fault("rootWrong", {}, 0, Math.max(head.size, 1) - 1);
  if (log.root) lines.push({ state: isEnd ? "yes" : "no", name: "root", values: {} });
  if (head.size < log.leaves.length) lines.push({ state: "unknown", name: "tail", values: { n: head.size + 1 } });
  if (!(await canCheck())) return void lines.push({ state: "unknown", name: "noSignature", values: {} });
  const own = policy.logs.filter((key) => key.kind === LOG && key.name === head.origin);
  const signed = await Promise.all(own.map((key) => isBy(key, note)));
  const isGood = signed.includes(true) && !signed.includes(false);
  if (!isGood) fault("badSignature", {}, null, null, "log/checkpoint");
  lines.push({ state: isGood ? "yes" : "no", name: "signed", values: {} });
  own.forEach((key) => facts.push(["key", key.line]));
  const seen = await Promise.all(policy.witnesses.map(({ key }) => isBy(key, note)));
  seen.forEach((one, at) => one === false && fault("badWitness", { f: policy.witnesses[at].key.name }));
  if (seen.length) lines.push({ state: "", name: "witnesses", values: { n: seen.filter(Boolean).length, m: seen.length } });
}
