// Reading parts of a log's tree from its tiles, of which only those needed are fetched.
import { join, need, sha256 } from "./bytes.js";

const WIDTH = 256;
const HASH = 32;
const three = (number) => String(number % 1000).padStart(3, "0");

export function tilePath(level, index, width) {
  let name = three(index);
  for (let rest = Math.floor(index / 1000); rest; rest = Math.floor(rest / 1000)) {
    name = `x${three(rest)}/${name}`;
  }
  return `tile/${level}/${name}${width < WIDTH ? `.p/${width}` : ""}`;
}

// `get(path)` gives the bytes; what they hold is checked by the proof made from them.
export function readTiles(size, get) {
  const kept = new Map();

  async function tile(level, index) {
    const width = Math.min(WIDTH, Math.floor(size / WIDTH ** level) - index * WIDTH);
    const path = tilePath(level, index, width);
    if (!kept.has(path)) kept.set(path, get(path));
    const data = await kept.get(path);
    need(data.length === width * HASH, "format");
    return data;
  }

  return async (height, index) => {
    const level = Math.floor(height / 8);
    let count = 2 ** (height % 8);
    const start = index * count;
    const data = await tile(level, Math.floor(start / WIDTH));
    const from = (start % WIDTH) * HASH;
    let hashes = data.slice(from, from + count * HASH);
    for (; count > 1; count /= 2) {
      const pairs = Array.from({ length: count / 2 }, (_, at) =>
        sha256(join([1], hashes.slice(at * 2 * HASH, (at + 1) * 2 * HASH))));
      hashes = join(...(await Promise.all(pairs)));
    }
    return hashes;
  };
}
