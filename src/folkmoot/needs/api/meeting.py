"""The API of what is brought together, and of sister groups."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from ninja import Router, Schema, Status

from folkmoot.needs import operations
from folkmoot.needs.access import (
    get_match_for,
    get_need_for,
    get_offer_for,
    get_planner_for,
)
from folkmoot.needs.api.needs import HERE, ONE_NEED, ONE_OFFER
from folkmoot.needs.api.shapes import (
    Helping,
    MatchAnswering,
    MatchAsking,
    MatchPart,
    MatchShown,
    NeedShown,
    OfferShown,
    UsingOffer,
    show_match,
    show_need,
    show_offer,
)
from folkmoot.needs.models import Match, Sharing
from folkmoot.needs.operations import NeedText
from folkmoot.needs.queries.needs import matches_of
from folkmoot.needs.queries.pages import (
    match_page,
    need_page,
    neighbours_page,
    offer_page,
)
from folkmoot.people.access import get_member_for
from folkmoot.people.api.shapes import Fellow, fellow_or_none
from folkmoot.people.models import Membership
from folkmoot.people.requests import PersonRequest
from folkmoot.web.wire.cursors import cut
from folkmoot.web.wire.fields import Cursor, Limit

router = Router()
MATCHES = f"{HERE}/matches"
ONE = f"{MATCHES}/{{uuid:match_id}}"
SHARING = f"{HERE}/sharing"
routers: tuple[tuple[str, Router], ...] = (("matches", router),)


class SharingShown(Schema):
    """Whether what goes out is shown to sister collectives, and who said so."""

    is_on: bool
    begun_by: Fellow | None
    begun_at: datetime | None
    confirmed_by: Fellow | None
    confirmed_at: datetime | None


class NeighboursShown(Schema):
    """What sister collectives let out, without names."""

    sharing: SharingShown
    needs: list[NeedShown]
    offers: list[OfferShown]


@router.get(f"{ONE_NEED}/proposals", response=list[OfferShown])
def get_proposed_offers(
    request: PersonRequest, slug: str, need_id: UUID
) -> list[OfferShown]:
    """List offers that may cover one's need; nothing is assigned."""
    member = get_planner_for(request.person, slug)
    page = need_page(get_need_for(member, need_id), member, request.now)
    return [show_offer(one.row, member) for one in page.proposed]


@router.get(f"{ONE_OFFER}/proposals", response=list[NeedShown])
def get_proposed_needs(
    request: PersonRequest, slug: str, offer_id: UUID
) -> list[NeedShown]:
    """List needs that one's offer may cover, what the members put first on top."""
    member = get_planner_for(request.person, slug)
    page = offer_page(get_offer_for(member, offer_id), member, request.now)
    return [show_need(one.row, member) for one in page.proposed]


@router.post(f"{ONE_NEED}/help", response={201: MatchShown})
def offer_for_need(
    request: PersonRequest, slug: str, need_id: UUID, data: Helping
) -> Status[MatchShown]:
    """Offer what a need asks for."""
    member = get_planner_for(request.person, slug)
    row = operations.offer_for_need(
        member=member,
        need=get_need_for(member, need_id),
        now=request.now,
        **data.dict(),
    )
    return Status(201, _read(member, row.id))


@router.post(f"{ONE_OFFER}/use", response={201: MatchShown})
def need_from_offer(
    request: PersonRequest, slug: str, offer_id: UUID, data: UsingOffer
) -> Status[MatchShown]:
    """Ask for what is offered."""
    member = get_planner_for(request.person, slug)
    offer = get_offer_for(member, offer_id)
    text = NeedText(
        kind=offer.kind,
        what=offer.what,
        amount=data.amount,
        unit=offer.unit,
        klass_id=data.class_id,
    )
    row = operations.need_from_offer(
        member=member, offer=offer, text=text, reach=data.reach, now=request.now
    )
    return Status(201, _read(member, row.id))


@router.get(MATCHES, response=MatchPart)
def get_matches(
    request: PersonRequest, slug: str, cursor: Cursor = "", limit: Limit = 50
) -> MatchPart:
    """List what one is one of the two sides of."""
    member = get_planner_for(request.person, slug)
    part = cut(matches_of(member), ("-id",), cursor, limit)
    shown = [show_match(match_page(row, member)) for row in part.rows]
    return MatchPart(matches=shown, next=part.next)


