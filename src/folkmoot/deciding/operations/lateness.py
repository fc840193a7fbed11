"""What late stops come to, on their own timers; part of settling a question."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from folkmoot.deciding.models import Decision, Objection, Question
from folkmoot.deciding.queries.facts import facts_of
from folkmoot.deciding.states import state_of
from folkmoot.engines.consensus import Stage, Step, settle_late_objection

IN_FORCE = (Decision.State.IN_FORCE, Decision.State.UNDER_REVIEW)
PRINTED = "printed"  # it stands beside the decision for good
GONE = (
    Objection.State.RESOLVED,
    Objection.State.MOVED,
    Objection.State.RELABELLED,
    Objection.State.LAPSED,
)


@dataclass(frozen=True)
class LateStep:
    """A late stop and what the question comes to with it."""

    objection: Objection
    step: Step


def next_late_step(question: Question) -> LateStep | None:
    """Return what the earliest late stop comes to, and when; None without one."""
    if question.stage not in (Stage.DECIDED, Stage.CARRYING) or question.led_by_id:
        # Late stops of a led question are counted by its federation, with all others.
        return None
    late = Objection.objects.filter(question=question, late=True)
    rows = list(late.exclude(state__in=GONE).exclude(note=PRINTED))
    if not rows:
        return None
    state = state_of(question)
    facts = facts_of(question, state)
    found: list[LateStep] = []
    for row in rows:
        answered_at = row.since if row.state == Objection.State.STANDING else None
        step = settle_late_objection(state, facts, row.raised_at, answered_at)
        if step is not None:
            found.append(LateStep(row, step))
    return min(found, key=lambda late: late.step.at, default=None)


def end_late_stop(late: LateStep) -> None:
    """Note that the outcome was computed with this stop."""
    late.objection.note = PRINTED
    late.objection.save()


def reopen_decision(question: Question, at: datetime) -> None:
    """End a decision that did not hold with a late stop: the check is held again."""
    reopen_decisions([question], at)


def reopen_decisions(questions: Collection[Question], at: datetime) -> None:
    """End the decisions of several questions that all groups are asked again."""
    held = Decision.objects.filter(question__in=questions, state__in=IN_FORCE)
    held.update(state=Decision.State.SUPERSEDED, ended_at=at)
