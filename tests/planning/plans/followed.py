"""A plan that everybody decided to follow, and what people write of it."""

from datetime import datetime

from tests import cast
from tests.again import once
from tests.planning.plans.kitchen import BAKING, DAY, NOW, Kitchen

from folkmoot.deciding.models import Position, Question
from folkmoot.deciding.operations import (
    look_at_question,
    send_on,
    settle_question,
    take_position,
)
from folkmoot.doing.operations import take_over
from folkmoot.people.models import Collective
from folkmoot.planning.models import Following, Replanning, WayReport
from folkmoot.planning.operations import plans
from folkmoot.planning.queries.plans.followed import plan_now

WEEK = 7 * DAY
YES, ASIDE = Position.Value.CONSENT, Position.Value.STAND_ASIDE


class Follower(Kitchen):
    """Elm Street, which decided on its first plan for bread."""

    @once
    def __init__(self, weeks: int = 4, number: int = 1) -> None:
        super().__init__()
        self.planning = self.plan(weeks=weeks)
        self.question = plans.ask_about_plans(
            member=self.ann, planning=self.planning, now=NOW
        )
        row = self.planning.alternatives.get(number=number)
        agree(self.elm, self.question, NOW, version=row.version)

    def follow(self) -> Following:
        """Return what is followed, once somebody or the worker looked."""
        found = plans.follow_plan(planning=self.planning, now=NOW)
        assert found is not None
        return found

    def report(
        self,
        way: str = BAKING,
        period: int = 1,
        *,
        by: str = "Bo",
        part: float = 1.0,
        told: dict[str, float] | None = None,
        now: datetime = NOW,
    ) -> WayReport:
        """Write that a part of what was planned was done."""
        following = Following.objects.select_related("collective").get()
        times = plan_now(following).planned(way, period) * part
        return plans.report_way(
            member=cast.member(self.elm, by),
            following=following,
            way=way,
            period=period,
            times=times,
            told=told,
            now=now,
        )

    def replan(self, now: datetime) -> Replanning:
        """Return what would change in the rest."""
        following = Following.objects.select_related("collective").get()
        row = plans.ask_for_replan(member=self.ann, following=following, now=now)
        return plans.make_replan(replanning=row, now=now)


def agree(
    elm: Collective, question: Question, now: datetime, version: int | None = None
) -> None:
    """Let everybody at home say yes, and somebody carry each task.

    Of several versions to one; they stand aside from the others.
    """
    question.refresh_from_db()
    if question.stage == "shaping":
        send_on(member=cast.member(elm, "Ann"), question=question, now=now)
    for task in elm.commitments.filter(question_id=question.id):
        if task.state == "offered":
            take_over(member=cast.member(elm, "Bo"), commitment=task, now=now)
    for member in elm.memberships.filter(ended_at=None):
        look_at_question(member=member, question=question, now=now)
        for place in question.proposals.filter(variant__isnull=False) or [None]:
            number = place.version if place else None
            take_position(
                member=member,
                question=question,
                value=YES if number == version else ASIDE,
                version=number,
                now=now,
            )
    settle_question(question, now)
    question.refresh_from_db()
