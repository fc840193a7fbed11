"""Erasing what one member wrote here; that it was met stays counted."""

from datetime import datetime

from django.db import transaction

from folkmoot.needs.models import Booking, Match, Need, Offer
from folkmoot.people.models import Membership
from folkmoot.record.operations import append_entry


@transaction.atomic
def erase_words(*, member: Membership, now: datetime) -> int:
    """Empty a member's needs, offers and bookings, end the open ones; return how many.

    Called before the person is erased, in the same transaction.
    """
    count = 0
    for rows in (
        Need.objects.filter(member=member),
        Offer.objects.filter(member=member),
    ):
        open_ones = rows.filter(state=rows.model.State.OPEN)
        open_ones.update(state=rows.model.State.ENDED, ended_at=now)
        count += rows.update(what="", note="")
    own = Match.objects.filter(need__member=member) | Match.objects.filter(
        offer__member=member
    )
    ids = list(own.values_list("id", flat=True))
    matches = Match.objects.filter(id__in=ids)
    matches.update(need_reach="", offer_reach="")
    open_states = (Match.State.ASKED, Match.State.AGREED)
    matches.filter(state__in=open_states).update(
        state=Match.State.CANCELLED, ended_at=now
    )
    count += Booking.objects.filter(member=member).update(note="")
    to_come = Booking.objects.filter(member=member, cancelled_at=None, ends_at__gt=now)
    to_come.update(cancelled_at=now)
    append_entry(
        collective_id=member.collective_id,
        kind="need_words.erased",
        details={"rows": count},
        now=now,
    )
    return count
