"""What a check comes to: what is wrong and where, what could not be checked, counts."""

from collections import Counter
from dataclasses import dataclass, field
from enum import IntEnum

MOST = 1000  # faults that are kept; who finds more has seen enough


class Status(IntEnum):
    """The exit status of the command."""

    FINE = 0
    BROKEN = 1
    UNCHECKED = 2


class UncheckableError(Exception):
    """There is nothing here that could be checked; the message says why."""


@dataclass(frozen=True)
class Fault:
    """One thing that does not hold.

    Attributes
    ----------
    what : str
        In plain words.
    first, last : int or None
        Entries, counted from 0, among which the wrong one is; the same where it is
        known, None where a fault is about no entry.
    file : str
        Of the copy or below the log's address; nothing where it is about no file.
    """

    what: str
    first: int | None = None
    last: int | None = None
    file: str = ""

    @property
    def order(self) -> tuple[int, int]:
        """What comes first: one entry, then several, then a file."""
        if self.first is None:
            return (2, 0)
        return (int(self.first != self.last), self.first)

    @property
    def place(self) -> str:
        """Where it is, for people: entries are counted from 1, as on the pages."""
        if self.first is None or self.last is None:
            return self.file
        if self.first == self.last:
            return f"entry {self.first + 1}"
        return f"entries {self.first + 1} to {self.last + 1}"


@dataclass
class Findings:
    """All that a check found out."""

    faults: list[Fault] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    more: int = 0

    def fault(
        self,
        what: str,
        first: int | None = None,
        last: int | None = None,
        *,
        file: str = "",
    ) -> None:
        """Take note of something that does not hold."""
        if len(self.faults) >= MOST:
            self.more += 1
            return
        self.faults.append(Fault(what, first, first if last is None else last, file))

    def doubt(self, what: str) -> None:
        """Take note of something that could not be checked."""
        self.doubts.append(what)

    @property
    def in_order(self) -> list[Fault]:
        """The faults, the first wrong entry first, none twice."""
        return sorted(dict.fromkeys(self.faults), key=lambda one: one.order)

    @property
    def status(self) -> Status:
        """What the command ends with."""
        if self.faults:
            return Status.BROKEN
        return Status.UNCHECKED if self.doubts else Status.FINE
