// The tree of RFC 6962 as RFC 9162 checks it: proofs made and checked.
import { equal, join, sha256 } from "./bytes.js";

export const hashLeaf = (leaf) => sha256(join([0], leaf));
const hashNode = (left, right) => sha256(join([1], left, right));

const isOdd = (number) => number % 2 === 1;
const log2 = (number) => Math.round(Math.log2(number));

// The largest power of two that is smaller.
function split(number) {
  let power = 1;
  while (power * 2 < number) power *= 2;
  return power;
}

// Where one stands on the way up from a leaf, and where the last one does (RFC 9162).
class Climb {
  constructor(at, last) {
    Object.assign(this, { at, last });
  }
  up() {
    this.at = Math.floor(this.at / 2);
    this.last = Math.floor(this.last / 2);
  }
  get isRight() {
    return isOdd(this.at) || this.at === this.last;
  }
  pastRight() {
    while (!isOdd(this.at) && this.at !== 0) this.up();
  }
}

export async function verifyInclusion(hash, index, size, proof, root) {
  if (index >= size) return false;
  const climb = new Climb(index, size - 1);
  let found = hash;
  for (const beside of proof) {
    if (climb.last === 0) return false;
    if (climb.isRight) {
      found = await hashNode(beside, found);
      climb.pastRight();
    } else found = await hashNode(found, beside);
    climb.up();
  }
  return climb.last === 0 && equal(found, root);
}

export async function verifyConsistency(before, size, proof, rootBefore, root) {
  if (before === size) return proof.length === 0 && equal(rootBefore, root);
  if (before === 0) return proof.length === 0 && equal(rootBefore, await sha256(join()));
  if (before > size || proof.length === 0) return false;
  const path = split(before + 1) === before ? [rootBefore, ...proof] : proof;
  const climb = new Climb(before - 1, size - 1);
  while (isOdd(climb.at)) climb.up();
  let [first, second] = [path[0], path[0]];
  for (const beside of path.slice(1)) {
    if (climb.last === 0) return false;
    if (climb.isRight) {
      first = await hashNode(beside, first);
      second = await hashNode(beside, second);
      climb.pastRight();
    } else second = await hashNode(second, beside);
    climb.up();
  }
  return climb.last === 0 && equal(first, rootBefore) && equal(second, root);
}

// `read(height, index)` gives the hash over a complete part of the tree.
async function rootOf(from, to, read) {
  const part = split(to - from + 1);
  if (part === to - from) return read(log2(part), from / part);
  return hashNode(await rootOf(from, from + part, read), await rootOf(from + part, to, read));
}

export async function proveConsistency(before, size, read) {
  const proof = [];
  let [from, to] = [0, size];
  while (before !== 0 && to !== before) {
    const middle = from + split(to - from);
    const isLeft = before <= middle;
    proof.push(await (isLeft ? rootOf(middle, to, read) : rootOf(from, middle, read)));
    if (isLeft) to = middle;
    else from = middle;
  }
  if (from > 0) proof.push(await rootOf(from, to, read));
  return proof.reverse();
}
