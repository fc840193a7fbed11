"""Mandates that pause and ask for an answer, and what to confirm or to undo."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from folkmoot.federating.models import Recall, RecallAnswer, Undoing
from folkmoot.federating.queries.recalls import is_asked
from folkmoot.home.queries.waiting.item import Item, Reader
from folkmoot.web.prepared import prepared

MINUTES = 2
RELATED = ("collective", "delegate__council")


def list_items(reader: Reader) -> Iterator[Item]:
    """Yield recalls the person has not answered, and things said that are open."""
    homes = reader.home_ids
    if not homes:
        return
    for row in _paused.list(homes, reader.ids, reader.now):
        if is_asked(row, reader.member_for(row.collective)):
            yield _item(reader, row, _("Do we take our mandate back?"))
    for row in _settled.list(homes, reader.ids, reader.now):
        yield _item(reader, row, _("Does what was said for us stand?"))


@prepared
def _paused(
    homes: Sequence[UUID], members: Sequence[UUID], now: datetime
) -> QuerySet[Recall]:
    answered = RecallAnswer.objects.filter(member__id__in=[members])
    paused = Recall.objects.filter(
        collective__id__in=[homes], state=Recall.State.OPEN, closes_at__gt=now
    ).exclude(id__in=answered.values("recall"))
    return paused.select_related(*RELATED).order_by("closes_at", "id")


@prepared
def _settled(
    homes: Sequence[UUID], members: Sequence[UUID], now: datetime
) -> QuerySet[Recall]:
    acts = Undoing.objects.filter(
        collective__id__in=[homes], state=Undoing.State.OPEN, closes_at__gt=now
    ).exclude(wanted_by__id__in=[members])
    over = Recall.objects.filter(id__in=acts.values("recall"))
    settled = over.exclude(delegate__member__id__in=[members])
    return settled.select_related(*RELATED).order_by("settled_at", "id")


def _item(reader: Reader, row: Recall, act: str) -> Item:
    address = {"slug": row.collective.slug, "delegate_id": row.delegate_id}
    return Item(
        act=act,
        about=row.delegate.council.name,
        href=reverse("federating:recall", kwargs=address),
        minutes=MINUTES,
        until=row.closes_at if row.settled_at is None else None,
        collective=reader.member_for(row.collective).collective,
    )
