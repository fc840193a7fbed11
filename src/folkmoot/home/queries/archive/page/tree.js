// The entries of a log, and every byte of the tree over them.
const DIGEST = '"[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]"';
const LEAF = new RegExp(`^\\{"_sd":\\[(${DIGEST}(?:,${DIGEST})*)\\],"v":1\\}$`);

async function readLeaves(copy, size) {
  const leaves = [];
  for (let start = 0; start < size; start += WIDTH) {
    const width = Math.min(WIDTH, size - start);
    const data = await copy.read(`log/${tilePath("entries", start / WIDTH, width)}`);
    let at = 0;
    for (let number = 0; data && number < width && at + 2 <= data.length; number += 1) {
      const length = data[at] * 256 + data[at + 1];
      leaves.push(data.slice(at + 2, at + 2 + length));
      at += 2 + length;
    }
    if (!data || at !== data.length || leaves.length !== start + width) {
      throw { what: "bundle", first: Math.min(leaves.length, start + width - 1), last: start + width - 1 };
    }
  }
  return leaves;
}

function isLeaf(leaf) {
  const found = LEAF.exec(text(leaf));
  if (!found) return false;
  const digests = found[1].split(",");
  return digests.length % 4 === 0 && digests.length <= 88 && digests.every((one, at) => !at || digests[at - 1] < one);
}

// Returns the root; throws at the first tile that does not fit.
async function checkTree(copy, leaves) {
  const size = leaves.length;
  let row = await Promise.all(leaves.map((leaf) => hashLeaf(leaf)));
  for (let height = 0; row.length; height += 1) {
    if (height % 8 === 0) await checkTiles(copy, height / 8, row.slice(0, Math.floor(size / 2 ** height)));
    if (row.length === 1 && size < 2 ** (height + 1)) return row[0];
    const above = [];
    for (let at = 0; at + 1 < row.length; at += 2) above.push(hashNode(row[at], row[at + 1]));
    row = [...(await Promise.all(above)), ...(row.length % 2 ? [row.at(-1)] : [])];
  }
  return sha256(new Uint8Array());
}

async function checkTiles(copy, level, hashes) {
  for (let start = 0; start < hashes.length; start += WIDTH) {
    const made = hashes.slice(start, start + WIDTH);
    const tile = await copy.read(`log/${tilePath(level, start / WIDTH, made.length)}`);
    const whole = join(...made);
    if (tile && equal(tile, whole)) continue;
    const wrong = tile ? made.findIndex((one, at) => !equal(one, tile.slice(at * 32, at * 32 + 32))) : 0;
    const below = WIDTH ** level;
    const first = (start + Math.max(wrong, 0)) * below;
    throw { what: "tile", first, last: first + below - 1 };
  }
}

// The root of the first entries alone, without comparing tiles.
async function rootOfFirst(leaves) {
  let row = await Promise.all(leaves.map((leaf) => hashLeaf(leaf)));
  while (row.length > 1) {
    const above = [];
    for (let at = 0; at + 1 < row.length; at += 2) above.push(hashNode(row[at], row[at + 1]));
    row = [...(await Promise.all(above)), ...(row.length % 2 ? [row.at(-1)] : [])];
  }
  return row[0] ?? sha256(new Uint8Array());
}
