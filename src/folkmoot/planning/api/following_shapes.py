"""What programs read and send about a plan that is followed."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import Field

from folkmoot.people.api.shapes import Fellow, fellow_or_none
from folkmoot.people.models import Membership
from folkmoot.planning.models import Following, Length, Replanning, WayReport
from folkmoot.planning.queries.plans.followed import (
    is_in_force,
    plan_now,
    running_period,
)
from folkmoot.planning.queries.plans.following_page import FollowingShown as Page
from folkmoot.planning.queries.plans.following_page import seen_reports, show_following
from folkmoot.planning.words.following import say_change
from folkmoot.web.wire.fields import Sent, Text

Number = Annotated[float, Field(ge=0, le=1e9, allow_inf_nan=False)]
Part = Annotated[Text, Field(max_length=220)]
Cell = Annotated[Text, Field(max_length=200)]


class SettingLength(Sent):
    """How long one period of the recipes is."""

    length: Length


class WayDone(Schema):
    """What was written last of one way of making and period."""

    way: str
    period: int
    version: int = Field(description="Above 1 where it was corrected.")
    times: float
    amounts: dict[str, float] = Field(
        description="What came out, went in and was used: `out:loaf` and so on."
    )
    told: list[str] = Field(description="Which of them somebody wrote by hand.")
    member: Fellow | None
    at: datetime


class LessonTold(Schema):
    """A number of a recipe that seems to be another one."""

    way: str
    part: str
    before: float
    value: str
    text: str
    agreed: list[str]
    needed: int
    may_answer: bool


class FollowedPlan(Schema):
    """A plan that is followed."""

    planning_id: UUID
    number: int = Field(description="Of the plan that was decided.")
    begins_on: date
    length: Length
    periods: int
    running: int = Field(description="0 before the first period.")
    is_in_force: bool
    made: dict[str, list[float]] = Field(
        description="How often each way is done in each period, as it counts now."
    )
    reports: list[WayDone]
    differences: list[str]
    first_theirs: list[str] = Field(
        description="Ways whose own people look at a difference first."
    )
    lessons: list[LessonTold]
    changes: list[str] = Field(description="Changes that were taken up, in words.")


class TellingDone(Sent):
    """What was done of one way of making in one period."""

    times: Number
    told: dict[Part, Number] = Field(
        default_factory=dict,
        description="Where somebody looked; the rest goes as the recipe says.",
    )


class AnsweringLesson(Sent):
    """A yes or no to a number that was learned."""

    way: Cell
    part: Part
    value: Annotated[Text, Field(max_length=40)]
    agrees: bool


class PlanChange(Schema):
    """What would change in the rest of a plan."""

    number: int
    state: Replanning.State
    begins: int
    is_large: bool = Field(description="Everybody is asked; two names do not do.")
    problem: str
    findings: dict[str, Any] = Field(
        description="What changes for whom, what moves, what would not hold."
    )
    changes: list[str]
    named_by: Fellow | None
    question_id: UUID | None


def tell_following(row: Following, member: Membership, now: datetime) -> FollowedPlan:
    """Return a plan that is followed."""
    page: Page = show_following(row, member, now)
    return FollowedPlan(
        planning_id=row.planning_id,
        number=row.alternative.number,
        begins_on=row.begins_on,
        length=Length(row.planning.length),
        periods=row.planning.weeks,
        running=running_period(row, now),
        is_in_force=is_in_force(row),
        made={way: list(made) for way, made in plan_now(row).made.items()},
        reports=[tell_done(one) for one in seen_reports(row, member)],
        differences=list(page.off),
        first_theirs=list(page.first_theirs),
        lessons=[
            LessonTold(
                way=one.lesson.way,
                part=one.lesson.part,
                before=one.lesson.before,
                value=one.lesson.value,
                text=one.text,
                agreed=one.lesson.agreed,
                needed=one.lesson.needed,
                may_answer=one.may_answer,
            )
            for one in page.lessons
        ],
        changes=list(page.taken),
    )


def tell_done(row: WayReport) -> WayDone:
    """Return what was written of one way and period."""
    return WayDone(
        way=row.way,
        period=row.period,
        version=row.version,
        times=row.times,
        amounts=row.amounts,
        told=row.told,
        member=fellow_or_none(row.member),
        at=row.at,
    )


def tell_change(row: Replanning) -> PlanChange:
    """Return what would change."""
    return PlanChange(
        number=row.number,
        state=Replanning.State(row.state),
        begins=row.begins,
        is_large=row.is_large,
        problem=row.problem,
        findings=row.findings,
        changes=[say_change(one) for one in row.findings.get("changes", [])],
        named_by=fellow_or_none(row.named_by),
        question_id=row.question_id,
    )
