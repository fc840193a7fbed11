"""The API of one's own part: times, share, what one knows, the pool, the calendar."""

from datetime import date
from typing import Annotated
from uuid import UUID

from django.urls import reverse
from ninja import Router, Schema, Status
from pydantic import Field

from folkmoot.needs.access import get_planner_for
from folkmoot.needs.api.shapes import CalendarShown
from folkmoot.needs.operations import end_feed as close_feed
from folkmoot.needs.operations import make_feed as open_feed
from folkmoot.people.models import Membership
from folkmoot.people.requests import PersonRequest
from folkmoot.shifts import operations
from folkmoot.shifts.access import (
    get_ability_for,
    get_away_for,
    get_member_planner_for,
    get_skill_for,
)
from folkmoot.shifts.api.shapes import (
    Minutes,
    Percent,
    SkillPart,
    SkillShown,
    show_skill,
)
from folkmoot.shifts.queries.days import GRID
from folkmoot.shifts.queries.own import get_own_part, list_skills
from folkmoot.shifts.words.accounts import account_sentence, account_working
from folkmoot.web.wire.cursors import cut_list
from folkmoot.web.wire.fields import Cursor, Day, Flag, Limit, Sent

router = Router()
MINE = "/collectives/{slug:slug}/my-part"
SKILLS = "/collectives/{slug:slug}/skills"
PartOfWeek = Annotated[
    str, Field(pattern=r"^[1-7]-(morning|afternoon|evening)$", max_length=12)
]


class AwayShown(Schema):
    """Days on which one is away."""

    id: UUID
    first_day: date
    last_day: date


class MyPartShown(Schema):
    """What one said of oneself, and where one stands; nobody else's."""

    sentence: str
    working: str
    beyond_minutes: int = Field(description="Above 0 for more than one's share.")
    percent: int
    not_free: list[str]
    away: list[AwayShown]
    pool_minutes: int
    has_calendar: bool


class TimesSent(Sent):
    """The parts of a week in which one cannot: `1-morning` is Monday's."""

    not_free: list[PartOfWeek] = Field(max_length=len(GRID))


class AwaySent(Sent):
    """Days away, both included."""

    first_day: Day
    last_day: Day


class ShareSent(Sent):
    """How much of a usual share one takes."""

    percent: Percent


class SkillSent(Sent):
    """What one knows, or wants to learn."""

    ability_id: UUID
    is_learning: Flag = False


class TimeSent(Sent):
    """Time for the pool, or from it."""

    minutes: Minutes


def _show(member: Membership, request: PersonRequest) -> MyPartShown:
    own = get_own_part(member, request.now)
    return MyPartShown(
        sentence=account_sentence(own.account, own.percent),
        working=account_working(own.account) if own.percent else "",
        beyond_minutes=round(own.account.beyond) if own.percent else 0,
        percent=own.percent,
        not_free=list(own.not_free),
        away=[
            AwayShown(id=row.id, first_day=row.first_day, last_day=row.last_day)
            for row in own.away
        ],
        pool_minutes=own.pool,
        has_calendar=own.feed is not None,
    )


@router.get(MINE, response=MyPartShown)
def get_my_part(request: PersonRequest, slug: str) -> MyPartShown:
    """Read what one said of oneself, and where one stands."""
    return _show(get_planner_for(request.person, slug), request)


@router.put(f"{MINE}/times", response=MyPartShown)
def set_times(request: PersonRequest, slug: str, data: TimesSent) -> MyPartShown:
    """Say when one cannot."""
    member = get_planner_for(request.person, slug)
    operations.set_times(member=member, not_free=data.not_free, now=request.now)
    return _show(member, request)


@router.post(f"{MINE}/away", response={201: MyPartShown})
def add_away(request: PersonRequest, slug: str, data: AwaySent) -> Status[MyPartShown]:
    """Say when one is away."""
    member = get_planner_for(request.person, slug)
    operations.add_away(member=member, **data.dict())
    return Status(201, _show(member, request))


