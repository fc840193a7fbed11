"""What the pages of needs, offers and their meeting show."""

from dataclasses import dataclass
from datetime import date, datetime

from folkmoot.doing.days import today_in
from folkmoot.needs.models import Match, Need, NeedClass, Offer, Sharing
from folkmoot.needs.queries.classes import classes_of
from folkmoot.needs.queries.needs import matches_of
from folkmoot.needs.queries.neighbours import sharing_of, sisters_of
from folkmoot.needs.queries.proposals import (
    Proposed,
    needs_for,
    offers_for,
    outside_needs,
    outside_offers,
)
from folkmoot.people.models import Membership
from folkmoot.people.queries.collectives import list_without_way


@dataclass(frozen=True)
class Frame:
    """What the forms of needs and offers need to know."""

    today: date
    classes: list[NeedClass]
    shares: bool
    helped: list[Membership]


@dataclass(frozen=True)
class StatedPage[Own: (Need, Offer), Other: (Need, Offer)]:
    """A need or an offer as one person sees it: from a sister group without a name."""

    row: Own
    is_own: bool
    is_outside: bool
    proposed: list[Proposed[Other]]
    mine: list[Match]


@dataclass(frozen=True)
class MatchPage:
    """A meeting as one of its two sides sees it."""

    match: Match
    is_of_need: bool
    waits_for_me: bool
    other: Membership | None  # none between collectives before both said yes
    reach: str


@dataclass(frozen=True)
class Neighbours:
    """What sister collectives let out, and whether this one does."""

    sharing: Sharing | None
    has_sisters: bool
    needs: list[Need]
    offers: list[Offer]


def frame_of(member: Membership, now: datetime) -> Frame:
    """Return what the forms need to know."""
    sharing = sharing_of(member.collective)
    others = list_without_way(member.collective)
    return Frame(
        today=today_in(member.collective, now),
        classes=classes_of(member.collective),
        shares=sharing is not None and sharing.is_on,
        helped=[one for one in others if one.id != member.id],
    )


def need_page(need: Need, member: Membership, now: datetime) -> StatedPage[Need, Offer]:
    """Return a need with what could cover it, for those whose it is."""
    is_own = need.is_of(member)
    return StatedPage(
        row=need,
        is_own=is_own,
        is_outside=need.collective_id != member.collective_id,
        proposed=offers_for(need, member, now) if is_own and need.is_open else [],
        mine=list(matches_of(member).filter(need=need)),
    )


def offer_page(
    offer: Offer, member: Membership, now: datetime
) -> StatedPage[Offer, Need]:
    """Return an offer with what it could cover, for those whose it is."""
    is_own = offer.is_of(member)
    return StatedPage(
        row=offer,
        is_own=is_own,
        is_outside=offer.collective_id != member.collective_id,
        proposed=needs_for(offer, member, now) if is_own and offer.is_open else [],
        mine=list(matches_of(member).filter(offer=offer)),
    )


def match_page(match: Match, member: Membership) -> MatchPage:
    """Return a meeting; names and ways to be reached once both said yes."""
    is_of_need = match.need.is_of(member)
    other = match.offer.member if is_of_need else match.need.member
    is_told = match.collective_id is not None or match.agreed_at is not None
    reach = match.offer_reach if is_of_need else match.need_reach
    return MatchPage(
        match=match,
        is_of_need=is_of_need,
        waits_for_me=match.waits_for_need if is_of_need else match.waits_for_offer,
        other=other if is_told else None,
        reach=reach if match.state == Match.State.AGREED else "",
    )


def neighbours_page(member: Membership, now: datetime) -> Neighbours:
    """Return what sister collectives let out; without names."""
    return Neighbours(
        sharing=sharing_of(member.collective),
        has_sisters=bool(sisters_of(member.collective)),
        needs=outside_needs(member),
        offers=outside_offers(member, now),
    )
