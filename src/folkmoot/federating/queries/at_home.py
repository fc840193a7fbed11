"""Who answers for a collective about its messengers: what differs, and taking back.

Of a group its members. Of a council the members of all groups below it, each person
once, so that no layer of messengers answers for itself.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from folkmoot.federating.queries.pairs import is_council
from folkmoot.federating.queries.structure import home_of, leaves_of, members_away
from folkmoot.people.models import Collective, Membership


def members_at_home(
    home: Collective, *, left_after: datetime | None = None
) -> QuerySet[Membership]:
    """Return who answers for ``home`` now, by id; with those who left later than then."""
    stays = Q(ended_at=None)
    if left_after is not None:
        stays |= Q(ended_at__gt=left_after)
    rows = Membership.objects.filter(stays, standing=Membership.Standing.MEMBER)
    if not is_council(home):
        return rows.filter(collective=home).order_by("id")
    leaves = leaves_of(home.id)
    away = members_away(home.id, leaves)
    return rows.filter(collective__in=leaves).exclude(id__in=away).order_by("id")


def members_by_group(
    home: Collective, *, after: UUID | None = None
) -> Iterator[tuple[UUID, QuerySet[Membership]]]:
    """Yield who answers for a council now, group by group below it, by the group's id.

    Each query names its own group alone: below a council there may be thousands. Groups
    up to ``after`` are left out.
    """
    leaves = leaves_of(home.id)
    away: dict[UUID, list[UUID]] = defaultdict(list)
    elsewhere = Membership.objects.filter(id__in=members_away(home.id, leaves))
    for leaf, member in elsewhere.values_list("collective_id", "id"):
        away[leaf].append(member)
    rows = Membership.objects.filter(
        ended_at=None, standing=Membership.Standing.MEMBER
    ).order_by("id")
    for leaf in sorted(leaf for leaf in leaves if after is None or leaf > after):
        yield leaf, rows.filter(collective=leaf).exclude(id__in=away.pop(leaf, ()))


def is_at_home(member: Membership, home: Collective) -> bool:
    """Say whether this is the membership in which its person answers for ``home``.

    Looked for upward from the person: below a council there may be thousands.
    """
    if not is_council(home):
        return member.collective_id == home.id
    found = home_of(member.person, home)
    return found is not None and found.id == member.id


def was_at_home(member: Membership, home: Collective, at: datetime) -> bool:
    """Say whether a member answers about what happened at ``at``."""
    was_there = member.joined_at <= at and member.takes_positions
    return was_there and is_at_home(member, home)