@router.delete(f"{MINE}/away/{{uuid:away_id}}", response={204: None})
def remove_away(request: PersonRequest, slug: str, away_id: UUID) -> Status[None]:
    """Be there after all."""
    member = get_planner_for(request.person, slug)
    operations.remove_away(away=get_away_for(member, away_id))
    return Status(204, None)


@router.put(f"{MINE}/share", response=MyPartShown)
def set_care_share(request: PersonRequest, slug: str, data: ShareSent) -> MyPartShown:
    """Say how much of a usual share one takes; no reason is asked."""
    member = get_planner_for(request.person, slug)
    operations.set_care_share(member=member, percent=data.percent, now=request.now)
    return _show(member, request)


@router.post(f"{MINE}/gifts", response={201: MyPartShown})
def give_time(request: PersonRequest, slug: str, data: TimeSent) -> Status[MyPartShown]:
    """Give time to the pool."""
    member = get_planner_for(request.person, slug)
    operations.give_time(member=member, minutes=data.minutes, now=request.now)
    return Status(201, _show(member, request))


@router.post(f"{MINE}/draws", response={201: MyPartShown})
def draw_time(request: PersonRequest, slug: str, data: TimeSent) -> Status[MyPartShown]:
    """Take time from the pool."""
    member = get_planner_for(request.person, slug)
    operations.draw_time(member=member, minutes=data.minutes, now=request.now)
    return Status(201, _show(member, request))


@router.post(f"{MINE}/calendar", response={201: CalendarShown})
def make_feed(request: PersonRequest, slug: str) -> Status[CalendarShown]:
    """Make the secret address of one's calendar; an earlier one ends."""
    member = get_planner_for(request.person, slug)
    _feed, secret = open_feed(member=member, now=request.now)
    path = reverse("shifts:calendar", args=(secret,))
    return Status(201, CalendarShown(address=request.build_absolute_uri(path)))


@router.delete(f"{MINE}/calendar", response={204: None})
def end_feed(request: PersonRequest, slug: str) -> Status[None]:
    """End the address of one's calendar."""
    member = get_planner_for(request.person, slug)
    close_feed(member=member, now=request.now)
    return Status(204, None)


def _by_ability(row: SkillShown) -> tuple[str, ...]:
    return (row.ability, row.member.name, str(row.id))


@router.get(SKILLS, response=SkillPart)
def get_skills(
    request: PersonRequest, slug: str, cursor: Cursor = "", limit: Limit = 50
) -> SkillPart:
    """List who knows what."""
    member = get_planner_for(request.person, slug)
    rows = [
        show_skill(skill)
        for _ability, skills in list_skills(member.collective)
        for skill in skills
    ]
    part = cut_list(rows, _by_ability, cursor, limit)
    return SkillPart(skills=list(part.rows), next=part.next)


@router.post(SKILLS, response={201: SkillShown})
def say_skill(request: PersonRequest, slug: str, data: SkillSent) -> Status[SkillShown]:
    """Say that one knows something, or wants to learn it."""
    member = get_planner_for(request.person, slug)
    row = operations.say_skill(
        member=member,
        ability=get_ability_for(member, data.ability_id),
        is_learning=data.is_learning,
        now=request.now,
    )
    return Status(201, show_skill(row))


@router.delete(f"{SKILLS}/{{uuid:skill_id}}", response={204: None})
def take_skill_back(request: PersonRequest, slug: str, skill_id: UUID) -> Status[None]:
    """Say that one does not know something after all."""
    member = get_planner_for(request.person, slug)
    skill = get_skill_for(member, skill_id)
    operations.take_skill_back(member=member, skill=skill, now=request.now)
    return Status(204, None)


@router.put(f"{SKILLS}/{{uuid:skill_id}}/confirmation", response=SkillShown)
def confirm_skill(request: PersonRequest, slug: str, skill_id: UUID) -> SkillShown:
    """Confirm that another member knows something."""
    member = get_member_planner_for(request.person, slug)
    skill = get_skill_for(member, skill_id)
    row = operations.confirm_skill(member=member, skill=skill, now=request.now)
    return show_skill(row)
