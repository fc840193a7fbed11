"""What is shared, who cares for it, and who has it when."""

from calendar import Calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from folkmoot.deciding.models import Decision, Question
from folkmoot.doing.days import today_in
from folkmoot.needs.models import Booking, Thing
from folkmoot.people.models import Collective, Membership

ASK_BEFORE = timedelta(days=14)
DAY = timedelta(days=1)
WEEK = timedelta(days=7)
FIRST, LAST = date(1900, 1, 8), date(2200, 1, 1)  # years of what forms and API take


def things_in(collective: Collective) -> QuerySet[Thing]:
    """Return what is shared, by name."""
    rows = Thing.objects.filter(collective=collective, ended_at=None)
    return rows.select_related("collective", "carer", "next_carer").order_by(
        "name", "id"
    )


@dataclass(frozen=True)
class Cared:
    """A thing, who cares for it today until when, and whether somebody is asked for."""

    thing: Thing
    carer: Membership | None
    until: date | None
    asks: bool  # nobody comes next, and the end is near or has come


@dataclass(frozen=True)
class SharedThings:
    """What is shared, and how many things ask for somebody."""

    things: list[Cared]
    asking: int


def cared(thing: Thing, today: date) -> Cared:
    """Return who cares for a thing today."""
    until = thing.cared_until(today)
    has_next = thing.next_carer is not None and thing.next_carer.is_open
    is_near = until is None or until - today <= ASK_BEFORE
    comes = has_next and until == thing.care_until
    return Cared(thing, thing.carer_on(today), until, is_near and not comes)


def get_things(member: Membership, now: datetime) -> SharedThings:
    """Return all that is shared in the collective."""
    today = today_in(member.collective, now)
    rows = [cared(thing, today) for thing in things_in(member.collective)]
    return SharedThings(rows, sum(row.asks for row in rows))


def things_to_ask_about(now: datetime) -> list[Thing]:
    """Return things whose care ends soon, with nobody next and nobody asked yet."""
    rows = Thing.objects.filter(
        ended_at=None,
        next_carer=None,
        carer__ended_at=None,
        care_until__lte=(now + ASK_BEFORE + DAY).date(),
        care_until__gte=(now - DAY).date(),
    ).select_related("collective", "carer")
    return [
        row
        for row in rows.order_by("care_until", "id")
        if row.asked_for != row.care_until
        and row.care_until - today_in(row.collective, now) <= ASK_BEFORE
    ]


def bookings_of(thing: Thing) -> QuerySet[Booking]:
    """Return the bookings of a thing that hold, in order of time."""
    rows = thing.bookings.filter(cancelled_at=None)
    return rows.select_related("member", "collective").order_by("starts_at", "id")


def recent_bookings(thing: Thing, now: datetime) -> QuerySet[Booking]:
    """Return the bookings of a thing that hold, of the last 30 days and later."""
    since = now - timedelta(days=30)
    return (
        bookings_of(thing).filter(ends_at__gt=since).select_related("member", "thing")
    )


def decided_questions(collective: Collective) -> list[tuple[UUID, str]]:
    """Return the questions whose decisions hold, newest first: rules come from them.

    Each with its number and title, as ``12: A lamp``.
    """
    held = (Decision.State.IN_FORCE, Decision.State.UNDER_REVIEW)
    rows = Decision.objects.filter(collective=collective, state__in=held)
    named = rows.order_by("-question__number").values_list(
        "question_id", "question__number", "question__title"
    )
    return list(
        {key: (key, f"{number}: {title}") for key, number, title in named}.values()
    )


def question_of(thing: Thing) -> Question | None:
    """Return the question that decided a thing's rules."""
    if thing.rules_question_id is None:
        return None
    return Question.objects.filter(
        id=thing.rules_question_id, collective=thing.collective_id
    ).first()


@dataclass(frozen=True)
class DayOf:
    """One day of a calendar and who has the thing on it."""

    day: date
    bookings: list[Booking]
    is_today: bool
    is_inside: bool = True  # of the month that is shown


@dataclass(frozen=True)
class Span:
    """Days in rows of weeks, with the first days before and after them."""

    first: date
    weeks: list[list[DayOf]]
    before: date
    after: date


def read_day(text: str, otherwise: date) -> date:
    """Return a day from an address; another where it is none or out of reach."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return otherwise
    return day if FIRST < day < LAST else otherwise


def week_of(thing: Thing, day: date, now: datetime) -> Span:
    """Return the week around a day, Monday first."""
    monday = day - timedelta(days=day.weekday())
    days = [monday + n * DAY for n in range(7)]
    [shown] = _days(thing, [days], now, day.month, is_whole=True)
    return Span(monday, [shown], monday - WEEK, monday + WEEK)


def month_of(thing: Thing, day: date, now: datetime) -> Span:
    """Return the weeks of the month around a day."""
    first = day.replace(day=1)
    weeks = Calendar().monthdatescalendar(first.year, first.month)
    after = (first + timedelta(days=32)).replace(day=1)
    before = (first - DAY).replace(day=1)
    return Span(first, _days(thing, weeks, now, first.month), before, after)


def _days(
    thing: Thing,
    weeks: Sequence[Sequence[date]],
    now: datetime,
    month: int,
    *,
    is_whole: bool = False,
) -> list[list[DayOf]]:
    """Return who has the thing on each day, in the collective's zone."""
    zone = ZoneInfo(thing.collective.time_zone)
    today = today_in(thing.collective, now)
    start = _midnight(weeks[0][0], zone)
    end = _midnight(weeks[-1][-1] + DAY, zone)
    rows = bookings_of(thing).filter(starts_at__lt=end, ends_at__gt=start)
    found = list(rows)
    return [
        [
            DayOf(
                day,
                [row for row in found if _is_on(row, day, zone)],
                is_today=day == today,
                is_inside=is_whole or day.month == month,
            )
            for day in week
        ]
        for week in weeks
    ]


def _is_on(row: Booking, day: date, zone: ZoneInfo) -> bool:
    begins, ends = _midnight(day, zone), _midnight(day + DAY, zone)
    return row.starts_at < ends and row.ends_at > begins


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone)


@dataclass(frozen=True)
class ThingPage:
    """A thing as one person sees it, with one week of it."""

    care: Cared
    week: Span
    mine: list[Booking]
    question: Question | None
    is_carer: bool
    is_next: bool
    has_feed: bool


def thing_page(thing: Thing, member: Membership, day: date, now: datetime) -> ThingPage:
    """Return a thing with the week around ``day`` and one's own bookings to come."""
    today = today_in(thing.collective, now)
    own = bookings_of(thing).filter(member=member, ends_at__gt=now)
    care = cared(thing, today)
    is_carer = care.carer is not None and care.carer.id == member.id
    return ThingPage(
        care=care,
        week=week_of(thing, day, now),
        mine=list(own),
        question=question_of(thing),
        is_carer=is_carer,
        is_next=thing.next_carer_id == member.id and not is_carer,
        has_feed=thing.feeds.filter(member=member, ended_at=None).exists(),
    )


def bookings_to_come(thing: Thing, now: datetime) -> QuerySet[Booking]:
    """Return who has a thing now or later, the nearest first."""
    return bookings_of(thing).filter(ends_at__gt=now)


def own_bookings(member: Membership, now: datetime) -> QuerySet[Booking]:
    """Return what somebody has booked, of the last 30 days and later."""
    rows = Booking.objects.filter(
        member=member, cancelled_at=None, ends_at__gt=now - timedelta(days=30)
    )
    return rows.select_related("thing").order_by("starts_at", "id")
