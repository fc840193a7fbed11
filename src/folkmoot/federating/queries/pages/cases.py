"""The page of a case of a federation: who was drawn, from whom, what they found."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from folkmoot.deciding.models import Objection, Question
from folkmoot.federating.models import FederatedPanel, FederatedSeat
from folkmoot.federating.queries.panels import LEAVES_DRAWN, seats_of
from folkmoot.messaging.models import Delivery
from folkmoot.people.models import Collective, Membership

Kind = FederatedPanel.Kind
LEAVES_SHOWN = 200
TRIES = 3  # an unreachable person was asked as often, and in more than one way


@dataclass(frozen=True)
class GroupTries:
    """A group with people who were not reached, and how many of them how often."""

    name: str
    asked: int
    missed: int
    often: int


@dataclass(frozen=True)
class CasePage:
    """A case before people of several groups."""

    panel: FederatedPanel
    seats: Sequence[FederatedSeat]
    own_seat: FederatedSeat | None
    leaves: Sequence[str]
    n_leaves: int
    n_drawn_leaves: int
    candidates: Sequence[tuple[str, str]]
    stop: Objection | None
    tries: Sequence[GroupTries]

    @property
    def may_answer(self) -> bool:
        """Whether the reader was drawn, and it is open."""
        return self.own_seat is not None and not self.panel.ruling


def case_page(panel: FederatedPanel, reader: Membership) -> CasePage:
    """Return the page of a case for a reader; a fixed number of queries."""
    seats = seats_of(panel)
    own = [one for one in seats if one.member.person_id == reader.person_id]
    n_leaves = len(panel.leaves)
    shown = [UUID(one) for one in panel.leaves[:LEAVES_SHOWN]]
    names = dict(Collective.objects.filter(id__in=shown).values_list("id", "name"))
    ids = [UUID(one) for one in panel.candidates]
    rows = Membership.objects.filter(id__in=ids).select_related("collective")
    people = {row.id: (row.name, row.collective.name) for row in rows}
    return CasePage(
        panel=panel,
        seats=seats,
        own_seat=next(iter(own), None),
        leaves=[names.get(one, "") for one in shown],
        n_leaves=n_leaves,
        n_drawn_leaves=min(n_leaves, LEAVES_DRAWN),
        candidates=[people.get(one, ("", "")) for one in ids],
        stop=_stop_of(panel),
        tries=tries_of(panel),
    )


def _stop_of(panel: FederatedPanel) -> Objection | None:
    rows = Objection.objects.filter(id=panel.stop_id) if panel.stop_id else None
    return rows.first() if rows is not None else None


def tries_of(panel: FederatedPanel) -> list[GroupTries]:
    """Return the groups with people who were not reached, most of them first.

    Of a case about tries only; there are none in others.
    """
    if panel.kind != Kind.TRIES:
        return []
    leaves = Question.objects.filter(led_by_id=panel.question_id)
    missed = Q(delivered_at=None) | Q(delivered_at__gte=panel.drawn_at)
    rows = Delivery.objects.filter(
        about_id__in=leaves.values("id"), asking=panel.facts.get("asking", "")
    )
    counted = rows.values("collective_id").annotate(
        asked=Count("id"),
        missed=Count("id", filter=missed),
        often=Count("id", filter=missed & Q(tries__gte=TRIES)),
    )
    found = list(
        counted.filter(missed__gt=0).order_by("-missed", "collective_id")[:LEAVES_SHOWN]
    )
    ids = [row["collective_id"] for row in found]
    names = dict(Collective.objects.filter(id__in=ids).values_list("id", "name"))
    return [
        GroupTries(
            name=names.get(row["collective_id"], ""),
            asked=row["asked"],
            missed=row["missed"],
            often=row["often"],
        )
        for row in found
    ]
