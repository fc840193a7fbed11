"""Shifts: who is asked to come instead, or to swap."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from folkmoot.home.queries.waiting.item import Item, Reader
from folkmoot.shifts.models import Shift
from folkmoot.shifts.queries.board import list_asked, list_asked_swaps


def list_items(reader: Reader) -> Iterator[Item]:
    """Yield what waits for the person's yes or no."""
    for asking in list_asked(reader.ids, reader.now):
        yield _item(
            reader, _("Could you come instead?"), asking.turn.shift, asking.until
        )
    for swap in list_asked_swaps(reader.ids):
        yield _item(reader, _("Would you swap?"), swap.for_turn.shift, None)


def _item(reader: Reader, act: str, shift: Shift, until: datetime | None) -> Item:
    collective = reader.members[shift.collective_id].collective
    return Item(
        act=act,
        about=shift.job.name,
        href=reverse("shifts:shift", args=(collective.slug, shift.id)),
        minutes=1,
        until=until,
        collective=collective,
        drawing="doing",
    )
