"""What is wrong with a record, and where."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """The first entry at which a record does not hold, and why.

    Where nothing tells which of several entries it is, ``index`` is the first of them
    and the reason names the last.
    """

    index: int
    reason: str


def between(first: int, last: int, reason: str) -> Fault:
    """Return the fault of one of the entries from ``first`` to ``last``."""
    if first == last:
        return Fault(first, reason)
    return Fault(first, f"{reason}: one of the entries {first} to {last}")
