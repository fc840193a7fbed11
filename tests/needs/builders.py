"""The house whose needs and work are tested, and a sister house."""

from decimal import Decimal
from typing import Any

from tests.again import once
from tests.cast import NOW, collective, member

from folkmoot.federating.operations import make_federation
from folkmoot.needs.access import get_need_for
from folkmoot.needs.models import Match, Need, Offer
from folkmoot.needs.operations import (
    NeedText,
    OfferText,
    ask_for_match,
    begin_sharing,
    confirm_sharing,
    make_offer,
    state_need,
)
from folkmoot.needs.queries.classes import classes_of
from folkmoot.people.models import Membership
from folkmoot.record.models import Entry


class House:
    """Elm Street with Ann, Bo, Di and a friend, Flo."""

    def __init__(self, name: str = "Elm Street") -> None:
        self.elm = collective(name, friends=("Flo",))
        self.ann, self.bo, self.di, self.flo = (
            member(self.elm, who) for who in ("Ann", "Bo", "Di", "Flo")
        )

    def text(self, what: str = "A ladder", amount: Any = 1, **more: Any) -> NeedText:
        first = classes_of(self.elm)[more.pop("place", 0)]
        said = {"kind": "thing", "unit": "piece", "klass_id": first.id, **more}
        return NeedText(what=what, amount=Decimal(amount), **said)

    @once
    def need(self, who: str = "ann", now=NOW, **more: Any) -> Need:
        """Return what Ann needs: a ladder, unless said otherwise."""
        return state_need(member=getattr(self, who), text=self.text(**more), now=now)

    @once
    def offer(
        self, who: str = "bo", what: str = "A ladder", amount: Any = 1, **more: Any
    ) -> Offer:
        """Return what Bo offers: a ladder, unless said otherwise."""
        now = more.pop("now", NOW)
        said = {"kind": "thing", "unit": "piece", **more}
        text = OfferText(what=what, amount=Decimal(amount), **said)
        return make_offer(member=getattr(self, who), text=text, now=now)

    def need_again(self, need: Need) -> Need:
        """Return the need as its own page reads it."""
        return get_need_for(self.ann, need.id)

    def kinds(self) -> list[str]:
        """Return the kinds of the entries, oldest first."""
        rows = Entry.objects.filter(collective_id=self.elm.id).order_by("index")
        return list(rows.values_list("kind", flat=True))


def asked(
    member: Membership, need: Need, offer: Offer, amount: Any = 1, **more: Any
) -> Match:
    """Return a pair for which ``member`` said yes."""
    return ask_for_match(
        member=member,
        need=need,
        offer=offer,
        amount=Decimal(amount),
        **{"now": NOW, **more},
    )


def sisters() -> tuple[House, House]:
    """Return two houses of one federation that show each other their needs."""
    elm, oak = House("Elm Street"), House("Oak Lane")
    make_federation(name="All of us", children=[elm.elm, oak.elm], now=NOW)
    for house in (elm, oak):
        begin_sharing(member=house.ann, now=NOW)
        confirm_sharing(member=house.bo, now=NOW)
    return elm, oak
