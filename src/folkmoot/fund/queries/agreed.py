"""Which decisions of a collective or federation stand, to be cited by what is paid."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse

from folkmoot.deciding.models import Decision
from folkmoot.federating.models import FederatedQuestion
from folkmoot.people.models import Collective

STANDING = (Decision.State.IN_FORCE, Decision.State.UNDER_REVIEW)
LATEST = 200  # more are found by their number, on the question's own page


@dataclass(frozen=True)
class Agreed:
    """A decision that stands."""

    id: UUID
    question_id: UUID
    number: int
    title: str
    decided_at: datetime
    cost: int | None
    href: str


def list_agreed(collective: Collective) -> list[Agreed]:
    """Return the decisions that stand, the newest first."""
    if collective.is_federation:
        return [_of_all(row) for row in _asked(collective)[:LATEST]]
    return [_of_one(row, collective) for row in _decided(collective)[:LATEST]]


def find_agreed(
    collective: Collective, agreed_id: UUID, *, lock: bool = False
) -> Agreed | None:
    """Return the decision if it stands; with ``lock``, it stands until commit."""
    if collective.is_federation:
        asked = _asked(collective).filter(id=agreed_id)
        found = (asked.select_for_update(of=("self",)) if lock else asked).first()
        return _of_all(found) if found else None
    decided = _decided(collective).filter(id=agreed_id)
    row = (decided.select_for_update(of=("self",)) if lock else decided).first()
    return _of_one(row, collective) if row else None


def standing_ids(collective: Collective, ids: Iterable[UUID]) -> set[UUID]:
    """Return which of these decisions stand; one query."""
    wanted = set(ids)
    of_all = _asked(collective) if collective.is_federation else None
    rows = _decided(collective) if of_all is None else of_all
    return set(rows.filter(id__in=wanted).order_by().values_list("id", flat=True))


def find_anew(collective: Collective, agreed_id: UUID) -> Agreed | None:
    """Return what was agreed in place of a decision that stands no more.

    That is the decision of the same question, or of one that continues it.
    """
    old = Decision.objects.filter(collective=collective, id=agreed_id)
    question = old.values_list("question", flat=True).first()
    if question is None:
        return find_agreed(collective, agreed_id)
    same = Q(question=question) | Q(question__from_question=question)
    row = _decided(collective).filter(same).first()
    return _of_one(row, collective) if row else None


def _decided(collective: Collective) -> QuerySet[Decision]:
    rows = Decision.objects.filter(collective=collective, state__in=STANDING)
    return rows.select_related("question").order_by("-decided_at", "-id")


def _asked(collective: Collective) -> QuerySet[FederatedQuestion]:
    rows = FederatedQuestion.objects.filter(
        collective=collective, stage="decided"
    ).select_related("collective")
    return rows.order_by("-since", "-id")


def _of_one(row: Decision, collective: Collective) -> Agreed:
    question = row.question
    return Agreed(
        row.id,
        question.id,
        question.number,
        question.title,
        row.decided_at,
        question.cost,
        reverse("deciding:question", args=(collective.slug, question.number)),
    )


def _of_all(row: FederatedQuestion) -> Agreed:
    return Agreed(
        row.id,
        row.id,
        row.number,
        row.title,
        row.since,
        None,
        reverse("federating:question", args=(row.collective.slug, row.number)),
    )
