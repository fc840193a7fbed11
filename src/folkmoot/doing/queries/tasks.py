"""Tasks by question, by carrier and by collective."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import (
    Case,
    F,
    IntegerField,
    Prefetch,
    Q,
    QuerySet,
    Value,
    When,
)

from folkmoot.doing.days import REMIND_DAYS, days_left, reminder_at
from folkmoot.doing.models import Commitment, Progress
from folkmoot.people.models import Collective, Membership
from folkmoot.web.paging import Page, cut
from folkmoot.web.prepared import prepared

State = Commitment.State
OPEN = (State.OFFERED, State.ACCEPTED)
SECTIONS = ("help_wanted", "carried", "offered", "ended")  # in the order of the page
ON_ONE_PAGE = 30


@dataclass(frozen=True)
class TaskBoard:
    """A page of a collective's tasks, what needs somebody first."""

    page: Page[Commitment]
    help_wanted: list[Commitment]
    carried: list[Commitment]
    offered: list[Commitment]
    ended: list[Commitment]


def tasks_of(question_id: UUID) -> list[Commitment]:
    """Return a question's tasks in the draft's order."""
    return _tasks_of.list(question_id)


@prepared
def _tasks_of(question_id: UUID) -> QuerySet[Commitment]:
    rows = _shown().filter(question_id=question_id, version=None)
    return rows.order_by("position", "id")


def tasks_of_versions(question_id: UUID) -> dict[int, list[Commitment]]:
    """Return what only versions beside the draft name, for each of them."""
    rows = _shown().filter(question_id=question_id, version__isnull=False)
    found: dict[int, list[Commitment]] = {}
    for row in rows.order_by("version", "position", "id"):
        if row.version is not None:
            found.setdefault(row.version, []).append(row)
    return found


def tasks_in(
    collective: Collective, states: Collection[str], question_id: UUID | None
) -> QuerySet[Commitment]:
    """Return a collective's tasks, in some states or all, of one question or all."""
    rows = _shown().filter(collective=collective)
    rows = rows.filter(state__in=states) if states else rows
    return rows.filter(question_id=question_id) if question_id else rows


def tasks_carried_by(memberships: Iterable[Membership]) -> QuerySet[Commitment]:
    """Return what these memberships took on and is open, the nearest day first."""
    rows = _shown().filter(carrier__in=list(memberships), state=State.ACCEPTED)
    return _by_day(rows)


def tasks_offered_to(memberships: Iterable[Membership]) -> QuerySet[Commitment]:
    """Return what these memberships were named for and have not answered."""
    rows = _shown().filter(carrier__in=list(memberships), state=State.OFFERED)
    return _by_day(rows)


def open_help_wanted(collective: Collective) -> QuerySet[Commitment]:
    """Return agreed tasks that nobody carries, or whose carrier asks for help."""
    rows = _shown().filter(collective=collective).filter(_wants_help())
    return _by_day(rows)


def overdue(now: datetime) -> list[Commitment]:
    """Return agreed open tasks past their day, in each collective's own zone."""
    # No zone is more than 14 hours ahead, so this bound leaves none out.
    latest = (now + timedelta(hours=14)).date()
    rows = _shown().filter(
        agreed_at__isnull=False, state__in=OPEN, is_watch=False, due_date__lt=latest
    )
    return [row for row in _by_day(rows) if (days_left(row, now) or 0) < 0]


def list_reminders(now: datetime) -> list[Commitment]:
    """Return the tasks whose carriers are to be reminded at ``now``.

    Who watches a rule is not: everybody is told when the look-back opens.
    """
    span = REMIND_DAYS + timedelta(days=1)
    rows = _shown().filter(
        agreed_at__isnull=False,
        is_watch=False,
        state=State.ACCEPTED,
        carrier__ended_at=None,
        reminded__lt=Commitment.Reminder.DUE,
        due_date__range=((now - timedelta(days=1)).date(), (now + span).date()),
    )
    return [row for row in _by_day(rows) if reminder_at(row, now) > row.reminded]


def get_board(collective: Collective, number: int = 1) -> TaskBoard:
    """Return a page of all tasks by what they need; a fixed number of queries."""
    needs = Case(
        When(_wants_help(), then=Value("help_wanted")),
        When(state=State.ACCEPTED, then=Value("carried")),
        When(state=State.OFFERED, then=Value("offered")),
        default=Value("ended"),
    )
    order = Case(
        *(When(needs=name, then=Value(n)) for n, name in enumerate(SECTIONS)),
        output_field=IntegerField(),
    )
    day = Case(When(state__in=OPEN, then=F("due_date")))
    rows = _shown().filter(collective=collective).annotate(needs=needs)
    page: Page[Commitment] = cut(
        rows.order_by(
            order, day.asc(nulls_last=True), F("ended_at").desc(), "position", "id"
        ),
        number,
        each=ON_ONE_PAGE,
    )
    parts = {
        name: [t for t in page.rows if vars(t)["needs"] == name] for name in SECTIONS
    }
    return TaskBoard(page, **parts)


def with_lines(rows: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """Return the same tasks with their lines of progress, oldest first."""
    lines = Progress.objects.select_related("member").order_by("created_at", "id")
    return rows.prefetch_related(Prefetch("progress", queryset=lines))


def lines_of(task: Commitment) -> QuerySet[Progress]:
    """Return how one task went, oldest first."""
    return task.progress.select_related("member").order_by("created_at", "id")


def _shown() -> QuerySet[Commitment]:
    rows = Commitment.objects.exclude(state=State.REMOVED)
    return rows.select_related("collective", "carrier")


def _wants_help() -> Q:
    nobody = Q(state=State.OFFERED) | Q(carrier__ended_at__isnull=False)
    asks = Q(help_wanted=True) | nobody
    return Q(agreed_at__isnull=False, state__in=OPEN) & asks


def _by_day(rows: QuerySet[Commitment]) -> QuerySet[Commitment]:
    return rows.order_by(F("due_date").asc(nulls_last=True), "position", "id")
