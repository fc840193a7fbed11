"""The API of shifts: who comes, who cannot, who swaps, what was worked."""

from datetime import date, timedelta
from typing import Annotated
from uuid import UUID

from ninja import Router, Schema, Status
from pydantic import Field

from folkmoot.doing.days import today_in
from folkmoot.needs.access import get_planner_for
from folkmoot.people.models import Membership
from folkmoot.people.requests import PersonRequest
from folkmoot.shifts import operations
from folkmoot.shifts.access import (
    get_asking_for,
    get_job_for,
    get_shift_for,
    get_swap_for,
    get_turn_for,
    get_work_for,
)
from folkmoot.shifts.api.shapes import (
    AskingPart,
    AskingShown,
    Minutes,
    ShiftPart,
    ShiftShown,
    SignUpSent,
    SwapPart,
    SwapShown,
    TurnShown,
    show_asking,
    show_shift,
    show_swap,
    show_turn,
)
from folkmoot.shifts.models import Work
from folkmoot.shifts.queries.board import (
    ShownShift,
    get_board,
    get_shown,
    list_asked,
    list_swaps,
)
from folkmoot.shifts.queries.own import list_own_work, list_past_turns
from folkmoot.shifts.queries.sums import Month, list_months
from folkmoot.web.wire.cursors import Part, cut_list
from folkmoot.web.wire.fields import Cursor, Day, Limit, Line, Sent

router = Router()
ALL = "/collectives/{slug:slug}/shifts"
ONE = ALL + "/{uuid:shift_id}"
TURN = "/collectives/{slug:slug}/turns/{uuid:turn_id}"
SWAPS = "/collectives/{slug:slug}/swaps"
ASKINGS = "/collectives/{slug:slug}/askings"
WORK = "/collectives/{slug:slug}/worked"
WEEKS = 4
FAR = timedelta(weeks=60)


class SwapSent(Sent):
    """Whose place one would take instead."""

    for_turn: UUID


class MinutesSent(Sent):
    """How long one worked; 0 for not at all."""

    minutes: Annotated[int, Field(ge=0, le=1440, strict=True)]


class WorkSent(Sent):
    """Work without a place; a job, or what it was."""

    job_id: UUID | None = None
    what: Annotated[Line, Field(max_length=200)] = ""
    day: Day
    minutes: Minutes


class WorkShown(Schema):
    """What one worked oneself."""

    id: UUID | None = Field(description="Nothing where it counts as planned.")
    turn_id: UUID | None
    what: str
    day: date
    minutes: int


class WorkPart(Part):
    """A part of what one worked in the last two months."""

    work: list[WorkShown]


class MonthShown(Schema):
    """What all worked in a month."""

    first_day: date
    minutes: int
    people: int


class MonthPart(Part):
    """A part of the sums of the last months."""

    months: list[MonthShown]


def _by_day(shown: ShownShift) -> tuple[str, ...]:
    return (shown.row.day.isoformat(), str(shown.row.id))


def _by_id(row: SwapShown | AskingShown) -> tuple[str, ...]:
    return (str(row.id),)


def _by_work_day(row: WorkShown) -> tuple[str, ...]:
    return (row.day.isoformat(), str(row.turn_id or row.id))


def _by_month(row: Month) -> tuple[str, ...]:
    return (row.first_day.isoformat(),)


