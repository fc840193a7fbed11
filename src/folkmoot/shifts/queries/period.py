"""What the engine of rotas is given: shifts and people as plain values."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Q

from folkmoot.engines.sharing import (
    Period,
    Person,
    Published,
    Settings,
    Slot,
    Task,
)
from folkmoot.people.models import Collective, Membership
from folkmoot.shifts.models import (
    Availability,
    Away,
    FixedPlace,
    Rating,
    Shift,
    Skill,
    Turn,
)
from folkmoot.shifts.queries.accounts import (
    WEEKS,
    WHOLE,
    Account,
    Shares,
    get_accounts,
    get_shares,
)
from folkmoot.shifts.queries.days import can_come

HOUR = 60
# Points that a change of a published rota must gain for the one who is worst off.
CHANGE = 3.0
Pairs = Collection[tuple[UUID, UUID]]


@dataclass
class Known:
    """What people said about themselves, by membership."""

    not_free: dict[UUID, list[str]] = field(default_factory=dict)
    away: dict[UUID, list[tuple[date, date]]] = field(default_factory=dict)
    knows: dict[UUID, set[str]] = field(default_factory=dict)
    learns: dict[UUID, set[str]] = field(default_factory=dict)
    rather_not: dict[UUID, set[str]] = field(default_factory=dict)
    done: dict[UUID, dict[str, int]] = field(default_factory=dict)


def get_period(
    collective: Collective,
    shifts: Sequence[Shift],
    *,
    published: Pairs = (),
    fixed: Pairs = (),
) -> Period:
    """Return the engine's picture of some shifts; a fixed number of queries.

    ``published`` and ``fixed`` name a shift and a membership each.
    """
    zone = ZoneInfo(collective.time_zone)
    first = min((shift.day for shift in shifts), default=date.min)
    shares = get_shares(collective)
    accounts = get_accounts(collective, first, shares) if shifts else {}
    known = _known(collective, first)
    here = [member for member in shares.members if member.is_open]
    ids = {member.id for member in here}
    return Period(
        tasks=tuple(_tasks(shifts)),
        slots=tuple(_slot(shift, zone) for shift in shifts),
        people=tuple(
            _person(member, shifts, zone, shares, accounts, known) for member in here
        ),
        # The same lot however often it is drafted.
        settings=Settings(same_task_after_days=1, seed=f"{collective.id}:{first}"),
        published=Published(
            cells=_names(published, ids), fixed=_names(fixed, ids), change_weight=CHANGE
        ),
    )


def list_fixed(shifts: Sequence[Shift]) -> list[tuple[UUID, UUID]]:
    """Return who has a place for good in which of ``shifts``; one query."""
    rows = FixedPlace.objects.filter(
        job__in={shift.job_id for shift in shifts}, ended_at=None, member__ended_at=None
    )
    places: dict[tuple[UUID, int], list[UUID]] = defaultdict(list)
    for job_id, weekday, member_id in rows.order_by("set_at", "id").values_list(
        "job_id", "weekday", "member_id"
    ):
        places[job_id, weekday].append(member_id)
    return [
        (shift.id, member_id)
        for shift in shifts
        for member_id in places[shift.job_id, shift.day.isoweekday()][: shift.people]
    ]


def _names(pairs: Pairs, here: Collection[UUID]) -> frozenset[tuple[str, str]]:
    return frozenset((str(s), str(m)) for s, m in pairs if m in here)


def _tasks(shifts: Iterable[Shift]) -> Iterable[Task]:
    seen: set[UUID] = set()
    for shift in shifts:
        if shift.job_id in seen:
            continue
        seen.add(shift.job_id)
        job = shift.job
        ability = str(job.ability_id) if job.ability_id else None
        yield Task(str(job.id), job.minutes, job.weight / WHOLE, ability)


def _slot(shift: Shift, zone: ZoneInfo) -> Slot:
    starts = ends = last = None
    if shift.starts_at is None:
        last = shift.last_day.toordinal()
    else:
        local = shift.starts_at.astimezone(zone)
        starts = local.hour * HOUR + local.minute
        ends = starts + shift.minutes
    return Slot(
        id=str(shift.id),
        task=str(shift.job_id),
        day=shift.day.toordinal(),
        starts=starts,
        ends=ends,
        people=shift.people,
        is_required=shift.job.is_required,
        last_day=last,
    )


def _person(
    member: Membership,
    shifts: Sequence[Shift],
    zone: ZoneInfo,
    shares: Shares,
    accounts: dict[UUID, Account],
    known: Known,
) -> Person:
    first = min((shift.day for shift in shifts), default=date.max)
    not_free, away = known.not_free.get(member.id, []), known.away.get(member.id, [])
    cannot = frozenset(
        str(shift.id)
        for shift in shifts
        if (not_free or away) and not can_come(shift, zone, not_free, away)
    )
    percent = shares.on(member, max(first, member.joined_at.astimezone(zone).date()))
    account = accounts.get(member.id, Account()).beyond if percent else 0.0
    return Person(
        id=str(member.id),
        share=percent / WHOLE,
        account=account / HOUR,
        abilities=frozenset(known.knows.get(member.id, ())),
        learning=frozenset(known.learns.get(member.id, ())),
        cannot=cannot,
        dislikes=frozenset(known.rather_not.get(member.id, ())),
        done=known.done.get(member.id, {}),
    )


def _known(collective: Collective, first: date) -> Known:
    known = Known()
    times = Availability.objects.filter(collective=collective)
    known.not_free = dict(times.values_list("member_id", "not_free"))
    away = Away.objects.filter(collective=collective, last_day__gte=first)
    for member_id, start, end in away.values_list("member_id", "first_day", "last_day"):
        known.away.setdefault(member_id, []).append((start, end))
    skills = Skill.objects.filter(collective=collective)
    for member_id, ability_id, learning in skills.values_list(
        "member_id", "ability_id", "is_learning"
    ):
        into = known.learns if learning else known.knows
        into.setdefault(member_id, set()).add(str(ability_id))
    ratings = Rating.objects.filter(collective=collective, rather_not=True)
    for member_id, job_id in ratings.values_list("member_id", "job_id"):
        known.rather_not.setdefault(member_id, set()).add(str(job_id))
    _count_done(known, collective, first)
    return known


def _count_done(known: Known, collective: Collective, first: date) -> None:
    since = first - timedelta(weeks=WEEKS) if first > date(2, 1, 1) else first
    rows = collective.shifts.filter(cancelled_at=None, day__gte=since, day__lt=first)
    taken = Q(turns__state=Turn.State.TAKEN)
    counted = (
        rows.filter(taken)
        .order_by()
        .values_list("turns__member_id", "job_id")
        .annotate(times=Count("id"))
    )
    for member_id, job_id, times in counted:
        known.done.setdefault(member_id, {})[str(job_id)] = times
