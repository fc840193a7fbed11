"""Opening and closing the look-back, and what follows from its conclusion."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.deciding.models import Decision, Question
from folkmoot.deciding.operations.opening import create_question
from folkmoot.deciding.queries.carrying import at_morning, decision_in_force
from folkmoot.doing.models import Review
from folkmoot.doing.operations import close_review, extend_review, open_review
from folkmoot.doing.queries import ReviewCount, conclusion_of
from folkmoot.engines.consensus import Stage, State, Step, open_window

YEAR = timedelta(days=365)
NOBODY_LOOKED = "not_looked_at"
TITLES = {
    Review.Conclusion.CHANGE.value: gettext_lazy("Change: %(title)s"),
    Review.Conclusion.END.value: gettext_lazy("End: %(title)s"),
}


def open_look_back(question: Question, at: datetime, now: datetime) -> Review:
    """Open the review of a question that just came to look back."""
    decision = decision_in_force(question)
    if decision is not None:
        decision.state = Decision.State.UNDER_REVIEW
        decision.save()
    return open_review(
        collective=question.collective,
        question_id=question.id,
        round=Review.objects.filter(question_id=question.id).count() + 1,
        closes_at=question.closes_at or at,
        now=now,
    )


def renew_look_back(question: Question, step: Step, now: datetime) -> bool:
    """Go on with a look-back in its new window; say whether people are asked anew.

    When nobody looked, that round is closed as such and the next one opens. After a
    pause the same round takes answers until the window's new end.
    """
    latest = Review.objects.filter(question_id=question.id).order_by("-round").first()
    if latest is None or latest.closed_at is not None:
        return False
    if step.why != NOBODY_LOOKED:
        closes_at = question.closes_at or step.at
        extend_review(review=latest, closes_at=closes_at, now=step.at)
        return False
    none, next_date = Review.Conclusion.NONE.value, question.closes_at
    close_review(
        review=latest,
        conclusion=none,
        next_date=next_date.date() if next_date else None,
        now=step.at,
    )
    open_look_back(question, step.at, now)
    return True


def close_look_back(question: Question, step: Step, now: datetime) -> None:
    """Close the review; keep, end, or open the next question that was learnt from."""
    conclusion = str(step.data["conclusion"])
    review = Review.objects.filter(question_id=question.id).order_by("-round").first()
    decision = decision_in_force(question)
    following = None
    if review is not None and conclusion in TITLES:
        following = _open_following(question, review, conclusion, now)
    next_date = step.at.date() + YEAR if conclusion == Review.Conclusion.KEEP else None
    if decision is not None:
        _conclude(decision, conclusion, next_date, step.at)
    if review is not None and review.closed_at is None:
        close_review(
            review=review,
            conclusion=conclusion,
            summary="",
            next_date=next_date,
            next_question_id=following.id if following else None,
            now=step.at,
        )


def _conclude(
    decision: Decision, conclusion: str, next_date: date | None, at: datetime
) -> None:
    """Keep the decision in force, or leave it under review until the next decides."""
    if conclusion == Review.Conclusion.KEEP and next_date is not None:
        decision.state = Decision.State.IN_FORCE
        decision.look_back_date = next_date
    decision.save()


def _open_following(
    question: Question, review: Review, conclusion: str, now: datetime
) -> Question | None:
    """Open the linked question, filled with what was learnt.

    What a federation asked goes on there: nobody here raised it.
    """
    if question.proposer is None:
        return None
    with translation.override(question.collective.language):
        title = str(TITLES[conclusion]) % {"title": _matter_of(question)}
        why_now = _say_counts(conclusion_of(review))
    details: dict[str, Any] = {
        "why_now": why_now,
        "affected": question.affected,
        "short_text": question.short_text,
        "facts": question.facts,
    }
    return create_question(
        collective=question.collective,
        member=question.proposer,
        title=title[:200],
        now=now,
        klass=question.klass if question.klass != "small" else "ordinary",
        from_question=question,
        details=details,
        why=f"look_back_{conclusion}",
    )


def _matter_of(question: Question) -> str:
    """Return what a question is about: its title, also where it is a change itself."""
    change = str(TITLES[Review.Conclusion.CHANGE.value]) % {"title": ""}
    return question.title.removeprefix(change)


def _say_counts(count: ReviewCount) -> str:
    said = _(
        "We looked back. Keep it: %(keep)s. Change it: %(change)s. End it: %(end)s."
    )
    return said % {"keep": count.keep, "change": count.change, "end": count.end}


def look_back_again(question: Question, state: State) -> Step | None:
    """Return the next yearly look-back of a decision that was kept; None for others."""
    if state.stage is not Stage.CLOSED:
        return None
    decision = decision_in_force(question)
    if decision is None or decision.state != Decision.State.IN_FORCE:
        return None
    at = at_morning(decision.look_back_date, question.collective.time_zone)
    after = open_window(state, Stage.LOOKING_BACK, at)
    return Step(Stage.LOOKING_BACK, at, "look_back_again", after)
