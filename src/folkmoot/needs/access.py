"""The only ways to what is planned; absent and not yours look the same."""

from uuid import UUID

from django.http import Http404

from folkmoot.needs.models import Booking, Match, Need, Offer, Thing
from folkmoot.needs.queries.needs import matches_of, with_promised
from folkmoot.needs.queries.neighbours import neighbours_of
from folkmoot.people.access import get_membership_for
from folkmoot.people.models import Membership, Person


def get_planner_for(person: Person | None, slug: str) -> Membership:
    """Return the open membership, member or friend, from which somebody plans.

    Raises
    ------
    Http404
        If there is no such collective, the person is not part of it, or it is a
        federation, whose groups plan.
    """
    member = get_membership_for(person, slug)
    if member.collective.is_federation:
        raise Http404
    return member


def get_need_for(member: Membership, need_id: UUID) -> Need:
    """Return a need of the collective, or one that a sister lets out to it.

    Raises
    ------
    Http404
        If there is none, or it stays inside another collective.
    """
    rows = Need.objects.select_related("collective", "member", "helper", "klass")
    row = with_promised(rows).filter(id=need_id).first()
    if row is None or not _is_seen(row, member):
        raise Http404
    return row


def get_offer_for(member: Membership, offer_id: UUID) -> Offer:
    """Return an offer of the collective, or one that a sister lets out to it."""
    rows = Offer.objects.select_related("collective", "member", "helper")
    row = with_promised(rows).filter(id=offer_id).first()
    if row is None or not _is_seen(row, member):
        raise Http404
    return row


def get_match_for(member: Membership, match_id: UUID) -> Match:
    """Return what the person is one of the two sides of."""
    row = matches_of(member).filter(id=match_id).first()
    if row is None:
        raise Http404
    return row


def _is_seen(row: Need | Offer, member: Membership) -> bool:
    if row.collective_id == member.collective_id:
        return True
    goes_out = row.goes_out and row.is_open and row.member.is_open
    return goes_out and row.collective_id in neighbours_of(member.collective)


def get_thing_for(member: Membership, thing_id: UUID) -> Thing:
    """Return a thing of the member's collective, shared now or before."""
    rows = Thing.objects.filter(collective=member.collective_id, id=thing_id)
    row = rows.select_related("collective", "carer", "next_carer").first()
    if row is None:
        raise Http404
    return row


def get_booking_for(thing: Thing, booking_id: UUID) -> Booking:
    """Return a booking of a thing."""
    row = thing.bookings.filter(id=booking_id).select_related("member").first()
    if row is None:
        raise Http404
    return row
