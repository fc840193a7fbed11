"""Which statement a person is shown next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from math import log
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from folkmoot.listening.models import Hearing, Statement
from folkmoot.listening.queries.steering import chances_for
from folkmoot.people.models import Membership
from folkmoot.web.prepared import prepared

LEAST = 1e-12  # of a chance
COUNTS = ("agreed", "disagreed", "passed")


@dataclass(frozen=True)
class Candidate:
    """What the choice of the next statement goes by.

    ``chance`` is how likely the map wants it to be asked next, or None without a map.
    """

    id: UUID
    number: int
    agreed: int
    disagreed: int
    passed: int
    goes_first: bool
    chance: float | None = None

    @property
    def answers(self) -> int:
        """How many answered it."""
        return self.agreed + self.disagreed + self.passed


def order_statements(candidates: Sequence[Candidate], person: UUID) -> list[UUID]:
    """Return in which order a person is asked; the one place that decides it.

    What the hosts put first comes first. With a map, chance decides as the map wants
    it; without, what has fewest answers comes next. The order differs from person to
    person and stays the same for each as long as the map does.

    Notes
    -----
    Each statement waits ``-log(u) / chance``, with ``u`` drawn from the person and the
    statement: the one that waits least is drawn in proportion to its chance.
    """
    return [one.id for one in sorted(candidates, key=lambda one: _rank(one, person))]


def _rank(one: Candidate, person: UUID) -> tuple[bool, int, float]:
    answers = one.answers if one.chance is None else 0
    chance = 1.0 if one.chance is None else max(one.chance, LEAST)
    return not one.goes_first, answers, -log(_lot(person, one.id)) / chance


@prepared
def _others(
    hearing: Hearing, member: Membership
) -> QuerySet[Statement, tuple[Any, ...]]:
    rows = Statement.objects.filter(hearing=hearing, folded_at=None)
    names = ("id", "number", *COUNTS, "goes_first")
    return rows.exclude(member=member).order_by().values_list(*names)


def list_candidates(
    member: Membership, hearing: Hearing, own: Mapping[int, int]
) -> list[Candidate]:
    """Return what ``member`` may still answer: open, not their own, not answered.

    ``own`` holds the member's answers by the number of the statement.
    """
    left = [
        Candidate(*row) for row in _others.list(hearing, member) if row[1] not in own
    ]
    chances = chances_for(hearing, own) if left else None
    if chances is None:
        return left
    # What was said since the map was made has no chance yet: it is asked soon.
    soon = max(chances.values(), default=1.0)
    return [replace(one, chance=chances.get(one.number, soon)) for one in left]


def pick_next(
    candidates: Sequence[Candidate],
    member: Membership,
    *,
    first: UUID | None = None,
    count: int = 1,
) -> list[Statement]:
    """Return the next statements to answer, at most ``count``; no count comes along.

    ``first`` is taken before all others when it can still be answered.
    """
    order = order_statements(candidates, member.id)
    if first in order:
        order.remove(first)
        order.insert(0, first)
    keys = order[:count]
    found = {row.id: row for row in _without_counts.list(keys)} if keys else {}
    return [found[key] for key in keys]


@prepared
def _without_counts(keys: list[UUID]) -> QuerySet[Statement]:
    voices = tuple(f"voices_{name}" for name in COUNTS)
    return Statement.objects.filter(id__in=[keys]).defer(*COUNTS, *voices).order_by()


def _lot(person: UUID, statement_id: UUID) -> float:
    """Return a number between 0 and 1, the same for the same person and statement."""
    drawn = sha256(person.bytes + statement_id.bytes).digest()[:8]
    return (int.from_bytes(drawn) + 0.5) / 2**64
