"""Writing one step of a question: its row, its history, its record entry."""

from datetime import datetime
from typing import Any, cast

from django.db.models import Count, QuerySet

from folkmoot.deciding.models import Question, Transition
from folkmoot.deciding.operations.hosting import change_hosts
from folkmoot.deciding.states import write_state
from folkmoot.engines.consensus import Step
from folkmoot.people.models import Membership
from folkmoot.record.operations import Value, append_entry
from folkmoot.web.prepared import prepared, totals
from folkmoot.web.writing import insert, update


@prepared
def _steps(question: Question) -> QuerySet[Transition, Any]:
    return totals(Transition.objects.filter(question=question), n=Count("id"))


def record_step(
    question: Question,
    step: Step,
    now: datetime,
    member: Membership | None = None,
    reason: str = "",
) -> Transition:
    """Write ``step`` into a locked question; saves the row."""
    before = question.stage
    write_state(question, step.after)
    question.last_event_at = max(step.at, question.last_event_at)
    update(question)
    facts: dict[str, Value] = {name: _plain(v) for name, v in step.data.items()}
    transition = Transition(
        question=question,
        collective_id=question.collective_id,
        order=_count_steps(question),
        from_stage=before,
        to_stage=step.to.value,
        at=step.at,
        member=member,
        why=step.why,
        reason=reason,
        facts=facts,
    )
    insert(transition)
    append_entry(
        collective_id=question.collective_id,
        kind="question.moved",
        details={
            "from": before,
            "to": step.to.value,
            "at_instant": step.at.isoformat(),
            "why": step.why,
            "reason": reason,
            "facts": facts,
        },
        now=now,
        about_id=question.id,
        member_id=member.id if member else None,
    )
    if step.to.value != before:
        change_hosts(question, step.to, step.at, now)
    return transition


def _count_steps(question: Question) -> int:
    [found] = _steps.list(question)
    return int(found.n)


def _plain(value: object) -> Value:
    if isinstance(value, frozenset | set | tuple):
        return [_plain(item) for item in value]
    return cast("Value", value)
