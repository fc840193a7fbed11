"""Erasing what one member said about themselves; that they came stays."""

from datetime import datetime

from django.db import transaction

from folkmoot.needs.models import Feed
from folkmoot.people.models import Membership
from folkmoot.record.operations import append_entry
from folkmoot.shifts.models import (
    Availability,
    Away,
    CareShare,
    FixedPlace,
    Rating,
    Skill,
    Turn,
    Work,
)


@transaction.atomic
def erase_shift_words(*, member: Membership, now: datetime) -> int:
    """Erase times, shares, skills, ratings, comments and calendars of a member.

    What they worked stays in the sums, under the made-up name. Called before the
    person is erased, in the same transaction.
    """
    count = 0
    for kind in (Availability, Away, CareShare, Rating, Skill, Feed):
        gone, _rows = kind.objects.filter(member=member).delete()
        count += gone
    FixedPlace.objects.filter(member=member, ended_at=None).update(ended_at=now)
    comments = Turn.objects.filter(member=member).exclude(comment="")
    count += comments.update(comment="")
    count += Work.objects.filter(member=member).exclude(what="").update(what="")
    append_entry(
        collective_id=member.collective_id,
        kind="shift_words.erased",
        details={"count": count},
        now=now,
    )
    return count
