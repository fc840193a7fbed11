"""The API of tasks."""

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

from ninja import Query, Router, Schema, Status
from pydantic import Field

from folkmoot.doing import operations
from folkmoot.doing.access import get_task_for
from folkmoot.doing.models import Commitment, Progress
from folkmoot.doing.queries import lines_of, tasks_in
from folkmoot.people.access import get_membership_for
from folkmoot.people.api.shapes import Fellow, fellow_of, fellow_or_none
from folkmoot.people.models import Membership
from folkmoot.people.requests import PersonRequest
from folkmoot.web.wire.cursors import Part, cut, map_rows
from folkmoot.web.wire.fields import Cursor, Flag, FullLine, FullText, Limit, Line, Sent

router = Router()
ALL = "/collectives/{slug:slug}/tasks"
ONE = ALL + "/{uuid:task_id}"
routers: tuple[tuple[str, Router], ...] = (("tasks", router),)
State = Commitment.State


class TaskShown(Schema):
    """A task, and who carries it."""

    id: UUID
    question_id: UUID
    what: str
    is_watch: bool
    carrier: Fellow | None
    due_date: date | None
    state: Commitment.State
    wants_help: bool
    agreed_at: datetime | None
    accepted_at: datetime | None
    ended_at: datetime | None
    reason: str = Field(description="Why it was given back or dropped.")


class ProgressShown(Schema):
    """A line about how a task goes."""

    id: UUID
    member: Fellow
    text: str
    needs_help: bool
    fails: bool
    created_at: datetime


class ProgressPart(Part):
    """A part of how a task goes, oldest first."""

    progress: list[ProgressShown]


class TaskPart(Part):
    """A part of a list of tasks, newest first."""

    tasks: list[TaskShown]


class Releasing(Sent):
    """Why; needed by who had accepted."""

    reason: Line = ""


class Reporting(Sent):
    """A line about how it goes."""

    text: FullText
    needs_help: Flag = False
    fails: Flag = Field(default=False, description="It does not work: look back now.")


class Dropping(Sent):
    """Why it is dropped."""

    reason: FullLine


def show_task(row: Commitment) -> TaskShown:
    """Return a task as everybody in its collective sees it."""
    return TaskShown(
        id=row.id,
        question_id=row.question_id,
        what=row.what,
        is_watch=row.is_watch,
        carrier=fellow_or_none(row.carrier),
        due_date=row.due_date,
        state=State(row.state),
        wants_help=row.wants_help,
        agreed_at=row.agreed_at,
        accepted_at=row.accepted_at,
        ended_at=row.ended_at,
        reason=row.reason,
    )


def _show_line(row: Progress) -> ProgressShown:
    return ProgressShown(
        id=row.id,
        member=fellow_of(row.member),
        text=row.text,
        needs_help=row.needs_help,
        fails=row.fails,
        created_at=row.created_at,
    )


def _act(
    request: PersonRequest,
    slug: str,
    task_id: UUID,
    act: Callable[[Membership, Commitment], Commitment],
) -> TaskShown:
    member = get_membership_for(request.person, slug)
    return show_task(act(member, get_task_for(member, task_id)))


@router.get(ALL, response=TaskPart)
def list_tasks(
    request: PersonRequest,
    slug: str,
    state: list[Commitment.State] = Query([]),  # type: ignore[type-arg]  # noqa: B008
    question_id: UUID | None = None,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> TaskPart:
    """List a collective's tasks."""
    collective = get_membership_for(request.person, slug).collective
    rows = tasks_in(collective, state, question_id)
    part = cut(rows, ("-id",), cursor, limit)
    return TaskPart(tasks=[show_task(row) for row in part.rows], next=part.next)


@router.get(ONE, response=TaskShown)
def get_task(request: PersonRequest, slug: str, task_id: UUID) -> TaskShown:
    """Read a task."""
    member = get_membership_for(request.person, slug)
    return show_task(get_task_for(member, task_id))


@router.get(f"{ONE}/progress", response=ProgressPart)
def get_progress(
    request: PersonRequest,
    slug: str,
    task_id: UUID,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> ProgressPart:
    """List the lines about how a task goes."""
    member = get_membership_for(request.person, slug)
    rows = lines_of(get_task_for(member, task_id))
    part = cut(rows, ("created_at", "id"), cursor, limit)
    return ProgressPart(progress=map_rows(part, _show_line), next=part.next)


@router.put(f"{ONE}/acceptance", response=TaskShown)
def accept(request: PersonRequest, slug: str, task_id: UUID) -> TaskShown:
    """Say yes to a task one was named for."""

    def act(member: Membership, row: Commitment) -> Commitment:
        return operations.accept(member=member, commitment=row, now=request.now)

    return _act(request, slug, task_id, act)


@router.put(f"{ONE}/carrier", response=TaskShown)
def take_over(request: PersonRequest, slug: str, task_id: UUID) -> TaskShown:
    """Take a task that nobody carries."""

    def act(member: Membership, row: Commitment) -> Commitment:
        return operations.take_over(member=member, commitment=row, now=request.now)

    return _act(request, slug, task_id, act)


@router.post(f"{ONE}/release", response=TaskShown)
def release(
    request: PersonRequest, slug: str, task_id: UUID, data: Releasing
) -> TaskShown:
    """Give a task back, or decline the offer."""

    def act(member: Membership, row: Commitment) -> Commitment:
        return operations.release(
            member=member, commitment=row, reason=data.reason, now=request.now
        )

    return _act(request, slug, task_id, act)


@router.post(f"{ONE}/progress", response={201: ProgressShown})
def report(
    request: PersonRequest, slug: str, task_id: UUID, data: Reporting
) -> Status[ProgressShown]:
    """Add a line about how a task goes."""
    member = get_membership_for(request.person, slug)
    row = get_task_for(member, task_id)
    line = operations.report(
        member=member, commitment=row, now=request.now, **data.dict()
    )
    return Status(201, _show_line(line))


@router.put(f"{ONE}/completion", response=TaskShown)
def finish(request: PersonRequest, slug: str, task_id: UUID) -> TaskShown:
    """Say that one's task is done."""

    def act(member: Membership, row: Commitment) -> Commitment:
        return operations.finish(member=member, commitment=row, now=request.now)

    return _act(request, slug, task_id, act)


@router.post(f"{ONE}/drop", response=TaskShown)
def drop(request: PersonRequest, slug: str, task_id: UUID, data: Dropping) -> TaskShown:
    """Drop a task."""

    def act(member: Membership, row: Commitment) -> Commitment:
        return operations.drop(
            member=member, commitment=row, reason=data.reason, now=request.now
        )

    return _act(request, slug, task_id, act)
