"""The shifts of some days with who does them, as pages show them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from uuid import UUID

from django.db.models import Count, F, Prefetch, Q, QuerySet, Sum

from folkmoot.doing.days import today_in
from folkmoot.people.models import Collective, Membership
from folkmoot.shifts.models import Asking, Shift, Swap, Turn
from folkmoot.shifts.queries.days import WEEK, deadline_of, monday_of

Taken = Turn.State.TAKEN


@dataclass(frozen=True)
class ShownShift:
    """A shift with the people in it, for one reader."""

    row: Shift
    turns: Sequence[Turn]
    own: Turn | None
    is_over: bool
    is_asked_for: bool

    @property
    def free(self) -> int:
        """How many places are free."""
        return max(0, self.row.people - len(self.turns))

    @property
    def seats_free(self) -> range:
        """One number for each place that is free."""
        return range(self.free)


@dataclass(frozen=True)
class Day:
    """One day, or one week for what may be done at any time of it."""

    day: date
    last_day: date
    shifts: Sequence[ShownShift]


@dataclass(frozen=True)
class Board:
    """Some weeks of shifts, and what of it is the reader's."""

    days: Sequence[Day]
    own: Sequence[ShownShift]
    asked: Sequence[Asking]
    swaps: Sequence[Swap]
    first_day: date
    last_day: date

    @property
    def free(self) -> int:
        """How many places are free on these days."""
        return sum(shown.free for shown in self._ahead)

    @property
    def next_free(self) -> ShownShift | None:
        """The first shift on these days that has a free place."""
        return next((shown for shown in self._ahead if shown.free), None)

    @property
    def _ahead(self) -> list[ShownShift]:
        return [one for day in self.days for one in day.shifts if not one.is_over]


def get_board(
    member: Membership, now: datetime, first: date | None = None, weeks: int = 2
) -> Board:
    """Return the shifts from ``first`` on, or from today; a fixed number of queries."""
    collective = member.collective
    today = today_in(collective, now)
    start = first or today
    last = monday_of(start) + weeks * WEEK - timedelta(days=1)
    rows = list(_with_turns(collective).filter(day__lte=last, last_day__gte=start))
    wanted = _asked_for(rows)
    shown = [_show(row, member, now, wanted) for row in rows]
    ahead = _with_turns(collective).filter(
        last_day__gte=today,
        id__in=Turn.objects.filter(member=member, state=Taken).values("shift_id"),
    )
    own = [_show(row, member, now, set()) for row in ahead]
    return Board(
        days=_by_day(shown),
        own=[one for one in own if not one.is_over],
        asked=list_asked([member.id], now),
        swaps=list_swaps(member),
        first_day=start,
        last_day=last,
    )


def get_shown(shift: Shift, member: Membership, now: datetime) -> ShownShift:
    """Return one shift as the page of it shows it."""
    row = _with_turns(member.collective).get(id=shift.id)
    return _show(row, member, now, _asked_for([row]))


def list_asked(member_ids: Iterable[UUID], now: datetime) -> list[Asking]:
    """Return for what these memberships are asked to come instead, soonest end first."""
    rows = Asking.objects.filter(
        member__in=list(member_ids), state=Asking.State.OPEN, until__gt=now
    )
    rows = rows.select_related("turn__shift__job", "collective", "member")
    return list(rows.order_by("until", "id"))


def list_swaps(member: Membership) -> list[Swap]:
    """Return the open swaps that the member was asked for or offered."""
    rows = Swap.objects.filter(
        Q(turn__member=member) | Q(for_turn__member=member),
        collective=member.collective_id,
        state=Swap.State.OPEN,
    )
    names = ("turn__shift__job", "turn__member", "for_turn__shift__job")
    return list(rows.select_related(*names, "for_turn__member").order_by("id"))


def list_asked_swaps(member_ids: Iterable[UUID]) -> list[Swap]:
    """Return the open swaps for which these memberships are asked."""
    rows = Swap.objects.filter(
        for_turn__member__in=list(member_ids), state=Swap.State.OPEN
    )
    return list(rows.select_related("for_turn__shift__job").order_by("id"))


def list_for_swap(member: Membership, shift: Shift, now: datetime) -> list[Turn]:
    """Return others' turns of the weeks ahead that the member could ask for."""
    today = today_in(member.collective, now)
    rows = Turn.objects.filter(
        collective=member.collective_id,
        state=Taken,
        member__ended_at=None,
        shift__cancelled_at=None,
        shift__day__gt=today,
        shift__day__lte=today + 5 * WEEK,
    )
    rows = rows.exclude(member=member).exclude(shift=shift)
    own = Turn.objects.filter(member=member, state=Taken).values("shift_id")
    rows = rows.exclude(shift__in=own).select_related("shift__job", "member")
    return list(rows.order_by("shift__day", "shift__starts_at", "id"))


def _with_turns(collective: Collective) -> QuerySet[Shift]:
    turns = Turn.objects.filter(state=Taken, member__ended_at=None)
    turns = turns.select_related("member").order_by("seat", "id")
    rows = Shift.objects.filter(collective=collective, cancelled_at=None)
    rows = rows.select_related("job__ability", "collective")
    ordered = rows.order_by("day", "starts_at", "job__name", "id")
    return ordered.prefetch_related(Prefetch("turns", queryset=turns))


def _show(
    row: Shift, member: Membership, now: datetime, asked_for: set[UUID]
) -> ShownShift:
    turns = list(row.turns.all())
    return ShownShift(
        row=row,
        turns=turns,
        own=next((turn for turn in turns if turn.member_id == member.id), None),
        is_over=now >= deadline_of(row, member.collective),
        is_asked_for=row.id in asked_for,
    )


def _asked_for(rows: Sequence[Shift]) -> set[UUID]:
    found = Asking.objects.filter(turn__shift__in=rows, state=Asking.State.OPEN)
    return set(found.values_list("turn__shift_id", flat=True))


def _by_day(shown: Sequence[ShownShift]) -> list[Day]:
    # What may be done at any time of a week stands before its days.
    def key(one: ShownShift) -> tuple[date, bool, date]:
        is_week = one.row.last_day != one.row.day
        return (one.row.day, not is_week, one.row.last_day)

    ordered = sorted(shown, key=key)
    return [
        Day(day, last_day, list(found))
        for (day, _is_day, last_day), found in groupby(ordered, key)
    ]


@dataclass(frozen=True)
class Glance:
    """What the first page shows of shifts."""

    has_jobs: bool
    own: Sequence[Shift]
    free: int


def get_glance(member: Membership, now: datetime) -> Glance:
    """Return one's next shifts, and how many places are free; three queries."""
    today = today_in(member.collective, now)
    rows = Shift.objects.filter(
        collective=member.collective_id, cancelled_at=None, last_day__gte=today
    )
    mine = Turn.objects.filter(member=member, state=Taken).values("shift_id")
    own = rows.filter(id__in=mine).select_related("job")
    taken = Q(turns__state=Taken, turns__member__ended_at=None)
    soon = rows.filter(day__gte=today, day__lt=today + 2 * WEEK)
    counted = soon.annotate(here=Count("turns", filter=taken))
    free = counted.filter(here__lt=F("people")).aggregate(
        free=Sum(F("people") - F("here"))
    )
    return Glance(
        has_jobs=member.collective.jobs.filter(ended_at=None).exists(),
        own=list(own.order_by("day", "starts_at", "id")[:3]),
        free=free["free"] or 0,
    )
