"""What all groups do together: asking them, and writing for them."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from folkmoot.engines.consensus import Stage
from folkmoot.federating.models import (
    FederatedDrafter,
    FederatedQuestion,
    FederatedSeat,
)
from folkmoot.federating.queries.drafters import WRITTEN_IN
from folkmoot.home.queries.waiting.item import Item, Reader
from folkmoot.web.prepared import prepared

BACK_MINUTES, WRITE_MINUTES, CASE_MINUTES = 2, 30, 10


def list_items(reader: Reader) -> Iterator[Item]:
    """Yield questions that wait to be asked everywhere, and drafts for all groups."""
    groups = reader.full_collective_ids
    for row in _to_back.list(groups, reader.ids) if groups else ():
        home = row.proposer.collective_id if row.proposer else None
        if home is not None:
            act = _("Should all groups be asked?")
            yield _item(reader, row, act, BACK_MINUTES, home)
    for place in _drafting.list(reader.ids):
        sent = place.question.submitted_at
        if sent is None or sent < place.question.since:
            act = _("Write it down for all groups")
            home = place.member.collective_id
            yield _item(reader, place.question, act, WRITE_MINUTES, home)
    for seat in _seats.list(reader.ids):
        yield _case(reader, seat)


@prepared
def _to_back(
    groups: Sequence[UUID], members: Sequence[UUID]
) -> QuerySet[FederatedQuestion]:
    asked = FederatedQuestion.objects.filter(
        stage=Stage.IDEA.value,
        backed_at=None,
        proposer__collective__id__in=[groups],
    )
    others = asked.exclude(backings__member__id__in=[members])
    return others.select_related("collective", "proposer")


@prepared
def _drafting(members: Sequence[UUID]) -> QuerySet[FederatedDrafter]:
    drawn = FederatedDrafter.objects.filter(
        member__id__in=[members], ended_at=None, question__stage__in=WRITTEN_IN
    )
    return drawn.select_related("question__collective", "member")


@prepared
def _seats(members: Sequence[UUID]) -> QuerySet[FederatedSeat]:
    seats = FederatedSeat.objects.filter(
        member__id__in=[members], answered_at=None, panel__ruling=""
    ).select_related("panel__question__collective", "member")
    return seats.order_by("panel__due_at", "id")


def _case(reader: Reader, seat: FederatedSeat) -> Item:
    panel = seat.panel
    parts = {
        "slug": panel.question.collective.slug,
        "number": panel.question.number,
        "panel_id": panel.id,
    }
    return Item(
        act=_("You were drawn by lot to look at a case"),
        about=panel.question.title,
        href=reverse("federating:case", kwargs=parts),
        minutes=CASE_MINUTES,
        until=panel.due_at,
        collective=reader.members[seat.member.collective_id].collective,
    )


def _item(
    reader: Reader, row: FederatedQuestion, act: str, minutes: int, home: UUID
) -> Item:
    parts = {"slug": row.collective.slug, "number": row.number}
    return Item(
        act=act,
        about=row.title,
        href=reverse("federating:question", kwargs=parts),
        minutes=minutes,
        until=row.closes_at,
        collective=reader.members[home].collective,
    )
