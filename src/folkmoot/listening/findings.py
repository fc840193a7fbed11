"""What a map of opinion says, as it is stored and read: groups, statements, axes."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class FoundGroup:
    """A group: how many, where, how steady, and the answers that stand for it.

    ``stability`` is the share of people who stay together when a tenth of the answers
    is left out, by the adjusted Rand index, or None where it says nothing.
    ``represented_by`` lists pairs of statement number and answer.
    """

    size: int
    centre: Sequence[float]
    stability: float | None
    represented_by: Sequence[Sequence[int]]


@dataclass(frozen=True)
class FoundStatement:
    """A statement: what each group answered, and what follows from it.

    ``shared`` is the cautious share of the group that agrees least, ``rejected`` of the
    one that disagrees least; ``division`` goes from 0 to 1; ``minority`` holds the
    group and the answer of a smaller group against the others, where there is one;
    ``matters`` is how often it was said to matter, 1 being the mean; ``needed`` is how
    many accounts it would take to make it common ground, and ``needed_to_reject`` what
    all reject, 0 where it is not.
    """

    number: int
    agrees: Sequence[int]
    passes: Sequence[int]
    disagrees: Sequence[int]
    shared: float
    rejected: float
    division: float
    is_heard: bool
    minority: Sequence[int] = ()
    matters: float = 1.0
    needed: int = 0
    needed_to_reject: int = 0

    @property
    def answers(self) -> int:
        """How many people on the map answered it."""
        return sum(self.agrees) + sum(self.passes) + sum(self.disagrees)


@dataclass(frozen=True)
class Axes:
    """How a place follows from answers: one mean and two directions per statement."""

    means: Sequence[float]
    directions: Sequence[Sequence[float]]


@dataclass(frozen=True)
class Findings:
    """Everything that a map says, without a person in it.

    ``statements`` and ``axes`` leave out what was folded; ``n_answered``
    counts the statements that anybody answered.
    """

    groups: Sequence[FoundGroup]
    statements: Sequence[FoundStatement]
    axes: Axes
    n_answered: int
    stability: float | None

    def as_json(self) -> dict[str, Any]:
        """Return what is stored."""
        return asdict(self)


def read_findings(stored: Mapping[str, Any]) -> Findings:
    """Return what `Findings.as_json` stored."""
    return Findings(
        groups=[FoundGroup(**row) for row in stored["groups"]],
        statements=[FoundStatement(**row) for row in stored["statements"]],
        axes=Axes(**stored["axes"]),
        n_answered=stored["n_answered"],
        stability=stored["stability"],
    )
