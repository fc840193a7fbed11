"""What could be brought together: proposals, which people say yes or no to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from folkmoot.doing.days import today_in
from folkmoot.listening.queries.likeness import likeness
from folkmoot.needs.matching import Proposal, Side, propose_needs, propose_offers
from folkmoot.needs.models import Match, Need, Offer
from folkmoot.needs.queries.needs import left_in, open_needs, open_offers
from folkmoot.needs.queries.neighbours import neighbours_of
from folkmoot.people.models import Membership

READ = 300  # of the other side; more than that is for the search


@dataclass(frozen=True)
class Proposed[T]:
    """One of the other side, and how much could change hands."""

    row: T
    amount: Decimal
    is_outside: bool


def offers_for(need: Need, member: Membership, now: datetime) -> list[Proposed[Offer]]:
    """Return offers that may cover a need, of this collective and its neighbours."""
    today = today_in(member.collective, now)
    rows = open_offers([need.collective_id], today).exclude(member=need.member_id)
    found = list(rows.exclude(id__in=_met(need=need.id))[:READ])
    if need.goes_out:
        outside = open_offers(neighbours_of(need.collective), today)
        outside = outside.filter(goes_out=True).exclude(id__in=_met(need=need.id))
        found += outside[:READ]
    proposals = propose_offers(
        side_of_need(need), [_side_of_offer(one) for one in found], likeness, today
    )
    return _shown(proposals, found, need.collective_id)


def needs_for(offer: Offer, member: Membership, now: datetime) -> list[Proposed[Need]]:
    """Return needs that an offer may cover, of this collective and its neighbours."""
    rows = open_needs([offer.collective_id]).exclude(member=offer.member_id)
    found = list(rows.exclude(id__in=_met(offer=offer.id))[:READ])
    if offer.goes_out:
        outside = open_needs(neighbours_of(offer.collective)).filter(goes_out=True)
        found += outside.exclude(id__in=_met(offer=offer.id))[:READ]
    today = today_in(member.collective, now)
    proposals = propose_needs(
        _side_of_offer(offer), [side_of_need(one) for one in found], likeness, today
    )
    return _shown(proposals, found, offer.collective_id)


def outside_needs(member: Membership) -> list[Need]:
    """Return what sister collectives let out, in their own order; without names."""
    rows = open_needs(neighbours_of(member.collective)).filter(goes_out=True)
    return [need for need in rows[:READ] if left_in(need) > 0]


def outside_offers(member: Membership, now: datetime) -> list[Offer]:
    """Return what sister collectives offer; without names."""
    today = today_in(member.collective, now)
    rows = open_offers(neighbours_of(member.collective), today).filter(goes_out=True)
    return [offer for offer in rows[:READ] if left_in(offer) > 0]


def side_of_need(need: Need) -> Side:
    """Return a need as matching reads it; load it by `with_promised`."""
    return Side(
        key=str(need.id),
        kind=need.kind,
        unit=need.unit,
        what=need.what,
        left=left_in(need),
        day=need.due_date,
        rank=(need.klass.position, need.urgency),
    )


def _side_of_offer(offer: Offer) -> Side:
    return Side(
        key=str(offer.id),
        kind=offer.kind,
        unit=offer.unit,
        what=offer.what,
        left=left_in(offer),
        day=offer.until_date,
    )


def _met(**one: UUID) -> set[UUID]:
    """Return the others of pairs that somebody answered already, or was asked about."""
    other = "offer_id" if "need" in one else "need_id"
    rows = Match.objects.filter(**one).exclude(state=Match.State.CANCELLED)
    return set(rows.values_list(other, flat=True))


def _shown[T: (Need, Offer)](
    proposals: Sequence[Proposal], found: Sequence[T], home: UUID
) -> list[Proposed[T]]:
    by_key = {str(row.id): row for row in found}
    return [
        Proposed(row, one.amount, row.collective_id != home)
        for one in proposals
        for row in [by_key[one.key]]
    ]
