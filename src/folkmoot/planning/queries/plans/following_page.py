"""The page of a plan that is followed: planned and done, beside each other."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from folkmoot.needs.words.units import name_unit
from folkmoot.people.models import Membership
from folkmoot.planning import tables as files
from folkmoot.planning.models import Following, Replanning, WayReport, WayUnit
from folkmoot.planning.queries.plans.followed import (
    done_in,
    is_in_force,
    plan_now,
    reports_of,
    running_period,
)
from folkmoot.planning.queries.plans.learned import Lesson, lessons_of
from folkmoot.planning.queries.plans.recipes import id_of_way, tables_of
from folkmoot.planning.rest import HOURS, Done, Followed, amounts_of, hours_in, parts_of
from folkmoot.planning.words import plans as words
from folkmoot.planning.words.following import say_lesson, say_off, say_taken
from folkmoot.planning.words.periods import DAYS, first_day, say_period

MOST_BARS = 12
MOST_TO_TELL = 20


@dataclass(frozen=True)
class Pair:
    """Planned and done of one thing: two bars with one measure, and words."""

    label: str
    planned: str
    done: str
    planned_width: float
    done_width: float


@dataclass(frozen=True)
class ToTell:
    """Something planned for a time that began, of which nobody wrote anything."""

    way: str
    way_id: UUID
    period: int
    called: str
    planned: str


@dataclass(frozen=True)
class Cell:
    """Planned and done of one way in one period; with its people first: no number."""

    period: int
    planned: str
    done: str
    is_begun: bool
    is_first_theirs: bool = False


@dataclass(frozen=True)
class LessonShown:
    """A number that was learned, in words, and who says yes to it."""

    lesson: Lesson
    text: str
    may_answer: bool
    has_answered: bool


@dataclass(frozen=True)
class FollowingShown:
    """A plan that is followed."""

    following: Following
    title: str
    running: int
    called: str
    first: date
    last: date
    is_over: bool
    is_in_force: bool
    to_tell: Sequence[ToTell]
    more_to_tell: int
    hours: Sequence[Pair]
    things: Sequence[Pair]
    off: Sequence[str]
    first_theirs: Sequence[str]
    rows: Sequence[tuple[str, UUID, Sequence[Cell]]]
    periods: Sequence[str]
    lessons: Sequence[LessonShown]
    replan: Replanning | None
    taken: Sequence[str] = field(default=())


def show_following(
    following: Following, member: Membership, now: datetime
) -> FollowingShown:
    """Return the page of a plan that is followed."""
    planning, plan = following.planning, plan_now(following)
    reports = reports_of(following)
    running = running_period(following, now)
    units = _units(following)
    off, hidden = _differences(plan, reports, units, member, planning.length)
    seen = done_in(one for one in reports if (one.way, one.period) not in hidden)
    to_tell = list(_to_tell(following, plan, reports, running))
    latest = following.replannings.exclude(
        state__in=(Replanning.State.TAKEN, Replanning.State.DROPPED)
    )
    taken = following.replannings.filter(
        state=Replanning.State.TAKEN, alternative=following.alternative_id
    ).select_related("named_by", "seconded_by")
    shown = min(max(running, 1), planning.weeks)
    return FollowingShown(
        following=following,
        title=words.say_aim(following.alternative.aim),
        running=running,
        called=say_period(planning.length, shown),
        first=first_day(following.begins_on, planning.length, shown),
        last=first_day(following.begins_on, planning.length, planning.weeks + 1),
        is_over=running > planning.weeks,
        is_in_force=is_in_force(following),
        to_tell=to_tell[:MOST_TO_TELL],
        more_to_tell=max(0, len(to_tell) - MOST_TO_TELL),
        hours=_hours(plan, seen),
        things=_things(plan, seen),
        off=off,
        first_theirs=sorted({way for way, _period in hidden}),
        rows=_rows(following, plan, seen, hidden, running),
        periods=[
            say_period(planning.length, at) for at in range(1, planning.weeks + 1)
        ],
        lessons=_lessons(following, member, reports, {way for way, _at in hidden}),
        replan=latest.order_by("-number").first(),
        taken=[say_taken(one, planning.length) for one in taken.order_by("number")],
    )


def units_of_parts(tables: files.Tables, parts: Iterable[str]) -> dict[str, str]:
    """Return what each number of a recipe is counted in."""
    return {
        part: "h" if part == HOURS else files.unit_of(tables, part.partition(":")[2])
        for part in parts
    }


def seen_reports(following: Following, member: Membership) -> list[WayReport]:
    """Return the reports but those that their own people look at first."""
    plan, reports = plan_now(following), reports_of(following)
    _off, hidden = _differences(
        plan, reports, _units(following), member, following.planning.length
    )
    return [one for one in reports if (one.way, one.period) not in hidden]


def _units(following: Following) -> dict[str, tuple[WayUnit, frozenset[UUID]]]:
    rows = WayUnit.objects.filter(collective=following.collective_id)
    return {
        unit.way: (
            unit,
            frozenset(
                one.member_id
                for one in unit.parts.all()
                if one.until is None and one.member.ended_at is None
            ),
        )
        for unit in rows.prefetch_related("parts__member")
    }


def _differences(
    plan: Followed,
    reports: Sequence[WayReport],
    units: Mapping[str, tuple[WayUnit, frozenset[UUID]]],
    member: Membership,
    length: str,
) -> tuple[list[str], set[tuple[str, int]]]:
    """Return what differs, in sentences, and what its own people look at first."""
    import numpy as np

    from folkmoot.engines import provision  # with all of SciPy

    by_way: dict[str, list[WayReport]] = {}
    for one in reports:
        by_way.setdefault(one.way, []).append(one)
    said, hidden = [], set[tuple[str, int]]()
    for way, rows in by_way.items():
        unit, people = units.get(way, (WayUnit(way=way), frozenset[UUID]()))
        parts = _counted(plan.tables, way)
        found = provision.deviations(
            np.array([_numbers(plan, way, one.period, parts, None) for one in rows]),
            np.array([_numbers(plan, way, 0, parts, one) for one in rows]),
            np.full(len(parts), unit.percent / 100),
            np.full(len(parts), unit.days // DAYS[length], dtype=np.int64),
        )
        is_theirs = bool(people) and member.id not in people
        if is_theirs and any(one.told == provision.Told.UNIT for one in found):
            hidden.add((way, rows[-1].period))
            continue
        told = units_of_parts(plan.tables, parts)
        said += [
            say_off(
                way,
                parts[one.place],
                told[parts[one.place]],
                say_period(length, rows[-1].period),
                one.planned,
                one.done,
            )
            for one in found
            if one.told != provision.Told.NOBODY
        ]
    return said, hidden


def _counted(tables: files.Tables, way: str) -> list[str]:
    """Return what of a way is compared: what comes out, and its hours."""
    return [part for part in parts_of(tables, way) if part.startswith("out:")] + [HOURS]


def _numbers(
    plan: Followed, way: str, period: int, parts: Sequence[str], row: WayReport | None
) -> list[float]:
    amounts = (
        dict(row.amounts)
        if row
        else amounts_of(parts_of(plan.tables, way), plan.planned(way, period))
    )
    hours = hours_in(plan.tables, amounts)
    return [hours if part == HOURS else amounts.get(part, 0.0) for part in parts]


def _to_tell(
    following: Following, plan: Followed, reports: Sequence[WayReport], running: int
) -> Iterable[ToTell]:
    """Yield what can be written down, the oldest first."""
    known = {(one.way, one.period) for one in reports}
    length, last = following.planning.length, min(running, plan.periods)
    for period in range(1, last + 1):
        for way in plan.made:
            times = plan.planned(way, period)
            if times > 0 and (way, period) not in known:
                yield ToTell(
                    way=way,
                    way_id=id_of_way(following.collective, way),
                    period=period,
                    called=say_period(length, period),
                    planned=words.number(times),
                )


def _hours(plan: Followed, done: Done) -> list[Pair]:
    """Return the hours of each way over all that was written down."""
    sums: dict[str, list[float]] = {}
    for (way, period), amounts in done.items():
        planned = amounts_of(parts_of(plan.tables, way), plan.planned(way, period))
        one = sums.setdefault(way, [0.0, 0.0])
        one[0] += hours_in(plan.tables, planned)
        one[1] += hours_in(plan.tables, amounts)
    return _pairs(
        {way: (both[0], both[1], "h") for way, both in sums.items()}, shared=True
    )


def _things(plan: Followed, done: Done) -> list[Pair]:
    """Return what came out of each thing over all that was written down."""
    sums: dict[str, list[float]] = {}
    for (way, period), amounts in done.items():
        parts = parts_of(plan.tables, way)
        times = plan.planned(way, period)
        for part, each in parts.items():
            direction, _colon, good = part.partition(":")
            if direction == "out":
                one = sums.setdefault(good, [0.0, 0.0])
                one[0] += each * times
                one[1] += amounts.get(part, 0.0)
    told = {
        good: (both[0], both[1], files.unit_of(plan.tables, good))
        for good, both in sums.items()
    }
    return _pairs(told, shared=False)


def _pairs(sums: Mapping[str, tuple[float, float, str]], *, shared: bool) -> list[Pair]:
    """Return pairs of bars; hours share one measure, things have each their own.

    What was neither planned nor done has none.
    """
    told = [one for one in sums.items() if any(one[1][:2])]
    rows = sorted(told, key=lambda one: -max(one[1][:2]))[:MOST_BARS]
    whole = max((max(one[:2]) for _name, one in rows), default=0.0)
    found = []
    for name, (planned, done, unit) in rows:
        most = (whole if shared else max(planned, done)) or 1.0
        found.append(
            Pair(
                label=name,
                planned=f"{words.number(planned)} {name_unit(unit, planned)}",
                done=f"{words.number(done)} {name_unit(unit, done)}",
                planned_width=100 * planned / most,
                done_width=100 * done / most,
            )
        )
    return found


def _rows(
    following: Following,
    plan: Followed,
    done: Done,
    hidden: set[tuple[str, int]],
    running: int,
) -> list[tuple[str, UUID, list[Cell]]]:
    """Return how often each way was planned and done in each period."""
    found = []
    for way, made in plan.made.items():
        known = [period for one, period in done if one == way]
        if not any(made) and not known:
            continue
        cells = [
            Cell(
                period=period,
                planned=words.number(plan.planned(way, period)),
                done=(
                    words.number(done[way, period]["times"])
                    if (way, period) in done
                    else ""
                ),
                is_begun=period <= running,
                is_first_theirs=(way, period) in hidden,
            )
            for period in range(1, plan.periods + 1)
        ]
        found.append((way, id_of_way(following.collective, way), cells))
    return found


def _lessons(
    following: Following,
    member: Membership,
    reports: Sequence[WayReport],
    hidden: set[str],
) -> list[LessonShown]:
    _version, tables = tables_of(following.collective)
    found = []
    for one in lessons_of(following, tables, reports):
        if one.is_left or one.way in hidden:
            continue
        is_concerned = member.id in one.people_ids
        may = is_concerned if one.people_ids else member.takes_positions
        has = any(name.member_id == member.id for name in one.names)
        text = say_lesson(
            one.way, one.part, one.unit, one.before, float(one.value), one.seen
        )
        found.append(LessonShown(one, text, may and not has, has))
    return found
