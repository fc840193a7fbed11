"""Exchanges with sister groups that wait for a yes."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from folkmoot.home.queries.waiting.item import Item, Reader
from folkmoot.planning.queries.exchanges.listing import waiting_seats
from folkmoot.planning.words.exchanges import say_goods


def list_items(reader: Reader) -> Iterator[Item]:
    """Yield what a group was asked, to take part or to take what was found."""
    for seat in waiting_seats(reader.full_collective_ids, reader.ids):
        collective = reader.members[seat.collective_id].collective
        goods = say_goods(seat.exchange.goods)
        take, join = _("Do we take this exchange?"), _("Do we plan with sister groups?")
        yield Item(
            act=take if seat.joined_at else join,
            about=_("Exchange of %(goods)s") % {"goods": goods},
            href=reverse("planning:exchange", args=(collective.slug, seat.exchange_id)),
            minutes=3,
            until=None,
            collective=collective,
        )
