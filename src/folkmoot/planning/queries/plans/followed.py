"""The plan that is followed: as it counts now, and what was written of it."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from folkmoot.deciding.models import Decision, Proposal, Question
from folkmoot.doing.days import today_in
from folkmoot.fund.queries.agreed import STANDING
from folkmoot.people.models import Collective
from folkmoot.planning.models import (
    Alternative,
    Following,
    Planning,
    Replanning,
    WayReport,
)
from folkmoot.planning.rest import TIMES, Done, Followed, first_plan, next_plan
from folkmoot.planning.words.periods import period_at

LARGE = (
    *("planning__tables", "planning__promises", "planning__findings"),
    "alternative__findings",
)


def followings_of(collective: Collective) -> QuerySet[Following]:
    """Return the plans that a collective follows, the newest first."""
    rows = Following.objects.filter(collective=collective)
    return rows.select_related("planning", "alternative").order_by("-since", "-id")


def followed_now(collective: Collective, now: datetime) -> Following | None:
    """Return the newest plan that is followed and not over yet, without its tables."""
    rows = followings_of(collective).select_related("collective").defer(*LARGE)
    for row in rows:
        if running_period(row, now) <= row.planning.weeks:
            return row
    return None


def due_plannings() -> QuerySet[Planning]:
    """Return plans on which a decision was made that nobody follows yet; one query."""
    standing = Decision.objects.filter(state__in=STANDING)
    rows = Planning.objects.filter(question_id__in=standing.values("question"))
    followed = Following.objects.filter(decision_id__in=standing.values("id"))
    return rows.exclude(id__in=followed.values("planning"))


def due_replannings() -> QuerySet[Replanning]:
    """Return changes that everybody was asked about, and the question is over."""
    standing = Decision.objects.filter(state__in=STANDING).values("question")
    over = Question.objects.filter(stage__in=("no_decision", "withdrawn", "merged"))
    rows = Replanning.objects.filter(state=Replanning.State.ASKED)
    return rows.filter(question_id__in=standing) | rows.filter(
        question_id__in=over.values("id")
    )


def standing_decision(question_id: UUID | None) -> Decision | None:
    """Return the decision of a question that stands."""
    rows = Decision.objects.filter(question=question_id, state__in=STANDING)
    chosen = rows.select_related("proposal", "question__collective")
    return chosen.order_by("-decided_at").first() if question_id else None


def decided_plan(planning: Planning, decision: Decision) -> Alternative | None:
    """Return the plan that a decision agreed to; none where it is another text."""
    plans = {
        one.version: one
        for one in planning.alternatives.all()
        if one.version is not None
    }
    version = agreed_version(decision, plans)
    return plans[version] if version is not None else None


def is_taken_up(row: Alternative) -> bool:
    """Say whether a plan is what was decided, as it holds now."""
    decision = standing_decision(row.planning.question_id)
    return decision is not None and decided_plan(row.planning, decision) == row


def agreed_version(decision: Decision, known: Iterable[int]) -> int | None:
    """Return which of some versions of a draft was agreed to, if it was one.

    A later version with the same text, or with other wording alone, is the same one.
    """
    if decision.proposal is None:
        return None
    versions = set(known)
    texts = Proposal.objects.filter(
        question=decision.question_id,
        version__lte=decision.proposal.version,
        beside=False,  # what stood beside it in a check did not go on
    )
    for text in texts.order_by("-version"):
        if text.version in versions:
            return text.version
        if not (text.same_text or text.wording_only):
            return None
    return None


def is_in_force(following: Following) -> bool:
    """Say whether the decision to follow it stands, and is not made anew."""
    rows = Decision.objects.filter(id=following.decision_id, state__in=STANDING)
    return rows.exists()


def plan_now(following: Following) -> Followed:
    """Return a plan with all changes that were taken up."""
    taken = following.replannings.filter(state=Replanning.State.TAKEN)
    return plan_with(following, taken.order_by("ended_at", "number"))


def plan_with(following: Following, taken: Iterable[Replanning]) -> Followed:
    """Return a plan with the changes that were taken up, given in their order."""
    planning = following.planning
    found = first_plan(planning.tables, planning.weeks, following.alternative.findings)
    for row in taken:
        if row.alternative_id == following.alternative_id:
            found = next_plan(found, row.tables, row.findings, row.begins)
    return found


def reports_of(following: Following) -> list[WayReport]:
    """Return what was written last of each way and period."""
    rows = following.reports.filter(corrected_at=None).select_related("member")
    return list(rows.order_by("period", "way"))


def written_of(following: Following, way: str, period: int) -> list[WayReport]:
    """Return all that was written of one way and period, the newest first."""
    rows = following.reports.filter(way=way, period=period)
    return list(rows.select_related("member").order_by("-version"))


def following_of(planning: Planning) -> Following | None:
    """Return how some plans are followed, if one of them is."""
    return Following.objects.filter(planning=planning).first()


def done_in(reports: Iterable[WayReport]) -> Done:
    """Return the numbers of reports, by way and period."""
    return {(one.way, one.period): {**one.amounts, TIMES: one.times} for one in reports}


def running_period(following: Following, now: datetime) -> int:
    """Return the period that runs: 0 before the first, beyond the last afterwards."""
    length = following.planning.length
    return period_at(following.begins_on, length, today_in(following.collective, now))
