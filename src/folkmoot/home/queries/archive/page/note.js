// The signed end of a log, the keys that count, and who signed and cosigned.
function readKey(vkey) {
  const [name, id, ...rest] = vkey.split("+");
  const raw = decode64(rest.join("+"));
  return { name, id, kind: raw[0], key: raw.slice(1), vkey };
}

function readPolicy(data) {
  const lines = text(data).split("\n").map((line) => line.trim().split(/[ \t]+/));
  const keysOf = (word, at) => lines.filter((line) => line[0] === word).map((line) => readKey(line[at]));
  return { logs: keysOf("log", 1), witnesses: keysOf("witness", 2) };
}

function readNote(data) {
  const whole = text(data);
  const end = whole.lastIndexOf("\n\n");
  const signed = whole.slice(0, end + 1);
  const lines = whole.slice(end + 2).split("\n").filter(Boolean).map((line) => {
    const [dash, name, coded] = line.split(" ");
    if (dash !== "—" || !coded) throw new Error("note");
    const raw = decode64(coded);
    return { name, id: hex(raw.slice(0, 4)), data: raw.slice(4) };
  });
  const [origin, size, root] = signed.split("\n");
  if (end < 0 || !/^(0|[1-9][0-9]{0,15})$/.test(size)) throw new Error("note");
  return { signed, lines, origin, size: Number(size), root: decode64(root) };
}

// true: signed, false: a line is not by the key it names, null: no such line.
async function isBy(key, note) {
  const line = note.lines.find((one) => one.name === key.name && one.id === key.id);
  if (!line) return null;
  if (key.kind === 1) return isSigned(key.key, line.data, utf8(note.signed));
  if (key.kind !== 4 || line.data.length !== 72) return false;
  const time = new DataView(line.data.buffer, line.data.byteOffset).getBigUint64(0);
  const message = utf8(`cosignature/v1\ntime ${time}\n${note.signed}`);
  return isSigned(key.key, line.data.slice(8), message);
}
