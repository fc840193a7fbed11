"""Which statement a person is shown next."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from folkmoot.listening.models import Hearing, Response, Statement
from folkmoot.people.models import Membership

COUNTS = ("agreed", "disagreed", "passed")


@dataclass(frozen=True)
class Candidate:
    """What the choice of the next statement goes by."""

    id: UUID
    agreed: int
    disagreed: int
    passed: int
    goes_first: bool

    @property
    def answers(self) -> int:
        """How many answered it."""
        return self.agreed + self.disagreed + self.passed


def order_statements(candidates: Sequence[Candidate], person: UUID) -> list[UUID]:
    """Return in which order a person is asked; the one place that decides it.

    What the hosts put first comes first, then what has fewest answers. Among equals
    the order differs from person to person and stays the same for each.
    """
    ranked = sorted(
        candidates,
        key=lambda one: (not one.goes_first, one.answers, _lot(person, one.id)),
    )
    return [one.id for one in ranked]


def list_candidates(
    member: Membership, hearing: Hearing, answered: Collection[UUID]
) -> list[Candidate]:
    """Return what ``member`` may still answer: open, not their own, not answered."""
    rows = Statement.objects.filter(hearing=hearing, folded_at=None)
    found = rows.exclude(member=member).order_by()
    names = ("id", *COUNTS, "goes_first")
    return [
        Candidate(*row) for row in found.values_list(*names) if row[0] not in answered
    ]


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
    voices = tuple(f"voices_{name}" for name in COUNTS)
    found = Statement.objects.defer(*COUNTS, *voices).in_bulk(order[:count])
    return [found[key] for key in order[:count]]


def next_statement(
    member: Membership, hearing: Hearing, first: UUID | None = None
) -> Statement | None:
    """Return the next statement to answer, as `pick_next`, or nothing."""
    own = Response.objects.filter(member=member, statement__hearing=hearing)
    answered = set(own.values_list("statement_id", flat=True))
    candidates = list_candidates(member, hearing, answered)
    return next(iter(pick_next(candidates, member, first=first)), None)


def _lot(person: UUID, statement_id: UUID) -> bytes:
    return sha256(person.bytes + statement_id.bytes).digest()
