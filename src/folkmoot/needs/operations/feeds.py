"""The secret address of one's calendar; only a digest of it is kept."""

from datetime import datetime

from django.db import transaction

from folkmoot.needs.models import Feed, Thing
from folkmoot.needs.operations.rights import lock_part
from folkmoot.people.models import Membership
from folkmoot.web.chance import digest, new_token


@transaction.atomic
def make_feed(
    *, member: Membership, now: datetime, thing: Thing | None = None
) -> tuple[Feed, str]:
    """Make a new address and return it with its secret; an earlier one ends.

    It shows one's own shifts, or the bookings of one thing. Locks the membership.
    """
    held = lock_part(member)
    Feed.objects.filter(member=held, thing=thing, ended_at=None).update(ended_at=now)
    secret = new_token()
    feed = Feed.objects.create(
        collective_id=held.collective_id,
        member=held,
        thing=thing,
        digest=digest(secret),
        made_at=now,
    )
    return feed, secret


@transaction.atomic
def end_feed(*, member: Membership, now: datetime, thing: Thing | None = None) -> None:
    """End one's address: a calendar reads nothing from it any more."""
    held = lock_part(member)
    Feed.objects.filter(member=held, thing=thing, ended_at=None).update(ended_at=now)
