"""The Merkle tree of RFC 6962, as far as a writer must remember it: its frontier."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import ClassVar, Self

from folkmoot.engines.tlog.encoding import LARGEST
from folkmoot.engines.tlog.faults import FormatError

HASH_SIZE = 32
EMPTY_ROOT = sha256().digest()


def hash_leaf(leaf: bytes) -> bytes:
    """Return the hash of one entry.

    Parameters
    ----------
    leaf : bytes
        The entry as it stands in the log.

    Returns
    -------
    bytes
        32 bytes, SHA-256 of a zero byte and the entry.

    References
    ----------
    RFC 6962, section 2.1: the first byte keeps a node from passing for an entry.
    """
    return sha256(b"\0" + leaf).digest()


def hash_node(left: bytes, right: bytes) -> bytes:
    """Return the hash of two subtrees side by side.

    Parameters
    ----------
    left, right : bytes
        32 bytes each.

    Returns
    -------
    bytes
        32 bytes, SHA-256 of a one byte and both.

    References
    ----------
    RFC 6962, section 2.1.
    """
    return sha256(b"\1" + left + right).digest()


def fold(hashes: Sequence[bytes]) -> bytes:
    """Return the root of complete subtrees that stand side by side, largest first."""
    if not hashes:
        return EMPTY_ROOT
    root = hashes[-1]
    for left in reversed(hashes[:-1]):
        root = hash_node(left, root)
    return root


def pair(hashes: bytes) -> bytes:
    """Return the hashes one height above an even number of joined ones."""
    step = 2 * HASH_SIZE
    return b"".join(
        [
            sha256(b"\1" + hashes[start : start + step]).digest()
            for start in range(0, len(hashes), step)
        ]
    )


@dataclass(frozen=True)
class Frontier:
    """The hashes of the complete subtrees that a tree of ``size`` leaves consists of.

    Attributes
    ----------
    size : int
        Leaves, 0 to 2**63 - 1.
    hashes : tuple of bytes
        One of 32 bytes for each one in the binary ``size``, largest subtree first.
    """

    size: int = 0
    hashes: tuple[bytes, ...] = ()
    EMPTY: ClassVar["Frontier"]

    def __post_init__(self) -> None:
        """Refuse what is the frontier of no tree."""
        is_size = 0 <= self.size <= LARGEST
        if not is_size or len(self.hashes) != self.size.bit_count():
            message = f"{len(self.hashes)} subtrees are no tree of {self.size} leaves"
            raise FormatError(message)
        if any(len(one) != HASH_SIZE for one in self.hashes):
            message = f"a hash of a frontier is not {HASH_SIZE} bytes long"
            raise FormatError(message)

    @cached_property
    def root(self) -> bytes:
        """The hash of the whole tree, 32 bytes."""
        return fold(self.hashes)

    def add(self, leaf_hash: bytes) -> Self:
        """Return the frontier with one leaf more, in O(log size)."""
        return self.add_many([leaf_hash])

    def add_many(self, leaf_hashes: Iterable[bytes]) -> Self:
        """Return the frontier with these leaves more, in O(leaves + log size)."""
        return self.rise(leaf_hashes)[0]

    def rise(self, leaf_hashes: Iterable[bytes]) -> tuple[Self, list[bytes]]:
        """Return the frontier with these leaves more, and what they complete.

        The second holds for height 0, 1, ... the joined hashes of the subtrees of this
        height that are complete now and were not before: one pass for both.
        """
        new = b"".join(leaf_hashes)
        count = len(split_hashes(new))
        old, found, completed = list(self.hashes), list[bytes](), list[bytes]()
        while new:
            whole = old.pop() + new if self.size >> len(completed) & 1 else new
            completed.append(new)
            if len(whole) // HASH_SIZE % 2:
                found.append(whole[-HASH_SIZE:])
                whole = whole[:-HASH_SIZE]
            new = pair(whole)
        hashes = (*old, *reversed(found))
        return type(self)(self.size + count, hashes), completed

    def to_bytes(self) -> bytes:
        """Return the joined hashes, 32 bytes each, largest subtree first."""
        return b"".join(self.hashes)

    @classmethod
    def from_bytes(cls, size: int, data: bytes) -> Self:
        """Return the frontier of ``size`` leaves from `to_bytes`."""
        return cls(size, split_hashes(data))


def split_hashes(data: bytes) -> tuple[bytes, ...]:
    """Return joined hashes one by one."""
    if len(data) % HASH_SIZE:
        message = f"joined hashes have {len(data)} bytes; expected whole hashes"
        raise FormatError(message)
    return tuple(
        data[start : start + HASH_SIZE] for start in range(0, len(data), HASH_SIZE)
    )


Frontier.EMPTY = Frontier()
