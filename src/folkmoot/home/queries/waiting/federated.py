"""What all groups do together: asking them, and writing for them."""

from collections.abc import Iterator
from uuid import UUID

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

BACK_MINUTES, WRITE_MINUTES, CASE_MINUTES = 2, 30, 10


def list_items(reader: Reader) -> Iterator[Item]:
    """Yield questions that wait to be asked everywhere, and drafts for all groups."""
    asked = FederatedQuestion.objects.filter(
        stage=Stage.IDEA.value,
        backed_at=None,
        proposer__collective__in=reader.full_collective_ids,
    )
    asked = asked.exclude(backings__member__in=reader.ids)
    for row in asked.select_related("collective", "proposer"):
        home = row.proposer.collective_id if row.proposer else None
        if home is not None:
            act = _("Should all groups be asked?")
            yield _item(reader, row, act, BACK_MINUTES, home)
    drawn = FederatedDrafter.objects.filter(
        member__in=reader.ids, ended_at=None, question__stage__in=WRITTEN_IN
    )
    for place in drawn.select_related("question__collective", "member"):
        sent = place.question.submitted_at
        if sent is None or sent < place.question.since:
            act = _("Write it down for all groups")
            home = place.member.collective_id
            yield _item(reader, place.question, act, WRITE_MINUTES, home)
    seats = FederatedSeat.objects.filter(
        member__in=reader.ids, answered_at=None, panel__ruling=""
    ).select_related("panel__question__collective", "member")
    for seat in seats.order_by("panel__due_at", "id"):
        yield _case(reader, seat)


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
