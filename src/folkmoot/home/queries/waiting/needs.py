"""Needs and offers whose other side said yes."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from folkmoot.home.queries.waiting.item import Item, Reader
from folkmoot.needs.queries.needs import waiting_matches


def list_items(reader: Reader) -> Iterator[Item]:
    """Yield what waits for the person's yes, as either side."""
    for match in waiting_matches(reader.ids):
        own = match.need if match.waits_for_need else match.offer
        collective = reader.members[own.collective_id].collective
        act = _("Somebody could help") if own is match.need else _("Could you give it?")
        yield Item(
            act=act,
            about=own.what,
            href=reverse("needs:match", args=(collective.slug, match.id)),
            minutes=1,
            until=None,
            collective=collective,
        )
