"""Proofs that an entry is in a tree, and that one tree continues another."""

from collections.abc import Iterator, Sequence

from folkmoot.engines.tlog.encoding import LARGEST
from folkmoot.engines.tlog.faults import ProofError
from folkmoot.engines.tlog.reading import Read
from folkmoot.engines.tlog.tree import EMPTY_ROOT, HASH_SIZE, fold, hash_node

# The height of a tree with 2**63 - 1 leaves.
LONGEST_PROOF = 63


def inclusion_proof(index: int, size: int, read: Read) -> list[bytes]:
    """Return the proof that entry ``index`` is in the tree of ``size`` leaves.

    Parameters
    ----------
    index : int
        Of the entry, from 0.
    size : int
        Leaves of the tree.
    read : callable of two int to bytes
        The hash of a complete subtree by height and number, as from `read_tiles`.

    Returns
    -------
    list of bytes
        32 bytes each, the sibling of the leaf first; at most 63.

    Raises
    ------
    ProofError
        If the tree has no such entry.

    References
    ----------
    RFC 6962, section 2.1.1.
    """
    if not 0 <= index < size:
        message = f"a tree of {size} leaves has no entry {index}"
        raise ProofError(message)
    low, high = 0, size
    proof: list[bytes] = []
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            proof.append(_root_of(middle, high, read))
            high = middle
        else:
            proof.append(_root_of(low, middle, read))
            low = middle
    return proof[::-1]


def consistency_proof(old: int, new: int, read: Read) -> list[bytes]:
    """Return the proof that the tree of ``new`` leaves begins with the ``old`` ones.

    Parameters
    ----------
    old, new : int
        Leaves of both trees.
    read : callable of two int to bytes
        The hash of a complete subtree of the new tree, as from `read_tiles`.

    Returns
    -------
    list of bytes
        32 bytes each; empty where there is nothing to prove: from an empty tree, and
        from a tree to itself.

    Raises
    ------
    ProofError
        If the old tree is the larger one.

    References
    ----------
    RFC 6962, section 2.1.2.
    """
    if not 0 <= old <= new:
        message = f"a tree of {new} leaves does not begin with {old}"
        raise ProofError(message)
    if old in (0, new):
        return []
    low, high = 0, new
    proof: list[bytes] = []
    while old != high:
        middle = low + _split(high - low)
        if old <= middle:
            proof.append(_root_of(middle, high, read))
            high = middle
        else:
            proof.append(_root_of(low, middle, read))
            low = middle
    if low:  # the verifier does not know this subtree as the root of the old tree
        proof.append(_root_of(low, high, read))
    return proof[::-1]


