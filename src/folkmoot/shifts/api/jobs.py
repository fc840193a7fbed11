"""The API of jobs: what has to be done, how hard it is, places for good."""

import re
from datetime import time
from typing import Annotated, Any
from uuid import UUID

from ninja import Router, Schema, Status
from pydantic import BeforeValidator, Field

from folkmoot.needs.access import get_planner_for
from folkmoot.people.api.shapes import Fellow, fellow_of
from folkmoot.people.requests import PersonRequest
from folkmoot.shifts import operations
from folkmoot.shifts.access import (
    get_fixed_place_for,
    get_job_for,
    get_member_planner_for,
)
from folkmoot.shifts.api.shapes import (
    JobPart,
    JobShown,
    Minutes,
    Percent,
    Weekday,
    Weeks,
    show_job,
)
from folkmoot.shifts.models import FixedPlace, Job
from folkmoot.shifts.operations import JobText
from folkmoot.shifts.queries.own import list_fixed_of, list_jobs
from folkmoot.web.wire.cursors import Part, cut_list
from folkmoot.web.wire.fields import Cursor, Day, Flag, Limit, Line, Sent, Title

router = Router()
ALL = "/collectives/{slug:slug}/jobs"
ONE = ALL + "/{uuid:job_id}"
HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def _hour(value: Any) -> Any:
    if isinstance(value, str) and HOUR.fullmatch(value):
        return value
    message = "expected an hour like 17:30"
    raise ValueError(message)


Hour = Annotated[time, BeforeValidator(_hour)]


class JobSent(Sent):
    """What has to be done, how long, for how many, when."""

    name: Annotated[Title, Field(max_length=120)]
    minutes: Minutes
    people: Annotated[int, Field(ge=1, le=50, strict=True)] = 1
    ability: Annotated[Line, Field(max_length=60)] = ""
    is_required: Flag = True
    rhythm: Job.Rhythm = Job.Rhythm.WEEKLY
    timing: Job.Timing = Job.Timing.DAY
    weekdays: list[Weekday] = Field(default=[], max_length=7)
    every_weeks: Weeks = 1
    week_of_month: Annotated[int, Field(ge=1, le=5, strict=True)] = 1
    starts_at: Hour | None = None
    first_day: Day
    fixed_percent: Percent = 50

    def get_text(self) -> JobText:
        """Return what the operation takes."""
        said = self.dict()
        return JobText(**{**said, "weekdays": tuple(said["weekdays"])})


class RatingSent(Sent):
    """How hard a job is for oneself; nobody else sees it."""

    weight: Annotated[int, Field(ge=50, le=200, strict=True)] | None = None
    rather_not: Flag = False


class WeekdaySent(Sent):
    """On which day; 1 is Monday."""

    weekday: Weekday


class FixedPlaceShown(Schema):
    """That somebody has a place for good, on one weekday."""

    id: UUID
    member: Fellow
    weekday: int


class FixedPlacePart(Part):
    """A part of who has places of a job for good."""

    places: list[FixedPlaceShown]


def _by_name(row: Job) -> tuple[str, ...]:
    return (row.name, str(row.id))


def _show_place(row: FixedPlace) -> FixedPlaceShown:
    return FixedPlaceShown(id=row.id, member=fellow_of(row.member), weekday=row.weekday)


def _by_day(place: FixedPlace) -> tuple[str, ...]:
    return (str(place.weekday), str(place.id))


@router.get(ALL, response=JobPart)
def get_jobs(
    request: PersonRequest, slug: str, cursor: Cursor = "", limit: Limit = 50
) -> JobPart:
    """List what has to be done."""
    member = get_planner_for(request.person, slug)
    part = cut_list(list_jobs(member.collective), _by_name, cursor, limit)
    return JobPart(jobs=[show_job(row) for row in part.rows], next=part.next)


@router.post(ALL, response={201: JobShown})
def make_job(request: PersonRequest, slug: str, data: JobSent) -> Status[JobShown]:
    """Add a job."""
    member = get_member_planner_for(request.person, slug)
    row = operations.make_job(
        member=member,
        collective_id=member.collective_id,
        text=data.get_text(),
        now=request.now,
    )
    return Status(201, show_job(row))


@router.get(ONE, response=JobShown)
def get_job(request: PersonRequest, slug: str, job_id: UUID) -> JobShown:
    """Read a job."""
    member = get_planner_for(request.person, slug)
    return show_job(get_job_for(member, job_id))


@router.put(ONE, response=JobShown)
def change_job(
    request: PersonRequest, slug: str, job_id: UUID, data: JobSent
) -> JobShown:
    """Change a job and its shifts to come."""
    member = get_member_planner_for(request.person, slug)
    row = operations.change_job(
        member=member,
        job=get_job_for(member, job_id),
        text=data.get_text(),
        now=request.now,
    )
    return show_job(row)


@router.delete(ONE, response={204: None})
def end_job(request: PersonRequest, slug: str, job_id: UUID) -> Status[None]:
    """End a job."""
    member = get_member_planner_for(request.person, slug)
    operations.end_job(member=member, job=get_job_for(member, job_id), now=request.now)
    return Status(204, None)


@router.put(f"{ONE}/rating", response=JobShown)
def rate_job(
    request: PersonRequest, slug: str, job_id: UUID, data: RatingSent
) -> JobShown:
    """Say how hard a job is for oneself."""
    member = get_member_planner_for(request.person, slug)
    row = operations.rate_job(
        member=member, job=get_job_for(member, job_id), now=request.now, **data.dict()
    )
    return show_job(row)


@router.get(f"{ONE}/places", response=FixedPlacePart)
def get_fixed_places(
    request: PersonRequest,
    slug: str,
    job_id: UUID,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> FixedPlacePart:
    """List who has places of a job for good."""
    member = get_planner_for(request.person, slug)
    rows = list_fixed_of(get_job_for(member, job_id))
    part = cut_list(rows, _by_day, cursor, limit)
    return FixedPlacePart(places=[_show_place(r) for r in part.rows], next=part.next)


@router.post(f"{ONE}/places", response={201: FixedPlaceShown})
def fix_place(
    request: PersonRequest, slug: str, job_id: UUID, data: WeekdaySent
) -> Status[FixedPlaceShown]:
    """Take a place for good, on one weekday."""
    member = get_member_planner_for(request.person, slug)
    row = operations.fix_place(
        member=member,
        job=get_job_for(member, job_id),
        weekday=data.weekday,
        now=request.now,
    )
    return Status(201, _show_place(row))


@router.delete(
    "/collectives/{slug:slug}/fixed-places/{uuid:place_id}", response={204: None}
)
def free_place(request: PersonRequest, slug: str, place_id: UUID) -> Status[None]:
    """Give up a place that one had for good."""
    member = get_planner_for(request.person, slug)
    place = get_fixed_place_for(member, place_id)
    operations.free_place(member=member, place=place, now=request.now)
    return Status(204, None)
