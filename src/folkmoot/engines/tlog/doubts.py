"""What was signed while the key of a log was in other hands, as its record says.

After a key that was stolen came another. The record then says from which tree size to
which the old one cannot be trusted; who did something in that range can confirm it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256

from folkmoot.engines.tlog.faults import FormatError
from folkmoot.engines.tlog.leaves import Value
from folkmoot.engines.tlog.tree import hash_leaf

DOUBTED, CONFIRMED = "log.range_doubted", "entries.confirmed"
# After these another key signs.
CHANGED, OPENED = "log.key_changed", "log.opened"
KEY_SET = "member.key_set"  # a device signs for a member from now on


@dataclass(frozen=True)
class Doubt:
    """A range of entries that are in doubt.

    Attributes
    ----------
    begin, end : int
        Tree sizes: the entries from ``begin`` on, and those before ``end``.
    said_at : int
        The index of the entry that says so.
    """

    begin: int
    end: int
    said_at: int

    def __contains__(self, index: int) -> bool:
        return self.begin <= index < self.end


@dataclass(frozen=True)
class Doubts:
    """What is in doubt in a log, as far as it was read.

    Attributes
    ----------
    keys : int
        How many keys the log has had.
    changes : tuple of int
        Tree sizes at which another key followed, in their order.
    ranges : mapping of int to Doubt
        By the change after which each was said; a later word replaces an earlier one.
    """

    keys: int = 0
    changes: tuple[int, ...] = ()
    ranges: Mapping[int, Doubt] = field(default_factory=dict)

    def follow(self, index: int, kind: str, said: Mapping[str, Value]) -> "Doubts":
        """Return what is in doubt after one more entry.

        Parameters
        ----------
        index : int
            Of the entry, from 0.
        kind : str
            Its kind; those that are about no key change nothing.
        said : mapping of str to Value
            What it discloses.

        Returns
        -------
        Doubts
            With the entry.

        Raises
        ------
        FormatError
            If a range does not end where a key followed, or begins after that.
        """
        if kind in (CHANGED, OPENED):
            changes = (*self.changes, index) if self.keys else self.changes
            return replace(self, keys=self.keys + 1, changes=changes)
        if kind != DOUBTED:
            return self
        begin, end = said.get("from_size"), said.get("to_size")
        if type(begin) is not int or type(end) is not int or not 0 <= begin <= end:
            message = "a range in doubt goes from one tree size to a later one"
            raise FormatError(message)
        if end not in self.changes:
            message = "a range in doubt ends where another key followed"
            raise FormatError(message)
        return replace(self, ranges={**self.ranges, end: Doubt(begin, end, index)})

    def of(self, index: int) -> Doubt | None:
        """Return the range that an entry is in.

        Parameters
        ----------
        index : int
            Of the entry, from 0.

        Returns
        -------
        Doubt or None
            The first one that holds it.
        """
        return next((one for one in self.in_order if index in one), None)

    @property
    def in_order(self) -> tuple[Doubt, ...]:
        """The ranges that hold an entry, the earliest first."""
        found = (self.ranges[end] for end in sorted(self.ranges))
        return tuple(one for one in found if one.begin < one.end)


def entries_print(leaves: Iterable[bytes]) -> str:
    """Return what names several entries with all that they hold.

    Parameters
    ----------
    leaves : iterable of bytes
        Of the entries, in the order of their indexes.

    Returns
    -------
    str
        SHA-256 over their hashes in the tree, in hexadecimal.
    """
    return sha256(b"".join(map(hash_leaf, leaves))).hexdigest()
