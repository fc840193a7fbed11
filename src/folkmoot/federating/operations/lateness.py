"""Stops after the decision, in any leaf: both keys are computed again with them.

A late stop lives in its leaf, beside the decision. When the time for late stops is over
in all groups, each is counted when it has lived its life, or 14 days after it was
raised; if a key fails then, everybody is asked again on the same text. Where a decision
binds only who agrees, a leaf that does not agree any more is released by that count.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from folkmoot.deciding.models import Objection
from folkmoot.deciding.operations.lateness import GONE, PRINTED
from folkmoot.deciding.operations.led_late import (
    LateCount,
    print_late_led,
    release_led,
)
from folkmoot.deciding.queries.asked import UNANSWERED
from folkmoot.deciding.states import state_of
from folkmoot.engines.consensus import (
    AFTER_DECIDED,
    Asking,
    Check,
    Facts,
    FederatedTally,
    State,
    Step,
    leaf_tally,
    rules_to_dict,
    settle_late_objection,
)
from folkmoot.federating.models import FederatedQuestion, Node, OfferedTask
from folkmoot.federating.queries.facts import groups_of, has_cluster, tally_of
from folkmoot.federating.queries.panels import has_fundamental
from folkmoot.record.operations import append_entry

JOIN_LEAST = 2


@dataclass(frozen=True)
class LateStep:
    """A late stop and what all groups come to with it and those before it."""

    stop_id: UUID
    step: Step
    released: Sequence["Leaf"] = ()


@dataclass(frozen=True)
class Leaf:
    """A leaf with its late stops counted in."""

    node: Node
    sums: FederatedTally
    is_bound: bool  # it agreed, and was not released before

    @property
    def is_released(self) -> bool:
        """Whether it agreed, and does not any more."""
        return self.is_bound and not self.sums.agree


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
    leaves = _leaves_with(question, state, counted)
    facts = _facts_with(question, counted, leaves)
    step = settle_late_objection(state, facts, at, at)
    if step is None:
        return None
    is_optional = question.scope == FederatedQuestion.Scope.OPTIONAL
    gone = [one for one in leaves if one.is_released] if is_optional else []
    return LateStep(first.id, step, gone)


def print_late(question: FederatedQuestion, late: LateStep, now: datetime) -> None:
    """Let a late stop stand beside the decision: both keys hold with it.

    Leaves that do not agree any more are released where only they are bound who do.
    """
    print_late_led(stops=[late.stop_id], now=now)
    for leaf in late.released:
        _release(question, leaf, late.step.at, now)
    released = [str(leaf.node.collective_id) for leaf in late.released]
    append_entry(
        collective_id=question.collective_id,
        kind="federated.late_counted",
        details={"question": question.title, "released": released},
        now=now,
        about_id=question.id,
    )


def _release(
    question: FederatedQuestion, leaf: Leaf, at: datetime, now: datetime
) -> None:
    """Let a leaf go, and offer the tasks that it had not begun to all others again."""
    node = leaf.node
    node.released_at = at
    node.save(update_fields=["released_at"])
    state = state_of(question)
    if node.leaf_question_id is None:
        return
    freed = release_led(
        question_id=node.leaf_question_id,
        count=LateCount(
            members=leaf.sums.members,
            tally=leaf.sums.people,
            position=_position(leaf.sums),
            is_affected=node.is_affected,
            rules=rules_to_dict(state.rules),
        ),
        at=at,
        now=now,
    )
    keys = {(task.what, task.due_date) for task in freed}
    held = OfferedTask.objects.filter(
        question=question, carrier__collective=node.collective_id
    )
    for task in held:
        if (" ".join(task.text.split()), task.due_date) in keys:
            task.carrier, task.taken_at = None, None
            task.save(update_fields=["carrier", "taken_at"])


def _position(sums: FederatedTally) -> str:
    marks = {
        Node.Position.OBJECTS: sums.objecting,
        Node.Position.DIVIDED: sums.divided,
        Node.Position.AGREES: sums.agree,
    }
    held = [position for position, mark in marks.items() if mark]
    return str([*held, Node.Position.NOT_HEARD][0])


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


def _leaves_with(
    question: FederatedQuestion, state: State, stops: list[Objection]
) -> list[Leaf]:
    """Return all leaves with these stops counted in."""
    added = Counter(stop.question_id for stop in stops)
    nodes = Node.objects.filter(question=question, is_leaf=True)
    agrees = Node.Position.AGREES
    return [
        Leaf(
            node,
            _sum_of(node, state, added),
            is_bound=node.position == agrees and node.released_at is None,
        )
        for node in nodes
    ]


def _facts_with(
    question: FederatedQuestion, stops: list[Objection], leaves: list[Leaf]
) -> Facts:
    """Return the sums as they are with these stops added in their leaves."""
    whole = sum((one.sums for one in leaves), FederatedTally())
    groups = whole
    if question.scope == FederatedQuestion.Scope.OPTIONAL:
        bound = (one.sums for one in leaves if one.sums.agree and one.is_bound)
        joined = sum(bound, FederatedTally())
        groups = joined if joined.agree >= min(JOIN_LEAST, whole.leaves) else whole
    check = Check(
        tally=whole.people,
        unanswered_stops=sum(stop.state in UNANSWERED for stop in stops),
        cluster=has_cluster(question),
        fundamental=has_fundamental(question),
        groups=groups,
    )
    return Facts(asking=Asking(members=whole.members), check=check)


def _sum_of(node: Node, state: State, added: Counter[UUID]) -> FederatedTally:
    more = added[node.leaf_question_id] if node.leaf_question_id else 0
    if not more:
        held = groups_of(node)
        return held if node.members else replace(held, members=0)
    tally = tally_of(node)
    with_late = tally._replace(stop=tally.stop + more)
    # Who joined after the check has no seat in it, and can object all the same.
    members = max(node.members, with_late.heard)
    return leaf_tally(state.rules, members, with_late, is_affected=node.is_affected)
