"""From whom a federation's panel is drawn: leaves first, then people of these leaves."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Min, Q, QuerySet

from folkmoot.deciding.models import Objection
from folkmoot.deciding.queries.panels import LIVING
from folkmoot.federating.models import (
    Backing,
    FederatedDrafter,
    FederatedPanel,
    FederatedQuestion,
    FederatedSeat,
    Node,
)
from folkmoot.federating.queries.pages.sums import councils_below
from folkmoot.people.models import Collective, Membership

Kind = FederatedPanel.Kind
LEAVES_DRAWN = 12


def leaves_below(node: Node) -> QuerySet[Node]:
    """Return the leaves of a part of a question's tree: itself, or those below it."""
    rows = Node.objects.filter(question=node.question_id, is_leaf=True)
    if node.is_leaf:
        return rows.filter(id=node.id)
    return rows.filter(parent__in=councils_below(node.question, node))


def parties_to(question: FederatedQuestion, part: Collective | None) -> set[UUID]:
    """Return the leaves of a part whose case it is, and those that asked all groups.

    Without a part nobody is a party: all groups were asked alike.
    """
    if part is None:
        return set()
    node = Node.objects.filter(question=question, collective=part).first()
    below = leaves_below(node).values_list("collective", flat=True) if node else ()
    asked = Backing.objects.filter(question=question)
    return set(below) | set(asked.values_list("collective", flat=True))


def has_fundamental(question: FederatedQuestion) -> bool:
    """Say whether a stop that still lives was found to be a fundamental one."""
    return _fundamental(question).exists()


def fundamental_in(question: FederatedQuestion) -> set[int | None]:
    """Return the versions of this check with such a stop; None for all of them."""
    found = _fundamental(question).values_list("proposal__version", "proposal__round")
    return {version if check == question.round else None for version, check in found}


def _fundamental(question: FederatedQuestion) -> QuerySet[Objection]:
    rows = FederatedPanel.objects.filter(
        question=question, kind=Kind.FUNDAMENTAL, ruling=FederatedPanel.Ruling.YES
    )
    return Objection.objects.filter(
        id__in=rows.values("stop_id"),
        question__led_by_id=question.id,
        state__in=LIVING,
    )


def tries_confirmed_at(question: FederatedQuestion, since: datetime) -> datetime | None:
    """Return when people drawn by lot found, in this hearing, that tries were real."""
    rows = FederatedPanel.objects.filter(
        question=question,
        kind=Kind.TRIES,
        ruling=FederatedPanel.Ruling.YES,
        drawn_at__gte=since,
    )
    found: datetime | None = rows.aggregate(at=Min("ruled_at"))["at"]
    return found


def leaves_to_draw(
    question: FederatedQuestion, parties: Iterable[UUID], others: Iterable[UUID]
) -> list[UUID]:
    """Return the leaves in which somebody can be drawn, in the order of their ids."""
    leaves = Node.objects.filter(question=question, is_leaf=True)
    rows = _eligible(question, parties, others).filter(
        collective__in=leaves.values("collective")
    )
    found = rows.order_by("collective").values_list("collective", flat=True)
    return list(found.distinct())


def people_to_draw(
    question: FederatedQuestion,
    parties: Iterable[UUID],
    others: Iterable[UUID],
    leaves: Sequence[UUID],
) -> list[Membership]:
    """Return who can be drawn in these leaves by id; whoever is in several, once."""
    rows = _eligible(question, parties, others).filter(collective__in=leaves)
    first: dict[UUID, Membership] = {}
    for member in rows.select_related("person", "collective").order_by("id"):
        first.setdefault(member.person_id, member)
    return list(first.values())


def _eligible(
    question: FederatedQuestion, parties: Iterable[UUID], others: Iterable[UUID]
) -> QuerySet[Membership]:
    """Leave out parties, whoever raised or writes it, and who is in no lots."""
    here = Membership.objects.filter(ended_at=None)
    writes = FederatedDrafter.objects.filter(question=question, ended_at=None)
    out = here.filter(
        Q(collective__in=list(parties))
        | Q(id__in=writes.values("member"))
        | Q(id__in=[question.proposer_id, *others])
    )
    members = here.filter(standing=Membership.Standing.MEMBER, in_lots=True)
    return members.exclude(person__in=out.values("person"))


def next_ruling(question: FederatedQuestion) -> datetime | None:
    """Return until when the first open case of a question has."""
    rows = FederatedPanel.objects.filter(question=question, ruling="")
    found: datetime | None = rows.aggregate(at=Min("due_at"))["at"]
    return found


def seats_of(panel: FederatedPanel) -> list[FederatedSeat]:
    """Return who was drawn, by name."""
    rows = FederatedSeat.objects.filter(panel=panel)
    named = rows.select_related("member__collective")
    return list(named.order_by("member__name", "id"))
