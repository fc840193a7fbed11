"""What programs read of jobs, shifts and rotas, and what they send."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import Field, Strict

from folkmoot.people.api.shapes import Fellow, fellow_of, fellow_or_none
from folkmoot.shifts.models import Asking, Job, Skill, Swap, Turn
from folkmoot.shifts.queries.board import ShownShift
from folkmoot.web.wire.cursors import Part
from folkmoot.web.wire.fields import Line, Sent

Minutes = Annotated[int, Strict(), Field(ge=1, le=1440)]
Weekday = Annotated[int, Strict(), Field(ge=1, le=7)]
Percent = Annotated[int, Strict(), Field(ge=0, le=100)]
Weeks = Annotated[int, Strict(), Field(ge=1, le=12)]


class JobShown(Schema):
    """What has to be done, how often, for how many."""

    id: UUID
    name: str
    minutes: int
    people: int
    ability: str = Field(description="What one has to know; empty if anybody can.")
    is_required: bool
    rhythm: Job.Rhythm
    timing: Job.Timing
    weekdays: list[int] = Field(description="1 is Monday.")
    every_weeks: int
    week_of_month: int = Field(description="1 to 4, or 5 for the last.")
    starts_at: str | None = Field(
        description="Hour and minute in the collective's zone, as 19:00."
    )
    first_day: date
    weight: int = Field(description="What an hour counts, in per cent.")
    fixed_percent: int


class JobPart(Part):
    """A part of the jobs, by name."""

    jobs: list[JobShown]


class TurnShown(Schema):
    """Somebody's place in a shift."""

    id: UUID
    member: Fellow
    is_learner: bool
    comment: str


class ShiftShown(Schema):
    """One time that a job is to be done, and who comes."""

    id: UUID
    job_id: UUID
    name: str
    day: date
    last_day: date
    starts_at: datetime | None
    minutes: int
    people: int
    free: int
    turns: list[TurnShown]


class ShiftPart(Part):
    """A part of the shifts of some weeks, by day."""

    shifts: list[ShiftShown]


class AskingShown(Schema):
    """For what one is asked to come instead."""

    id: UUID
    shift_id: UUID
    name: str
    day: date
    until: datetime


class AskingPart(Part):
    """A part of what one is asked for."""

    askings: list[AskingShown]


class SwapShown(Schema):
    """Two places that two people may change."""

    id: UUID
    state: Swap.State
    turn_id: UUID
    member: Fellow
    for_turn_id: UUID
    for_member: Fellow
    offered_at: datetime


class SwapPart(Part):
    """A part of one's open swaps."""

    swaps: list[SwapShown]


class SkillShown(Schema):
    """That somebody knows something, or learns it."""

    id: UUID
    member: Fellow
    ability_id: UUID
    ability: str
    is_learning: bool
    confirmed_by: Fellow | None


class SkillPart(Part):
    """A part of who knows what."""

    skills: list[SkillShown]


class SignUpSent(Sent):
    """A word with the sign-up."""

    comment: Annotated[Line, Field(max_length=200)] = ""


def show_job(row: Job) -> JobShown:
    """Return a job as everybody in its collective sees it."""
    return JobShown(
        id=row.id,
        name=row.name,
        minutes=row.minutes,
        people=row.people,
        ability=row.ability.name if row.ability else "",
        is_required=row.is_required,
        rhythm=Job.Rhythm(row.rhythm),
        timing=Job.Timing(row.timing),
        weekdays=row.weekdays,
        every_weeks=row.every_weeks,
        week_of_month=row.week_of_month,
        starts_at=f"{row.starts_at:%H:%M}" if row.starts_at else None,
        first_day=row.first_day,
        weight=row.weight,
        fixed_percent=row.fixed_percent,
    )


def show_turn(row: Turn) -> TurnShown:
    """Return somebody's place."""
    return TurnShown(
        id=row.id,
        member=fellow_of(row.member),
        is_learner=row.is_learner,
        comment=row.comment,
    )


def show_shift(shown: ShownShift) -> ShiftShown:
    """Return a shift with its people."""
    row = shown.row
    return ShiftShown(
        id=row.id,
        job_id=row.job_id,
        name=row.job.name,
        day=row.day,
        last_day=row.last_day,
        starts_at=row.starts_at,
        minutes=row.minutes,
        people=row.people,
        free=shown.free,
        turns=[show_turn(turn) for turn in shown.turns],
    )


def show_asking(row: Asking) -> AskingShown:
    """Return for what somebody is asked."""
    shift = row.turn.shift
    return AskingShown(
        id=row.id,
        shift_id=shift.id,
        name=shift.job.name,
        day=shift.day,
        until=row.until,
    )


def show_swap(row: Swap) -> SwapShown:
    """Return a swap with both people."""
    return SwapShown(
        id=row.id,
        state=Swap.State(row.state),
        turn_id=row.turn_id,
        member=fellow_of(row.turn.member),
        for_turn_id=row.for_turn_id,
        for_member=fellow_of(row.for_turn.member),
        offered_at=row.offered_at,
    )


def show_skill(row: Skill) -> SkillShown:
    """Return what somebody knows."""
    return SkillShown(
        id=row.id,
        member=fellow_of(row.member),
        ability_id=row.ability_id,
        ability=row.ability.name,
        is_learning=row.is_learning,
        confirmed_by=fellow_or_none(row.confirmed_by),
    )
