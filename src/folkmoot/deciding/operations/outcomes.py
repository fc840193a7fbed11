"""Writing a decision with everything it was computed from, and carrying out its change."""

from collections.abc import Iterable
from copy import copy
from datetime import date, datetime, timedelta
from typing import Any, cast
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Min

from folkmoot.deciding.models import Decision, Objection, Question
from folkmoot.deciding.operations.carrying_out import carry_out_change
from folkmoot.deciding.queries.changes import replaced_by
from folkmoot.deciding.queries.checks import check_of, seats_of
from folkmoot.deciding.queries.facts import latest_proposal
from folkmoot.deciding.queries.variants import version_that_counts
from folkmoot.deciding.queries.votes import is_vote_due
from folkmoot.doing.operations import agree_tasks
from folkmoot.engines.consensus import (
    RULES_VERSION,
    Outcome,
    State,
    Step,
    look_back_due,
    rules_to_dict,
)
from folkmoot.engines.consensus import Doing as DoingFacts
from folkmoot.engines.consensus import Facts as EngineFacts
from folkmoot.engines.consensus.facts import Asking
from folkmoot.messaging.models import Delivery
from folkmoot.record.operations import Value, append_entry


def decide(question: Question, step: Step, now: datetime) -> Decision:
    """Write the decision of a question that just became decided."""
    state = step.after
    proposal = latest_proposal(question)
    counted = copy(question)
    counted.closes_at = step.at  # who left afterwards counted when it was decided
    inputs = _inputs(counted, state)
    asked = Delivery.objects.filter(
        about_id=question.id, collective_id=question.collective_id
    )
    told = asked.exclude(delivered_at=None)
    waits = is_vote_due(question)
    supersede(question, step.at, waits=waits)
    decision = Decision.objects.create(
        collective_id=question.collective_id,
        question=question,
        proposal=proposal,
        outcome=(state.outcome or Outcome.CONSENSUS).value,
        badges=sorted(state.badges),
        rules_version=RULES_VERSION,
        inputs=inputs,
        reasons=step.data.get("reasons", []),
        asked=asked.values("member_id").distinct().count(),
        delivered=told.values("member_id").distinct().count(),
        decided_at=step.at,
        late_until=step.at + state.rules.late_objection,
        look_back_date=_look_back_date(
            question, state, proposal.look_back_date if proposal else None
        ),
    )
    agree_tasks(collective=question.collective, question_id=question.id, now=step.at)
    append_entry(
        collective_id=question.collective_id,
        kind="decision.made",
        details={
            "outcome": decision.outcome,
            "badges": decision.badges,
            "rules": cast("Value", rules_to_dict(state.rules)),
            "inputs": inputs,
            "text_version": proposal.version if proposal else None,
            "text": proposal.text if proposal else question.title,
            "look_back_date": decision.look_back_date.isoformat(),
        },
        now=now,
        about_id=question.id,
    )
    if not waits:
        carry_out_change(question, now)
    return decision


def _inputs(question: Question, state: State) -> dict[str, Any]:
    """Return what `folkmoot outcome` reads, so that anyone can compute it again."""
    check = check_of(question, state, version=version_that_counts(question))
    return {
        "class": state.rules.question_class.value,
        "members": seats_of(question).count(),
        "yes": check.tally.yes,
        "aside": check.tally.aside,
        "stop": check.tally.stop,
        "need_more": check.tally.need_more,
        "checks": state.checks,
        "answered": check.unanswered_stops == 0,
        "fundamental": check.fundamental,
        "cluster": check.cluster,
        "extended": True,
    }


def _look_back_date(question: Question, state: State, drafted: date | None) -> date:
    zone = ZoneInfo(question.collective.time_zone)
    # A stop that was answered by a trial: everybody looks at it when the trial ends.
    trial = question.objections.filter(
        answer_kind=Objection.AnswerKind.TRIAL, answered_at__isnull=False
    ).aggregate(end=Min("trial_until"))["end"]
    drafted = min((day for day in (drafted, trial) if day), default=None)
    at = None
    if drafted is not None:
        at = datetime.combine(drafted, datetime.min.time(), zone)
    facts = EngineFacts(asking=Asking(members=0), doing=DoingFacts(look_back_at=at))
    due = look_back_due(state, facts).astimezone(zone).date()
    earliest = (state.decided_at or state.since).astimezone(zone).date()
    return max(due, earliest + timedelta(days=1))


def supersede(question: Question, at: datetime, *, waits: bool = False) -> None:
    """End an earlier decision of the same question, or of what it continues or sets.

    Where it ``waits`` for a legal vote, what it would replace holds until then.
    """
    end_decisions([question.id], at)
    if not waits:
        supersede_others(question, at)


def supersede_others(question: Question, at: datetime) -> None:
    """End the decisions of other questions that this one continues or sets anew."""
    ids = replaced_by(question)
    if question.from_question_id and not question.urgent:
        ids.append(question.from_question_id)
    end_decisions(ids, at)


def end_decisions(question_ids: Iterable[UUID], at: datetime) -> None:
    """End what was decided by these questions: something else holds now."""
    in_force = (Decision.State.IN_FORCE, Decision.State.UNDER_REVIEW)
    earlier = Decision.objects.filter(question_id__in=question_ids, state__in=in_force)
    earlier.update(state=Decision.State.SUPERSEDED, ended_at=at)
