// The files of a copy: a folder that was chosen or dropped, or the packed file.
const BLOCK = 512;

function* untar(bytes) {
  const field = (at, size) => text(bytes.subarray(at, at + size)).replace(/\0.*$/s, "");
  for (let at = 0; at + BLOCK <= bytes.length && bytes[at]; ) {
    const size = parseInt(field(at + 124, 12), 8);
    if (!(size >= 0)) throw new Error("tar");
    const prefix = field(at + 345, 155);
    const name = (prefix ? `${prefix}/` : "") + field(at, 100);
    const start = at + BLOCK;
    if (start + size > bytes.length) throw new Error("tar");
    yield [name, bytes.subarray(start, start + size)];
    at = start + Math.ceil(size / BLOCK) * BLOCK;
  }
}

async function openPacked(file) {
  const plain = file.stream().pipeThrough(new DecompressionStream("gzip"));
  return new Map(untar(new Uint8Array(await new Response(plain).arrayBuffer())));
}

function openChosen(list) {
  return new Map(Array.from(list, (file) => [file.webkitRelativePath || file.name, file]));
}

async function walk(entry, path, found) {
  if (entry.isFile) {
    found.set(path + entry.name, await new Promise((done, fail) => entry.file(done, fail)));
    return;
  }
  const reader = entry.createReader();
  for (;;) {
    const some = await new Promise((done, fail) => reader.readEntries(done, fail));
    if (!some.length) return;
    for (const one of some) await walk(one, `${path}${entry.name}/`, found);
  }
}

async function openDropped(items) {
  // The list is emptied as soon as the event is over: take all of it first.
  const entries = Array.from(items, (item) => item.webkitGetAsEntry()).filter(Boolean);
  const found = new Map();
  for (const entry of entries) await walk(entry, "", found);
  if (found.size === 1) {
    const [[name, file]] = found;
    if (/\.t?gz$/.test(name)) return openPacked(file);
  }
  return found;
}

// A copy by paths below its own folder, wherever that folder is.
class Copy {
  constructor(found) {
    const names = [...found.keys()].filter((name) => /(^|\/)manifest\.json$/.test(name));
    const top = names.sort((one, other) => one.length - other.length)[0];
    if (top === undefined) throw new Error("noCopy");
    const prefix = top.slice(0, -"manifest.json".length);
    this.files = new Map(
      [...found].filter(([name]) => name.startsWith(prefix)).map(([name, file]) => [name.slice(prefix.length), file]),
    );
  }

  async read(path) {
    const file = this.files.get(path);
    if (file === undefined || file instanceof Uint8Array) return file;
    return new Uint8Array(await file.arrayBuffer());
  }

  async rows(table) {
    const data = await this.read(`${table}.jsonl`);
    if (data === undefined) return [];
    return text(data).split("\n").filter(Boolean).map((line) => JSON.parse(line));
  }
}
