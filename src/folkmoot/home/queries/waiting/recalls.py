"""Mandates that pause and ask for an answer, and what to confirm or to undo."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from folkmoot.federating.models import Recall, RecallAnswer, Undoing
from folkmoot.federating.queries.recalls import is_asked
from folkmoot.home.queries.waiting.item import Item, Reader

MINUTES = 2
RELATED = ("collective", "delegate__council")


def list_items(reader: Reader) -> Iterator[Item]:
    """Yield recalls the person has not answered, and things said that are open."""
    answered = RecallAnswer.objects.filter(member__in=reader.ids)
    paused = Recall.objects.filter(
        collective__in=reader.home_ids,
        state=Recall.State.OPEN,
        closes_at__gt=reader.now,
    ).exclude(id__in=answered.values("recall"))
    for row in paused.select_related(*RELATED).order_by("closes_at", "id"):
        if is_asked(row, reader.member_for(row.collective)):
            yield _item(reader, row, _("Do we take our mandate back?"))
    acts = Undoing.objects.filter(
        collective__in=reader.home_ids,
        state=Undoing.State.OPEN,
        closes_at__gt=reader.now,
    ).exclude(wanted_by__in=reader.ids)
    over = Recall.objects.filter(id__in=acts.values("recall"))
    settled = over.exclude(delegate__member__in=reader.ids)
    for row in settled.select_related(*RELATED).order_by("settled_at", "id"):
        yield _item(reader, row, _("Does what was said for us stand?"))


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
