"""A grave question waits for a word: were the tries to reach people real?

Where a hearing that got more time is over, and still too few were heard or reached,
people drawn by lot over all leaves look at the tries. They have the 72 hours in which
the question waits; without their yes it is put aside.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from folkmoot.deciding.queries.facts import asking_key
from folkmoot.engines.consensus import PANEL_RULES_WITHIN, State, Step
from folkmoot.federating.models import FederatedPanel, FederatedQuestion
from folkmoot.federating.operations.panels import Case, Kind, draw_panel
from folkmoot.federating.queries.facts import facts_of
from folkmoot.record.operations import Value

WAITS_FOR_WORD = "tries_not_confirmed"


def prolong(state: State, until: datetime) -> Step:
    """Give those who heard late their time, once: the window ends when that is over."""
    at = state.closes_at or state.since
    after = replace(state, closes_at=until, window=timedelta(0))
    return Step(state.stage, at, "heard_late", after)


def ask_about_tries(
    question: FederatedQuestion, state: State, step: Step, now: datetime
) -> Step | None:
    """Draw the panel once the window is over; return the step that comes next.

    Before that there is nothing to do until the window ends.
    """
    ends = step.at - PANEL_RULES_WITHIN
    nominal = state.closes_at or state.since
    if nominal <= now < ends:
        return prolong(state, ends)
    if now < ends:
        return replace(step, at=ends)
    drawn = FederatedPanel.objects.filter(
        question=question, kind=Kind.TRIES, drawn_at__gte=nominal
    )
    if not drawn.exists():
        asking = facts_of(question, state).asking
        facts: dict[str, Value] = {
            "asking": asking_key(state),
            "members": asking.members,
            "heard": asking.heard,
            "undelivered": asking.undelivered,
        }
        draw_panel(Case(question, Kind.TRIES.value, "", facts=facts), now)
    return step