@router.get(ALL, response=ShiftPart)
def get_shifts(
    request: PersonRequest,
    slug: str,
    first_day: Day | None = None,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> ShiftPart:
    """List the shifts of four weeks, from today or a day."""
    member = get_planner_for(request.person, slug)
    operations.tend_shifts_of(collective=member.collective, now=request.now)
    today = today_in(member.collective, request.now)
    first = min(max(first_day or today, today - FAR), today + FAR)
    board = get_board(member, request.now, first, WEEKS)
    rows = [shown for day in board.days for shown in day.shifts]
    part = cut_list(rows, _by_day, cursor, limit)
    return ShiftPart(shifts=[show_shift(row) for row in part.rows], next=part.next)


@router.get(ONE, response=ShiftShown)
def get_shift(request: PersonRequest, slug: str, shift_id: UUID) -> ShiftShown:
    """Read a shift."""
    member = get_planner_for(request.person, slug)
    row = get_shift_for(member, shift_id)
    return show_shift(get_shown(row, member, request.now))


@router.post(f"{ONE}/turns", response={201: TurnShown})
def sign_up(
    request: PersonRequest, slug: str, shift_id: UUID, data: SignUpSent
) -> Status[TurnShown]:
    """Take an open place."""
    member = get_planner_for(request.person, slug)
    turn = operations.sign_up(
        member=member,
        shift=get_shift_for(member, shift_id),
        comment=data.comment,
        now=request.now,
    )
    return Status(201, show_turn(turn))


@router.post(f"{TURN}/release", response={204: None})
def release_turn(request: PersonRequest, slug: str, turn_id: UUID) -> Status[None]:
    """Say that one cannot come."""
    member = get_planner_for(request.person, slug)
    turn = get_turn_for(member, turn_id)
    operations.release_turn(member=member, turn=turn, now=request.now)
    return Status(204, None)


@router.get(ASKINGS, response=AskingPart)
def get_askings(
    request: PersonRequest, slug: str, cursor: Cursor = "", limit: Limit = 50
) -> AskingPart:
    """List for what one is asked to come instead."""
    member = get_planner_for(request.person, slug)
    rows = [show_asking(row) for row in list_asked([member.id], request.now)]
    part = cut_list(rows, _by_id, cursor, limit)
    return AskingPart(askings=list(part.rows), next=part.next)


@router.post(f"{ASKINGS}/{{uuid:asking_id}}/no", response={204: None})
def decline_asking(request: PersonRequest, slug: str, asking_id: UUID) -> Status[None]:
    """Say that one cannot come instead."""
    member = get_planner_for(request.person, slug)
    asking = get_asking_for(member, asking_id)
    operations.decline_asking(member=member, asking=asking, now=request.now)
    return Status(204, None)


@router.get(SWAPS, response=SwapPart)
def get_swaps(
    request: PersonRequest, slug: str, cursor: Cursor = "", limit: Limit = 50
) -> SwapPart:
    """List one's open swaps."""
    member = get_planner_for(request.person, slug)
    rows = [show_swap(row) for row in list_swaps(member)]
    part = cut_list(rows, _by_id, cursor, limit)
    return SwapPart(swaps=list(part.rows), next=part.next)


@router.post(f"{TURN}/swaps", response={201: SwapShown})
def offer_swap(
    request: PersonRequest, slug: str, turn_id: UUID, data: SwapSent
) -> Status[SwapShown]:
    """Offer one's place for somebody else's."""
    member = get_planner_for(request.person, slug)
    swap = operations.offer_swap(
        member=member,
        turn=get_turn_for(member, turn_id),
        for_turn=get_turn_for(member, data.for_turn),
        now=request.now,
    )
    return Status(201, show_swap(swap))


@router.put(f"{SWAPS}/{{uuid:swap_id}}/agreement", response={204: None})
def agree_swap(request: PersonRequest, slug: str, swap_id: UUID) -> Status[None]:
    """Say yes to a swap."""
    member = get_planner_for(request.person, slug)
    swap = get_swap_for(member, swap_id)
    operations.agree_swap(member=member, swap=swap, now=request.now)
    return Status(204, None)


@router.delete(f"{SWAPS}/{{uuid:swap_id}}", response={204: None})
def end_swap(request: PersonRequest, slug: str, swap_id: UUID) -> Status[None]:
    """Take a swap back, or say no to it."""
    member = get_planner_for(request.person, slug)
    swap = get_swap_for(member, swap_id)
    operations.end_swap(member=member, swap=swap, now=request.now)
    return Status(204, None)


@router.get(WORK, response=WorkPart)
def get_own_work(
    request: PersonRequest, slug: str, cursor: Cursor = "", limit: Limit = 50
) -> WorkPart:
    """List what one worked in the last two months."""
    member = get_planner_for(request.person, slug)
    part = cut_list(_own_work(request, member), _by_work_day, cursor, limit)
    return WorkPart(work=list(part.rows), next=part.next)


@router.get("/collectives/{slug:slug}/worked-months", response=MonthPart)
def get_worked_months(
    request: PersonRequest, slug: str, cursor: Cursor = "", limit: Limit = 50
) -> MonthPart:
    """List what all worked, month by month."""
    member = get_planner_for(request.person, slug)
    today = today_in(member.collective, request.now)
    part = cut_list(list_months(member.collective, today), _by_month, cursor, limit)
    months = [MonthShown(**vars(month)) for month in part.rows]
    return MonthPart(months=months, next=part.next)


@router.put(f"{TURN}/worked", response=WorkShown)
def record_turn(
    request: PersonRequest, slug: str, turn_id: UUID, data: MinutesSent
) -> WorkShown:
    """Say how long one worked at a turn."""
    member = get_planner_for(request.person, slug)
    turn = get_turn_for(member, turn_id)
    row = operations.record_turn(
        member=member, turn=turn, minutes=data.minutes, now=request.now
    )
    return _show(row)


@router.post(WORK, response={201: WorkShown})
def add_work(request: PersonRequest, slug: str, data: WorkSent) -> Status[WorkShown]:
    """Write down work that one did without having signed up."""
    member = get_planner_for(request.person, slug)
    row = operations.add_work(
        member=member,
        job=get_job_for(member, data.job_id) if data.job_id else None,
        what=data.what,
        day=data.day,
        minutes=data.minutes,
        now=request.now,
    )
    return Status(201, _show(row))


@router.delete(f"{WORK}/{{uuid:work_id}}", response={204: None})
def remove_work(request: PersonRequest, slug: str, work_id: UUID) -> Status[None]:
    """Take back what one wrote down."""
    member = get_planner_for(request.person, slug)
    work = get_work_for(member, work_id)
    operations.remove_work(member=member, work=work, now=request.now)
    return Status(204, None)


def _own_work(request: PersonRequest, member: Membership) -> list[WorkShown]:
    today = today_in(member.collective, request.now)
    shown = [_show(row) for row in list_own_work(member, today)]
    for turn in list_past_turns(member, today):
        said: Work | None = getattr(turn, "work", None)
        shown.append(
            WorkShown(
                id=said.id if said else None,
                turn_id=turn.id,
                what=turn.shift.job.name,
                day=turn.shift.last_day,
                minutes=said.minutes if said else turn.shift.minutes,
            )
        )
    return shown


def _show(row: Work) -> WorkShown:
    return WorkShown(
        id=row.id,
        turn_id=row.turn_id,
        what=row.job.name if row.job else row.what,
        day=row.day,
        minutes=row.minutes,
    )