def verify_inclusion(
    leaf_hash: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> None:
    """Check that the entry with this hash is number ``index`` of a tree.

    Parameters
    ----------
    leaf_hash : bytes
        `hash_leaf` of the entry, 32 bytes.
    index : int
        Of the entry, from 0.
    size : int
        Leaves of the tree.
    proof : sequence of bytes
        As from `inclusion_proof`.
    root : bytes
        The tree's, 32 bytes.

    Raises
    ------
    ProofError
        If it is not shown. The text says why.

    References
    ----------
    RFC 9162, section 2.1.3.2.
    """
    _refuse_sizes(index, size, proof, leaf_hash, root)
    if index >= size:
        message = f"a tree of {size} leaves has no entry {index}"
        raise ProofError(message)
    found = leaf_hash
    for is_left, one in _climb(index, size - 1, proof):
        found = hash_node(one, found) if is_left else hash_node(found, one)
    if found != root:
        message = f"the proof of entry {index} leads to another root of {size} leaves"
        raise ProofError(message)


def verify_consistency(
    old: int, old_root: bytes, new: int, new_root: bytes, proof: Sequence[bytes]
) -> None:
    """Check that one tree begins with all leaves of another, unchanged and in order.

    Parameters
    ----------
    old : int
        Leaves of the earlier tree.
    old_root : bytes
        32 bytes.
    new : int
        Leaves of the later tree.
    new_root : bytes
        32 bytes.
    proof : sequence of bytes
        As from `consistency_proof`.

    Raises
    ------
    ProofError
        If it is not shown. The text says why.

    References
    ----------
    RFC 9162, section 2.1.4.2. The empty tree is the beginning of every tree; its root
    is the hash of nothing and its proof empty, which the section leaves to the caller.
    """
    _refuse_sizes(old, new, proof, old_root, new_root)
    if old > new:
        message = f"a tree of {new} leaves does not begin with {old}"
        raise ProofError(message)
    if old == 0 and old_root != EMPTY_ROOT:
        message = "the root of an empty tree is not the hash of nothing"
        raise ProofError(message)
    if old == new and old_root != new_root:
        message = f"two different roots of {old} leaves: the history was changed"
        raise ProofError(message)
    if old not in (0, new):
        _verify_both(old, old_root, new, new_root, proof)
    elif proof:
        message = f"from {old} to {new} leaves the proof is empty, not {len(proof)}"
        raise ProofError(message)


def _verify_both(
    old: int, old_root: bytes, new: int, new_root: bytes, proof: Sequence[bytes]
) -> None:
    """Compute both roots from one proof, from where the old edge leaves the new one."""
    if old & (old - 1) == 0:  # the old tree is one complete subtree, known already
        proof = [old_root, *proof]
    if not proof:
        message = f"the proof from {old} to {new} leaves is empty"
        raise ProofError(message)
    height = (old & -old).bit_length() - 1
    before = after = proof[0]
    for is_left, one in _climb(old - 1 >> height, new - 1 >> height, proof[1:]):
        before = hash_node(one, before) if is_left else before
        after = hash_node(one, after) if is_left else hash_node(after, one)
    for size, found, root in ((old, before, old_root), (new, after, new_root)):
        if found != root:
            message = f"the proof leads to another root of {size} leaves"
            raise ProofError(message)


def _climb(at: int, last: int, proof: Sequence[bytes]) -> Iterator[tuple[bool, bytes]]:
    """Walk from node ``at`` to the root: each sibling, and whether it stands left."""
    for one in proof:
        if last == 0:
            message = f"the proof has {len(proof)} hashes, more than the tree is high"
            raise ProofError(message)
        is_left = bool(at & 1) or at == last
        if is_left:
            at, last = _above_edge(at, last)
        yield is_left, one
        at, last = at >> 1, last >> 1
    if last:
        message = f"the proof has {len(proof)} hashes and ends below the root"
        raise ProofError(message)


def _above_edge(at: int, last: int) -> tuple[int, int]:
    """Skip the heights where the right edge has no sibling."""
    while at and not at & 1:
        at, last = at >> 1, last >> 1
    return at, last


def _refuse_sizes(
    small: int, large: int, proof: Sequence[bytes], *hashes: bytes
) -> None:
    """Refuse what the arithmetic would let through: no hashes at all, huge numbers."""
    if small < 0 or not 0 <= large <= LARGEST or len(proof) > LONGEST_PROOF:
        message = f"{small} of {large} with {len(proof)} hashes is no proof"
        raise ProofError(message)
    for one in (*hashes, *proof):
        if len(one) != HASH_SIZE:
            message = f"a hash has {len(one)} bytes; expected {HASH_SIZE}"
            raise ProofError(message)


def _split(count: int) -> int:
    """Return the largest power of two below ``count``."""
    return 1 << (count - 1).bit_length() - 1


def _root_of(low: int, high: int, read: Read) -> bytes:
    """Return the hash of the leaves from ``low`` until before ``high``."""
    hashes = []
    while low < high:
        # Every subtree of the walk begins at a multiple of its largest complete part.
        height = (high - low).bit_length() - 1
        hashes.append(read(height, low >> height))
        low += 1 << height
    return fold(hashes)