@router.post(MATCHES, response={201: MatchShown})
def ask_for_match(
    request: PersonRequest, slug: str, data: MatchAsking
) -> Status[MatchShown]:
    """Say yes for one's own side of a pair; the other side is asked."""
    member = get_planner_for(request.person, slug)
    row = operations.ask_for_match(
        member=member,
        need=get_need_for(member, data.need_id),
        offer=get_offer_for(member, data.offer_id),
        amount=data.amount,
        reach=data.reach,
        now=request.now,
    )
    return Status(201, _read(member, row.id))


@router.get(ONE, response=MatchShown)
def get_match(request: PersonRequest, slug: str, match_id: UUID) -> MatchShown:
    """Read what one is one of the two sides of."""
    return _read(get_planner_for(request.person, slug), match_id)


@router.put(f"{ONE}/acceptance", response=MatchShown)
def accept_match(
    request: PersonRequest, slug: str, match_id: UUID, data: MatchAnswering
) -> MatchShown:
    """Say the second yes."""

    def act(member: Membership, row: Match) -> Match:
        return operations.accept_match(
            member=member, match=row, reach=data.reach, now=request.now
        )

    return _act(request, slug, match_id, act)


@router.put(f"{ONE}/refusal", response=MatchShown)
def decline_match(request: PersonRequest, slug: str, match_id: UUID) -> MatchShown:
    """Say no, or take one's asking back; nobody asks why."""

    def act(member: Membership, row: Match) -> Match:
        return operations.decline_match(member=member, match=row, now=request.now)

    return _act(request, slug, match_id, act)


@router.put(f"{ONE}/completion", response=MatchShown)
def finish_match(request: PersonRequest, slug: str, match_id: UUID) -> MatchShown:
    """Say that it was done."""

    def act(member: Membership, row: Match) -> Match:
        return operations.finish_match(member=member, match=row, now=request.now)

    return _act(request, slug, match_id, act)


@router.put(f"{ONE}/cancellation", response=MatchShown)
def cancel_match(request: PersonRequest, slug: str, match_id: UUID) -> MatchShown:
    """Say that it does not happen."""

    def act(member: Membership, row: Match) -> Match:
        return operations.cancel_match(member=member, match=row, now=request.now)

    return _act(request, slug, match_id, act)


@router.get(f"{HERE}/neighbours", response=NeighboursShown)
def get_neighbours(request: PersonRequest, slug: str) -> NeighboursShown:
    """List what sister collectives let out."""
    member = get_planner_for(request.person, slug)
    page = neighbours_page(member, request.now)
    return NeighboursShown(
        sharing=_show_sharing(page.sharing),
        needs=[show_need(row, member) for row in page.needs],
        offers=[show_offer(row, member) for row in page.offers],
    )


@router.post(SHARING, response={201: SharingShown})
def begin_sharing(request: PersonRequest, slug: str) -> Status[SharingShown]:
    """Say as the first that what goes out may be shown."""
    member = get_member_for(request.person, slug)
    row = operations.begin_sharing(member=member, now=request.now)
    return Status(201, _show_sharing(row))


@router.put(f"{SHARING}/confirmation", response=SharingShown)
def confirm_sharing(request: PersonRequest, slug: str) -> SharingShown:
    """Say as the second that it may be shown."""
    member = get_member_for(request.person, slug)
    return _show_sharing(operations.confirm_sharing(member=member, now=request.now))


@router.delete(SHARING, response={204: None})
def end_sharing(request: PersonRequest, slug: str) -> Status[None]:
    """Show nothing more to sister groups."""
    member = get_member_for(request.person, slug)
    operations.end_sharing(member=member, now=request.now)
    return Status(204, None)


def _read(member: Membership, match_id: UUID) -> MatchShown:
    return show_match(match_page(get_match_for(member, match_id), member))


def _act(
    request: PersonRequest,
    slug: str,
    match_id: UUID,
    act: Callable[[Membership, Match], Match],
) -> MatchShown:
    member = get_planner_for(request.person, slug)
    act(member, get_match_for(member, match_id))
    return _read(member, match_id)


def _show_sharing(row: Sharing | None) -> SharingShown:
    return SharingShown(
        is_on=row is not None and row.is_on,
        begun_by=fellow_or_none(row.begun_by) if row else None,
        begun_at=row.begun_at if row else None,
        confirmed_by=fellow_or_none(row.confirmed_by) if row else None,
        confirmed_at=row.confirmed_at if row else None,
    )
