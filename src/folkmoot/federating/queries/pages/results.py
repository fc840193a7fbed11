"""What all groups decided, from what it was computed, and whom it binds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from folkmoot.deciding.queries.pages import results
from folkmoot.deciding.states import state_of
from folkmoot.deciding.words.results import say_badges, say_reasons, say_result
from folkmoot.engines.consensus import (
    RULES_VERSION,
    Circumstances,
    FederatedTally,
    Tally,
    federated_outcome,
)
from folkmoot.federating.models import FederatedQuestion, Node

INPUTS: Mapping[str, Promise] = {
    "agree": _("Groups that agree"),
    "divided": _("Groups of several minds"),
    "objecting": _("Groups that say stop"),
    "not_heard": _("Groups not heard"),
    **results.INPUTS,
}
FLAGS: Mapping[str, Promise] = {
    **{name: results.FLAGS[name] for name in ("answered", "fundamental")},
    "cluster": _("Half of the groups of a region, or of those affected, say stop"),
}
RULES: Mapping[str, Promise] = {
    "support_percent": _("Yes needed, in percent of groups and of people heard"),
    "stop_percent": _("Stops that may stand, in percent of those heard"),
    "checks_before_near": _("How often to ask before a stop may stand"),
    "max_checks": _("How often to ask at most"),
}
NAMES_AT_MOST = 50


@dataclass(frozen=True)
class Result:
    """An outcome as the page says it, with its inputs, rules and reasons."""

    outcome: str
    title: str
    badges: Sequence[str]
    reasons: Sequence[str]
    inputs: Sequence[tuple[Promise, str]]
    rules: Sequence[tuple[Promise, str]]
    rules_version: str
    is_agreed: bool
    is_only_joined: bool  # optional: counted over the groups that agree
    bound: Sequence[Node]
    n_bound: int
    released: Sequence[Node]  # bound until a late stop was counted
    objecting: Sequence[Node]


@dataclass(frozen=True)
class Computation:
    """A result computed again from what was stored with it."""

    title: str
    outcome: str
    reasons: Sequence[str]
    agrees: bool


def result_of(question: FederatedQuestion) -> Result | None:
    """Return what came out, or nothing yet; a fixed number of queries."""
    held: Mapping[str, Any] = question.result
    if not held:
        return None
    inputs: Mapping[str, Any] = held.get("inputs", {})
    outcome = held["outcome"]
    is_agreed = question.stage != "no_decision" and outcome != "no_decision"
    is_shared = question.scope == FederatedQuestion.Scope.SHARED
    bound = _leaves(question, *(() if is_shared else (Node.Position.AGREES,)))
    rules = held.get("rules", {})
    return Result(
        outcome=outcome,
        title=say_result(outcome, inputs.get("stop", 0)),
        badges=say_badges(held.get("badges", [])),
        reasons=say_reasons(held.get("reasons", [])),
        inputs=_inputs(inputs),
        rules=[(word, str(rules.get(name, ""))) for name, word in RULES.items()],
        rules_version=held.get("rules_version", ""),
        is_agreed=is_agreed,
        is_only_joined=bool(inputs) and _counts_joined(held),
        bound=bound[:NAMES_AT_MOST] if is_agreed else [],
        released=_released(question) if is_agreed else [],
        n_bound=_count(question, is_shared=is_shared) if is_agreed else 0,
        objecting=_leaves(question, Node.Position.OBJECTS),
    )


def _counts_joined(held: Mapping[str, Any]) -> bool:
    inputs, whole = held["inputs"], held.get("whole", {})
    names = ("agree", "divided", "objecting", "not_heard")
    return any(inputs.get(name) != whole.get(name) for name in names)


def _leaves(question: FederatedQuestion, *positions: str) -> list[Node]:
    rows = Node.objects.filter(question=question, is_leaf=True)
    rows = rows.filter(position__in=positions) if positions else rows
    return _named(rows.filter(released_at=None))


def _released(question: FederatedQuestion) -> list[Node]:
    rows = Node.objects.filter(question=question, is_leaf=True)
    return _named(rows.filter(released_at__isnull=False))


def _named(rows: QuerySet[Node]) -> list[Node]:
    named = rows.select_related("collective").order_by("collective__name", "id")
    return list(named[: NAMES_AT_MOST + 1])


def _count(question: FederatedQuestion, *, is_shared: bool) -> int:
    rows = Node.objects.filter(question=question, is_leaf=True)
    if not is_shared:
        rows = rows.filter(position=Node.Position.AGREES, released_at=None)
    return rows.count()


def _inputs(inputs: Mapping[str, Any]) -> list[tuple[Promise, str]]:
    yes_no = {True: gettext("yes"), False: gettext("no")}
    rows = [(word, str(inputs.get(name, 0))) for name, word in INPUTS.items()]
    flags = [(word, yes_no[bool(inputs.get(name))]) for name, word in FLAGS.items()]
    return [*rows, *flags]


def compute_again(question: FederatedQuestion) -> Computation | None:
    """Run the published rules on the stored inputs; None where there are none."""
    held = question.result
    inputs = held.get("inputs") if held else None
    if not inputs:
        return None
    tally = FederatedTally(
        members=inputs["members"],
        people=Tally(*(inputs[name] for name in Tally._fields)),
        agree=inputs["agree"],
        divided=inputs["divided"],
        objecting=inputs["objecting"],
        not_heard=inputs["not_heard"],
    )
    names = Circumstances._fields
    circumstances = Circumstances(**{name: inputs[name] for name in names})
    verdict = federated_outcome(state_of(question).rules, tally, circumstances)
    told = [[reason.code, dict(reason.numbers)] for reason in verdict.reasons]
    return Computation(
        title=say_result(verdict.outcome, inputs["stop"]),
        outcome=str(verdict.outcome),
        reasons=say_reasons(told),
        agrees=verdict.outcome == held["outcome"]
        and held.get("rules_version") == RULES_VERSION,
    )
