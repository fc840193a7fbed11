"""The API of needs and offers."""

from uuid import UUID

from ninja import Query, Router, Status

from folkmoot.needs import operations
from folkmoot.needs.access import get_need_for, get_offer_for, get_planner_for
from folkmoot.needs.api.shapes import (
    NeedClassShown,
    NeedPart,
    NeedShown,
    OfferPart,
    OfferShown,
    StatingNeed,
    StatingNewNeed,
    StatingNewOffer,
    StatingOffer,
    show_class,
    show_need,
    show_offer,
)
from folkmoot.needs.models import Need
from folkmoot.needs.queries.classes import classes_of
from folkmoot.needs.queries.needs import needs_in, offers_in
from folkmoot.people.access import get_fellow_for
from folkmoot.people.models import Membership
from folkmoot.people.requests import PersonRequest
from folkmoot.web.wire.cursors import cut
from folkmoot.web.wire.fields import Cursor, Limit

router = Router()
HERE = "/collectives/{slug:slug}"
NEEDS, OFFERS = f"{HERE}/needs", f"{HERE}/offers"
ONE_NEED, ONE_OFFER = f"{NEEDS}/{{uuid:need_id}}", f"{OFFERS}/{{uuid:offer_id}}"
routers: tuple[tuple[str, Router], ...] = (("needs", router),)
State = Need.State


@router.get(f"{HERE}/need-classes", response=list[NeedClassShown])
def get_need_classes(request: PersonRequest, slug: str) -> list[NeedClassShown]:
    """List what comes first among needs."""
    member = get_planner_for(request.person, slug)
    return [show_class(row) for row in classes_of(member.collective)]


@router.get(NEEDS, response=NeedPart)
def list_needs(
    request: PersonRequest,
    slug: str,
    state: list[Need.State] = Query([State.OPEN]),  # type: ignore[type-arg]  # noqa: B008
    cursor: Cursor = "",
    limit: Limit = 50,
) -> NeedPart:
    """List what people of a collective need."""
    member = get_planner_for(request.person, slug)
    operations.ask_about_unmet(collective=member.collective, now=request.now)
    part = cut(needs_in(member.collective, state), ("-id",), cursor, limit)
    return NeedPart(needs=[show_need(row, member) for row in part.rows], next=part.next)


@router.post(NEEDS, response={201: NeedShown})
def state_need(
    request: PersonRequest, slug: str, data: StatingNewNeed
) -> Status[NeedShown]:
    """Say what one needs."""
    member = get_planner_for(request.person, slug)
    owner = _owner(member, data.for_member_id)
    row = operations.state_need(
        member=owner,
        helper=member if owner.id != member.id else None,
        text=data.read(),
        now=request.now,
    )
    return Status(201, show_need(get_need_for(member, row.id), member))


@router.get(ONE_NEED, response=NeedShown)
def get_need(request: PersonRequest, slug: str, need_id: UUID) -> NeedShown:
    """Read a need, of one's own collective or let out by a sister."""
    member = get_planner_for(request.person, slug)
    return show_need(get_need_for(member, need_id), member)


@router.put(ONE_NEED, response=NeedShown)
def change_need(
    request: PersonRequest, slug: str, need_id: UUID, data: StatingNeed
) -> NeedShown:
    """Say a need anew."""
    member = get_planner_for(request.person, slug)
    row = get_need_for(member, need_id)
    operations.change_need(member=member, need=row, text=data.read(), now=request.now)
    return show_need(get_need_for(member, need_id), member)


@router.delete(ONE_NEED, response={204: None})
def end_need(request: PersonRequest, slug: str, need_id: UUID) -> Status[None]:
    """Take a need back."""
    member = get_planner_for(request.person, slug)
    row = get_need_for(member, need_id)
    operations.end_need(member=member, need=row, now=request.now)
    return Status(204, None)


@router.get(OFFERS, response=OfferPart)
def list_offers(
    request: PersonRequest,
    slug: str,
    state: list[Need.State] = Query([State.OPEN]),  # type: ignore[type-arg]  # noqa: B008
    cursor: Cursor = "",
    limit: Limit = 50,
) -> OfferPart:
    """List what people of a collective can give."""
    member = get_planner_for(request.person, slug)
    part = cut(offers_in(member.collective, state), ("-id",), cursor, limit)
    shown = [show_offer(row, member) for row in part.rows]
    return OfferPart(offers=shown, next=part.next)


@router.post(OFFERS, response={201: OfferShown})
def make_offer(
    request: PersonRequest, slug: str, data: StatingNewOffer
) -> Status[OfferShown]:
    """Say what one can give."""
    member = get_planner_for(request.person, slug)
    owner = _owner(member, data.for_member_id)
    row = operations.make_offer(
        member=owner,
        helper=member if owner.id != member.id else None,
        text=data.read(),
        now=request.now,
    )
    return Status(201, show_offer(get_offer_for(member, row.id), member))


@router.get(ONE_OFFER, response=OfferShown)
def get_offer(request: PersonRequest, slug: str, offer_id: UUID) -> OfferShown:
    """Read an offer, of one's own collective or let out by a sister."""
    member = get_planner_for(request.person, slug)
    return show_offer(get_offer_for(member, offer_id), member)


@router.put(ONE_OFFER, response=OfferShown)
def change_offer(
    request: PersonRequest, slug: str, offer_id: UUID, data: StatingOffer
) -> OfferShown:
    """Say an offer anew."""
    member = get_planner_for(request.person, slug)
    row = get_offer_for(member, offer_id)
    operations.change_offer(member=member, offer=row, text=data.read(), now=request.now)
    return show_offer(get_offer_for(member, offer_id), member)


@router.delete(ONE_OFFER, response={204: None})
def end_offer(request: PersonRequest, slug: str, offer_id: UUID) -> Status[None]:
    """Take an offer back."""
    member = get_planner_for(request.person, slug)
    row = get_offer_for(member, offer_id)
    operations.end_offer(member=member, offer=row, now=request.now)
    return Status(204, None)


def _owner(member: Membership, other_id: UUID | None) -> Membership:
    """Return for whom it is written: oneself, or a fellow."""
    return get_fellow_for(member, other_id) if other_id else member
