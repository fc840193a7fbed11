"""What was decided, from what it was computed, and what has come of it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from folkmoot.deciding.models import Decision, Proposal, Question, Transition
from folkmoot.deciding.queries.carrying import decision_in_force
from folkmoot.deciding.queries.checks import was_heard
from folkmoot.deciding.queries.facts import latest_proposal
from folkmoot.deciding.queries.pages.answers import Answers, answers_of, standing_of
from folkmoot.deciding.queries.stops import ShownStop, list_standing, list_stops
from folkmoot.deciding.states import state_of
from folkmoot.deciding.words.results import (
    BY_VOTE,
    say_badges,
    say_reasons,
    say_result,
)
from folkmoot.doing.models import Commitment, Review
from folkmoot.doing.queries import (
    ReviewReport,
    report_of,
    review_behind,
    tasks_of,
)
from folkmoot.engines.consensus import (
    DEFAULTS,
    RULES_VERSION,
    Circumstances,
    QuestionClass,
    Rules,
    Tally,
    Verdict,
    outcome,
    takes_late_objection,
)
from folkmoot.people.models import Membership

RELEASED = "released"  # why a move was made
AFTER_A_VOTE = ("vote_not_carried", "vote_not_held")
NOTICE = "notice"  # the badge of what was decided without a check
INPUTS: Mapping[str, Promise] = {
    "members": _("Members who were asked"),
    "yes": _("Yes, with or without a worry"),
    "aside": _("Not for me, go ahead"),
    "stop": _("Stop, I see a problem"),
    "need_more": _("I need more time or facts"),
    "checks": _("How often everybody was asked"),
}
FLAGS: Mapping[str, Promise] = {
    "answered": _("Every stop has an answer"),
    "fundamental": _("Found to break the agreement"),
    "cluster": _("Half of an affected group says stop"),
    "extended": _("More time may still be given"),
}


@dataclass(frozen=True)
class Result:
    """A decision as the page says it."""

    decision: Decision
    title: str
    badges: Sequence[str]
    reasons: Sequence[str]
    is_notice: bool
    heard: int
    inputs: Sequence[tuple[Promise, str]]


@dataclass(frozen=True)
class ResultPage:
    """The page of something that was decided."""

    result: Result | None
    proposal: Proposal | None
    tasks: Sequence[Commitment]
    stops: Sequence[ShownStop]
    answers: Answers | None
    follow_ups: Sequence[Question]
    may_object_late: bool


@dataclass(frozen=True)
class NotAgreed:
    """The page of a question that was not agreed."""

    proposal: Proposal | None
    reasons: Sequence[str]
    answers: Answers | None
    stops: Sequence[ShownStop]
    follow_ups: Sequence[Question]
    come_back_at: datetime | None
    released_at: datetime | None  # until then it was bound by what all groups decided
    is_by_vote: bool  # it was agreed; the vote that the law asks for did not carry it


@dataclass(frozen=True)
class Computation:
    """A result computed again from what was stored with it."""

    result: Result
    outcome: str
    title: str
    reasons: Sequence[str]
    agrees: bool
    has_own_numbers: bool
    line: str
    rules: Sequence[tuple[str, str]]


def find_decision(question: Question) -> Decision | None:
    """Return the decision that holds, or the last one that did."""
    held = decision_in_force(question)
    if held is not None:
        return held
    rows = Decision.objects.filter(question=question).select_related("proposal")
    return rows.order_by("-decided_at").first()


def describe_result(decision: Decision) -> Result:
    """Return a decision in words."""
    inputs, is_notice = decision.inputs, NOTICE in decision.badges
    yes_no = {True: gettext("yes"), False: gettext("no")}
    rows = [(label, str(inputs[name])) for name, label in INPUTS.items()]
    rows += [(label, yes_no[_says_yes(name, inputs)]) for name, label in FLAGS.items()]
    counts = ("yes", "aside", "stop", "need_more")
    return Result(
        decision=decision,
        title=say_result(decision.outcome, inputs["stop"], is_notice=is_notice),
        badges=[
            *([str(BY_VOTE)] if decision.by_vote else []),
            *say_badges(decision.badges),
        ],
        reasons=say_reasons(decision.reasons),
        is_notice=is_notice,
        heard=sum(inputs[name] for name in counts),
        inputs=rows,
    )


def _says_yes(name: str, inputs: Mapping[str, Any]) -> bool:
    # The input says that no more time may be given, as at the end of a last call.
    return bool(inputs.get(name)) != (name == "extended")


def result_page(question: Question, member: Membership, now: datetime) -> ResultPage:
    """Return the page of a decision for a reader; a fixed number of queries."""
    decision = find_decision(question)
    proposal = decision.proposal if decision else latest_proposal(question)
    standing = standing_of(question, member)
    return ResultPage(
        result=describe_result(decision) if decision else None,
        proposal=proposal,
        tasks=tasks_of(question.id),
        stops=list_standing(question, member, now),
        answers=answers_of(question, member, standing),
        follow_ups=list(question.follow_ups.order_by("number")),
        may_object_late=_may_object_late(question, member, now),
    )


def _may_object_late(question: Question, member: Membership, now: datetime) -> bool:
    own = question.objections.filter(owner=member, late=True)
    if not member.takes_positions or own.exists():
        return False
    state = state_of(question)
    heard = was_heard(question, member)
    return takes_late_objection(state, now, was_heard=heard)


def not_agreed(question: Question, member: Membership, now: datetime) -> NotAgreed:
    """Return what was shared and what was not; a fixed number of queries."""
    last = question.transitions.order_by("-order").first()
    facts: dict[str, Any] = last.facts if isinstance(last, Transition) else {}
    come_back = facts.get("come_back_at")
    is_released = isinstance(last, Transition) and last.why == RELEASED
    return NotAgreed(
        proposal=latest_proposal(question),
        reasons=say_reasons(facts.get("reasons", [])),
        answers=answers_of(question, member, standing_of(question, member)),
        stops=list_stops(question, member, now),
        follow_ups=list(question.follow_ups.order_by("number")),
        come_back_at=datetime.fromisoformat(come_back) if come_back else None,
        released_at=last.at if last and is_released else None,
        is_by_vote=last is not None and last.why in AFTER_A_VOTE,
    )


def compute_again(question: Question, decision: Decision) -> Computation | None:
    """Run the published rules on the stored inputs; None for a notice."""
    result = describe_result(decision)
    if result.is_notice or question.led_by_id is not None:
        # What all groups decided is computed where their sums are.
        return None
    rules = state_of(question).rules
    verdict = _verdict(rules, decision.inputs)
    told = [[reason.code, dict(reason.numbers)] for reason in verdict.reasons]
    stored = decision.outcome
    default = DEFAULTS[QuestionClass(decision.inputs["class"])]
    return Computation(
        result=result,
        outcome=str(verdict.outcome),
        title=say_result(verdict.outcome, decision.inputs["stop"]),
        reasons=say_reasons(told),
        agrees=verdict.outcome == stored and decision.rules_version == RULES_VERSION,
        has_own_numbers=not _are_same(rules, default),
        line=f"echo '{json.dumps(_line(rules, default, decision))}' | folkmoot outcome",
        rules=_numbers(rules),
    )


def _line(rules: Rules, default: Rules, decision: Decision) -> dict[str, Any]:
    """Return what `folkmoot outcome` reads, with the numbers that differ."""
    names = (*COUNTED, "is_urgent")
    own = {
        name: getattr(rules, name)
        for name in names
        if getattr(rules, name) != getattr(default, name)
    }
    return {**decision.inputs, "rules": own} if own else dict(decision.inputs)


def _verdict(rules: Rules, inputs: Mapping[str, Any]) -> Verdict:
    tally = Tally(*(inputs[name] for name in Tally._fields))
    names = Circumstances._fields
    circumstances = Circumstances(**{name: inputs[name] for name in names})
    return outcome(rules, inputs["members"], tally, circumstances)


# The numbers that the outcome depends on; windows do not change it.
COUNTED: Mapping[str, Promise] = {
    "support_percent": _("Yes needed, in percent of those heard"),
    "stop_percent": _("Stops that may stand, in percent of those heard"),
    "one_stop_from": _("One stop may stand from this many heard"),
    "floor_percent": _("Yes needed, in percent of all members"),
    "floor_least": _("Yes needed at least"),
    "checks_before_near": _("How often to ask before a stop may stand"),
    "max_checks": _("How often to ask at most"),
}


def _are_same(rules: Rules, default: Rules) -> bool:
    return all(getattr(rules, name) == getattr(default, name) for name in COUNTED)


def _numbers(rules: Rules) -> list[tuple[str, str]]:
    return [(str(label), str(getattr(rules, name))) for name, label in COUNTED.items()]


@dataclass(frozen=True)
class Looked:
    """A look-back that is open or over."""

    review: Review
    report: ReviewReport | None
    has_answered: bool


def looked_at(
    review: Review | None, *, has_answered: bool, is_over: bool
) -> Looked | None:
    """Return a look-back; its answers only to who has answered, or when it is over."""
    if review is None:
        return None
    report = report_of(review) if has_answered or is_over else None
    return Looked(review=review, report=report, has_answered=has_answered)


def learnt_before(question: Question) -> ReviewReport | None:
    """Return the look-back that a question came from; None for others."""
    review = review_behind(question.id) if question.from_question_id else None
    return report_of(review) if review else None
