"""Needs and offers of the world: Ann's and Bo's, and those of a sister group."""

from decimal import Decimal

from tests import cast

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
    make_offer,
    state_need,
)
from folkmoot.needs.queries.classes import classes_of
from folkmoot.people.models import Collective, Membership

NOW = cast.NOW
# What Ann does with Bo's, not with her own.
OF_OTHERS = ("offer_for_need", "need_from_offer")
AGREED = ("finish_match", "cancel_match")


def build(elm: Collective) -> dict[str, object]:
    """Return what stands for the parts of these addresses."""
    yard = Collective.objects.get(name="Ash Yard")
    for place, names in ((elm, ("Ann", "Bo")), (yard, ("Ivy", "Jo"))):
        begin_sharing(member=cast.member(place, names[0]), now=NOW)
        confirm_sharing(member=cast.member(place, names[1]), now=NOW)
    ann, bo, ivy = (
        cast.member(elm, "Ann"),
        cast.member(elm, "Bo"),
        cast.member(yard, "Ivy"),
    )
    need, offer = _need(ann, "A ladder"), _offer(ann, "Wood")
    of_bo, from_bo = _need(bo, "Wood"), _offer(bo, "A ladder")
    _need(ivy, "Wood"), _offer(ivy, "A ladder")
    asked = _match(bo, _need(ann, "Flour"), _offer(bo, "Flour"))
    agreed = _match(bo, _need(ann, "A saw"), _offer(bo, "A saw"))
    accept_match(member=ann, match=agreed, now=NOW)
    bike = _thing(ann)
    others = {"need_id": of_bo.id, "offer_id": from_bo.id}
    return {
        "need_id": need.id,
        "offer_id": offer.id,
        "match_id": asked.id,
        "thing_id": bike.id,
        "needs:cancel_booking.booking_id": bike.bookings.get().id,
        "api:cancel_booking.booking_id": bike.bookings.get().id,
        **{
            f"{app}:{name}.{part}": value
            for app in ("needs", "api")
            for name in OF_OTHERS
            for part, value in others.items()
        },
        **{
            f"{app}:{name}.match_id": agreed.id
            for app in ("needs", "api")
            for name in AGREED
        },
    }


def _need(member: Membership, what: str) -> Need:
    first = classes_of(member.collective)[0]
    text = NeedText(
        kind="thing",
        what=what,
        amount=Decimal(2),
        unit="piece",
        klass_id=first.id,
        goes_out=True,
    )
    return state_need(member=member, text=text, now=NOW)


def _offer(member: Membership, what: str) -> Offer:
    text = OfferText(
        kind="thing", what=what, amount=Decimal(1), unit="piece", goes_out=True
    )
    return make_offer(member=member, text=text, now=NOW)


def _match(member: Membership, need: Need, offer: Offer):
    return ask_for_match(
        member=member, need=need, offer=offer, amount=Decimal(1), now=NOW
    )


def _thing(member: Membership) -> Thing:
    """Return a bike for which Ann cares, booked by her."""
    text = ThingText(name="Cargo bike", place="In the yard", rules="Charge it.")
    until = (NOW + 60 * cast.DAY).date()
    row = add_thing(member=member, text=text, care_until=until, now=NOW)
    starts = NOW + cast.DAY
    book_thing(
        member=member, thing=row, starts_at=starts, ends_at=starts + cast.DAY, now=NOW
    )
    return row
