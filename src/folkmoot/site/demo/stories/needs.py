"""What people of the street need and can give, and what the co-op shares."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from folkmoot.needs.models import Need, Offer, Thing
from folkmoot.needs.operations import (
    NeedText,
    OfferText,
    ThingText,
    accept_match,
    add_thing,
    ask_for_match,
    begin_sharing,
    book_thing,
    confirm_sharing,
    finish_match,
    make_offer,
    offer_for_need,
    state_need,
    take_care,
)
from folkmoot.needs.queries.classes import classes_of
from folkmoot.site.demo.play import Play, Story

DAYS = timedelta(days=1)
FOOD, EASE, WISH = range(3)


def needs(play: Play, tenants: Play) -> Story:
    """Say needs and offers; some meet inside the house, one across the street."""
    yield play.at(19, 18)
    bread = _need(play, "Hal", "Bread for the weekend", 2, "kg", FOOD, people=2)
    flour = _offer(play, "Ida", "Sourdough bread, baked on Friday", 3, "kg")
    sofa = _need(play, "Eve", "Help to carry a sofa up", 2, "hour", EASE, kind="time")
    _offer(play, "Gus", "Seats to the market on Saturdays", 3, "seat", kind="ride")
    _need(play, "Luz", "Somebody to practise English with", 4, "hour", WISH, "skill")
    _need(play, "Nia", "A cot for a guest's child", 1, "piece", EASE, goes_out=True)
    _offer(play, "Max", "Mending bicycles", 3, "hour", kind="skill", goes_out=True)
    hal, ida, eve, jo = play.of("Hal Ida Eve Jo")
    amount = Decimal(2)
    match = ask_for_match(
        member=hal, need=bread, offer=flour, amount=amount, now=play.now
    )
    accept_match(member=ida, match=match, reach="Flat 4, from five", now=play.now)
    finish_match(member=hal, match=match, now=play.now)
    yield play.at(6, 19)
    offer_for_need(member=jo, need=sofa, amount=Decimal(1), now=play.now)
    both = offer_for_need(
        member=play.members["Bo"], need=sofa, amount=Decimal(1), now=play.now
    )
    accept_match(member=eve, match=both, reach="Flat 7", now=play.now)
    yield play.at(4, 18)
    tenants.reach(play.now)
    for side, names in ((play, "Ann Gus"), (tenants, "Cy Luz")):
        first, second = side.of(names)
        begin_sharing(member=first, now=side.now)
        confirm_sharing(member=second, now=side.now)
    _need(
        tenants,
        "Cy",
        "A bicycle with working brakes",
        1,
        "hour",
        EASE,
        "skill",
        goes_out=True,
    )


def things(play: Play) -> Story:
    """Share what stands in the house; one of them asks who is next."""
    yield play.at(24, 18)
    drill = _thing(play, "Max", "Drill with bits", "Cupboard under the stairs", 90)
    room = _thing(play, "Flo", "Guest room", "Second floor, left", 34)
    yield play.at(5, 20)
    until = (play.present + 200 * DAYS).date()
    take_care(member=play.members["Kim"], thing=drill, until=until, now=play.now)
    for name, start, days in (("Ida", 2, 2), ("Gus", 6, 1), ("Ann", 12, 3)):
        book_thing(
            member=play.members[name],
            thing=room,
            starts_at=play.at(-start, 15),
            ends_at=play.at(-start - days, 11),
            now=play.now,
        )
    book_thing(
        member=play.members["Jo"],
        thing=drill,
        starts_at=play.at(-1, 10),
        ends_at=play.at(-1, 13),
        note="Shelves",
        now=play.now,
    )


def _need(
    play: Play,
    name: str,
    what: str,
    amount: int,
    unit: str,
    place: int,
    kind: str = "thing",
    **more: Any,
) -> Need:
    member = play.members[name]
    klass = classes_of(member.collective)[place]
    text = NeedText(
        kind=kind,
        what=what,
        amount=Decimal(amount),
        unit=unit,
        klass_id=klass.id,
        **more,
    )
    return state_need(member=member, text=text, now=play.now)


def _offer(
    play: Play, name: str, what: str, amount: int, unit: str, **more: Any
) -> Offer:
    said = {"kind": "thing", **more}
    text = OfferText(what=what, amount=Decimal(amount), unit=unit, **said)
    return make_offer(member=play.members[name], text=text, now=play.now)


def _thing(play: Play, name: str, what: str, place: str, days: int) -> Thing:
    return add_thing(
        member=play.members[name],
        text=ThingText(name=what, place=place),
        care_until=(play.now + days * DAYS).date(),
        now=play.now,
    )
