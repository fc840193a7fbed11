"""How far each member is beyond or behind their share, and what that is made of.

What was worked on a day is shared out among those who were members that day, by their
care shares. What somebody without a share helps with is a gift: it is nobody's debt.
What is past counts as done until its member says otherwise.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import F, IntegerField, Sum
from django.db.models.functions import Coalesce

from folkmoot.people.models import Collective, Membership
from folkmoot.shifts.models import CareShare, PoolEntry, Turn, Work

# What is longer ago is forgiven, and forgotten.
WEEKS = 26
WHOLE = 100  # per cent: of a care share, and the weight of usual work
type Minutes = dict[UUID, float]
type ByDay = dict[date, Minutes]


@dataclass(frozen=True)
class Account:
    """One member's time of half a year, in minutes as they count."""

    worked: float = 0
    share: float = 0
    pool: float = 0

    @property
    def beyond(self) -> float:
        """Above 0 for who did more than their share."""
        return self.worked - self.share + self.pool


@dataclass
class Shares:
    """How much of a usual share each member takes on which day."""

    members: list[Membership]
    zone: ZoneInfo
    said: Mapping[UUID, list[tuple[date, int]]] = field(default_factory=dict)

    def on(self, member: Membership, day: date) -> int:
        """Return the per cent; 0 before somebody joined and after they left."""
        if member.joined_at.astimezone(self.zone).date() > day:
            return 0
        if member.ended_at and member.ended_at.astimezone(self.zone).date() <= day:
            return 0
        said = [
            percent for since, percent in self.said.get(member.id, ()) if since <= day
        ]
        return said[-1] if said else usual_share(member)


def usual_share(member: Membership) -> int:
    """Return the share of who said nothing: a friend helps as they like."""
    return WHOLE if member.standing == Membership.Standing.MEMBER else 0


def get_shares(collective: Collective) -> Shares:
    """Return everybody's shares, of former members too; two queries."""
    said: dict[UUID, list[tuple[date, int]]] = defaultdict(list)
    rows = CareShare.objects.filter(collective=collective).order_by("since", "id")
    for member_id, since, percent in rows.values_list("member_id", "since", "percent"):
        said[member_id].append((since, percent))
    members = list(collective.memberships.order_by("name", "id"))
    return Shares(members, ZoneInfo(collective.time_zone), said)


def get_accounts(
    collective: Collective, until: date, shares: Shares | None = None
) -> dict[UUID, Account]:
    """Return each member's account of the half year before ``until``."""
    shares = shares or get_shares(collective)
    since = until - timedelta(weeks=WEEKS)
    by_day = worked_by_day(collective, since, until)
    share: Minutes = defaultdict(float)
    worked: Minutes = defaultdict(float)
    for day, minutes in by_day.items():
        parts = {member.id: shares.on(member, day) for member in shares.members}
        whole = sum(parts.values())
        counted = {who: said for who, said in minutes.items() if parts.get(who)}
        for who, said in counted.items():
            worked[who] += said
        for who, part in parts.items():
            share[who] += sum(counted.values()) * part / whole if whole else 0
    pool = _pool_of(collective, since)
    return {
        member.id: Account(worked[member.id], share[member.id], pool[member.id])
        for member in shares.members
    }


def worked_by_day(collective: Collective, since: date, until: date) -> ByDay:
    """Return what each member worked on each day, as it counts; two queries."""
    found: ByDay = defaultdict(lambda: defaultdict(float))
    turns = Turn.objects.filter(
        collective=collective,
        state=Turn.State.TAKEN,
        shift__cancelled_at=None,
        shift__last_day__gte=since,
        shift__last_day__lt=until,
    ).order_by()
    said = Coalesce("work__minutes", "shift__minutes", output_field=IntegerField())
    planned = turns.values("shift__last_day", "member_id").annotate(
        counts=Sum(said * F("shift__weight"))
    )
    for row in planned:
        found[row["shift__last_day"]][row["member_id"]] += row["counts"] / WHOLE
    alone = Work.objects.filter(
        collective=collective, turn=None, day__gte=since, day__lte=until
    ).order_by()
    said_alone = alone.values("day", "member_id").annotate(
        counts=Sum(F("minutes") * F("weight"), output_field=IntegerField())
    )
    for one in said_alone:
        found[one["day"]][one["member_id"]] += one["counts"] / WHOLE
    return found


def _pool_of(collective: Collective, since: date) -> Minutes:
    rows = PoolEntry.objects.filter(collective=collective, at__date__gte=since)
    found: Minutes = defaultdict(float)
    # Whoever gives has so much less to their account; whoever draws, more.
    for row in rows.order_by().values("member_id").annotate(given=Sum("minutes")):
        found[row["member_id"]] = -row["given"]
    return found
