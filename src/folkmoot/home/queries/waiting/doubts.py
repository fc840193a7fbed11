"""Entries in one's own name that were signed while the key was in other hands."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from folkmoot.engines.tlog.doubts import DOUBTED
from folkmoot.home.queries.waiting.item import Item, Reader
from folkmoot.record.models import Entry
from folkmoot.record.queries.doubts import confirmed_in, doubts_of, own_in_doubt


def list_items(reader: Reader) -> Iterator[Item]:
    """Yield the records in which something of the reader's own is in doubt."""
    told = Entry.objects.filter(
        kind=DOUBTED, collective_id__in=reader.full_collective_ids
    )
    for key in sorted(set(told.values_list("collective_id", flat=True))):
        member, doubts = reader.members[key], doubts_of(key)
        confirmed = confirmed_in(key, doubts)
        if own_in_doubt(key, [member.id], doubts, confirmed).exists():
            slug = member.collective.slug
            yield Item(
                act=_("Was this you? Entries in your name are in doubt"),
                about=member.collective.name,
                href=reverse("home:doubts", kwargs={"slug": slug}),
                minutes=2,
                until=None,
                collective=member.collective,
            )
