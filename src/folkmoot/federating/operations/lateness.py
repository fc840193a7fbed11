"""Stops after the decision, in any leaf: both keys are computed again with them.

A late stop lives in its leaf, beside the decision. When the time for late stops is over
in all groups, each is counted when it has lived its life, or 14 days after it was
raised; if a key fails then, everybody is asked again on the same text.
"""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from folkmoot.deciding.models import Objection
from folkmoot.deciding.operations.lateness import GONE, PRINTED
from folkmoot.deciding.operations.leading import print_late_led
from folkmoot.deciding.queries.asked import UNANSWERED
from folkmoot.engines.consensus import (
    AFTER_DECIDED,
    Asking,
    Check,
    Facts,
    FederatedTally,
    State,
    Step,
    Tally,
    leaf_tally,
    settle_late_objection,
)
from folkmoot.federating.models import FederatedQuestion, Node
from folkmoot.federating.queries.facts import groups_of, has_cluster, tally_of
from folkmoot.record.operations import append_entry

JOIN_LEAST = 2


@dataclass(frozen=True)
class LateStep:
    """A late stop and what all groups come to with it and those before it."""

    stop_id: UUID
    step: Step


def late_window_ends(state: State) -> datetime | None:
    """Return until when members who were not heard can still say stop."""
    if state.decided_at is None:
        return None
    return state.decided_at + state.rules.late_objection


def next_late_step(
    question: FederatedQuestion, state: State, ends: datetime
) -> LateStep | None:
    """Return what the earliest late stop comes to, and when; None without one."""
    if state.stage not in AFTER_DECIDED:
        return None
    stops = _late_stops(question)
    times = {stop.id: _time_of(stop, state, ends) for stop in stops}
    waiting = [stop for stop in stops if stop.note != PRINTED]
    first = min(waiting, key=lambda stop: (times[stop.id], stop.id), default=None)
    if first is None:
        return None
    at = times[first.id]
    counted = [stop for stop in stops if times[stop.id] <= at]
    step = settle_late_objection(state, _facts_with(question, state, counted), at, at)
    return LateStep(first.id, step) if step is not None else None


def print_late(question: FederatedQuestion, late: LateStep, now: datetime) -> None:
    """Let a late stop stand beside the decision: both keys hold with it."""
    print_late_led(stops=[late.stop_id], now=now)
    append_entry(
        collective_id=question.collective_id,
        kind="federated.late_counted",
        details={"question": question.title},
        now=now,
        about_id=question.id,
    )


def _late_stops(question: FederatedQuestion) -> list[Objection]:
    rows = Objection.objects.filter(
        question__led_by_id=question.id, late=True, owner__ended_at=None
    )
    # Those of an earlier decision were asked again with everybody.
    rows = rows.filter(round=question.round).exclude(state__in=GONE)
    return list(rows.select_related("question"))


def _time_of(stop: Objection, state: State, ends: datetime) -> datetime:
    limit = stop.raised_at + state.rules.late_objection
    ended = stop.since if stop.state == Objection.State.STANDING else limit
    return max(ends, min(ended, limit))


def _facts_with(
    question: FederatedQuestion, state: State, stops: list[Objection]
) -> Facts:
    """Return the sums as they are with these stops added in their leaves."""
    added = Counter(stop.question_id for stop in stops)
    leaves = Node.objects.filter(question=question, is_leaf=True)
    sums = [_sum_of(node, state, added) for node in leaves]
    whole = sum(sums, FederatedTally())
    groups = whole
    if question.scope == FederatedQuestion.Scope.OPTIONAL:
        joined = sum((one for one in sums if one.agree), FederatedTally())
        groups = joined if joined.agree >= min(JOIN_LEAST, whole.leaves) else whole
    check = Check(
        tally=whole.people,
        unanswered_stops=sum(stop.state in UNANSWERED for stop in stops),
        cluster=has_cluster(question),
        groups=groups,
    )
    return Facts(asking=Asking(members=whole.members), check=check)


def _sum_of(node: Node, state: State, added: Counter[UUID]) -> FederatedTally:
    more = added[node.leaf_question_id] if node.leaf_question_id else 0
    if not more:
        held = groups_of(node)
        return held if node.members else replace(held, members=0)
    tally: Tally = tally_of(node)
    with_late = tally._replace(stop=tally.stop + more)
    # Who joined after the check has no seat in it, and can object all the same.
    members = max(node.members, with_late.heard)
    return leaf_tally(state.rules, members, with_late, is_affected=node.is_affected)
