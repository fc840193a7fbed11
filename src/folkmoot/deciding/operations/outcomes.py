"""Writing a decision with everything it was computed from, and carrying out its change."""

from datetime import date, datetime, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

from folkmoot.deciding.models import Decision, Question
from folkmoot.deciding.queries.facts import check_of, latest_proposal
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
from folkmoot.people.models import Membership
from folkmoot.people.operations import end_membership
from folkmoot.people.operations.settings import change_agreement, change_settings
from folkmoot.record.operations import Value, append_entry


def decide(question: Question, step: Step, now: datetime) -> Decision:
    """Write the decision of a question that just became decided."""
    state = step.after
    proposal = latest_proposal(question)
    inputs = _inputs(question, state)
    asked = Delivery.objects.filter(
        about_id=question.id, collective_id=question.collective_id
    )
    told = asked.exclude(delivered_at=None)
    supersede(question, step.at)
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
    carry_out_change(question, now)
    return decision


def _inputs(question: Question, state: State) -> dict[str, Any]:
    """Return what `folkmoot outcome` reads, so that anyone can compute it again."""
    check = check_of(question, state)
    return {
        "class": state.rules.question_class.value,
        "members": question.seats.filter(round=question.round).count(),
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
    at = None
    if drafted is not None:
        at = datetime.combine(drafted, datetime.min.time(), zone)
    facts = EngineFacts(asking=Asking(members=0), doing=DoingFacts(look_back_at=at))
    due = look_back_due(state, facts).astimezone(zone).date()
    earliest = (state.decided_at or state.since).astimezone(zone).date()
    return max(due, earliest + timedelta(days=1))


def supersede(question: Question, at: datetime) -> None:
    """End an earlier decision of the same question, or of the one it continues."""
    in_force = (Decision.State.IN_FORCE, Decision.State.UNDER_REVIEW)
    ids = [question.id]
    if question.from_question_id and not question.urgent:
        ids.append(question.from_question_id)
    earlier = Decision.objects.filter(question_id__in=ids, state__in=in_force)
    earlier.update(state=Decision.State.SUPERSEDED, ended_at=at)


def carry_out_change(question: Question, now: datetime) -> None:
    """Do what a founding question decided: text, settings or a membership."""
    change = question.change
    if question.topic == Question.Topic.AGREEMENT:
        change_agreement(
            collective=question.collective,
            text=change["text"],
            short_text=change["short_text"],
            question_id=question.id,
            now=now,
        )
    elif question.topic == Question.Topic.SETTINGS:
        change_settings(
            collective=question.collective,
            values=change["values"],
            question_id=question.id,
            now=now,
        )
    elif question.topic == Question.Topic.MEMBERSHIP:
        membership = Membership.objects.get(
            id=change["member_id"], collective_id=question.collective_id
        )
        end_membership(membership=membership, question_id=question.id, now=now)
