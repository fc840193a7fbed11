"""Appeals that a second member can answer: something folded may be opened again."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from folkmoot.home.queries.waiting.item import Item, Reader
from folkmoot.listening.queries import list_appeals_for

MINUTES = 2
SHOWN_FOR = timedelta(days=7)  # afterwards it stands on its page and disturbs nobody


def list_items(reader: Reader) -> Iterator[Item]:
    """Yield appeals of the last days that the person may answer."""
    found = list_appeals_for(reader.ids, reader.full_collective_ids)
    for row in found:
        until = row.appealed_at + SHOWN_FOR if row.appealed_at else None
        if until is None or until <= reader.now:
            continue
        collective = reader.members[row.collective_id].collective
        place = reverse("listening:folds", kwargs={"slug": collective.slug})
        yield Item(
            act=_("Somebody asks to open what was folded"),
            about=row.hearing.title,
            href=f"{place}?hearing={row.hearing_id}#item-{row.id}",
            minutes=MINUTES,
            until=until,
            collective=collective,
            question_id=row.hearing.question_id,
        )
