"""Late stops in questions that a federation asks: printed, or releasing a collective."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from folkmoot.deciding.models import Decision, Objection, Question, Transition
from folkmoot.deciding.operations.lateness import IN_FORCE, PRINTED
from folkmoot.deciding.states import state_of, write_state
from folkmoot.doing.models import Commitment
from folkmoot.doing.operations import free_tasks_not_begun
from folkmoot.engines.consensus import Outcome, Stage, Tally
from folkmoot.record.operations import append_entry

RELEASED = "released"
BOUND = (Stage.DECIDED.value, Stage.CARRYING.value, Stage.LOOKING_BACK.value)


@transaction.atomic
def print_late_led(*, stops: Collection[UUID], now: datetime) -> None:
    """Let late stops stand beside what all groups decided, for good."""
    rows = Objection.objects.select_for_update(of=("self",)).filter(id__in=stops)
    for row in rows.select_related("question").order_by("id"):
        row.note = PRINTED
        row.save(update_fields=["note"])
        append_entry(
            collective_id=row.collective_id,
            kind="stop.late_printed",
            details={"stop": row.number},
            now=now,
            about_id=row.question_id,
        )


@dataclass(frozen=True)
class LateCount:
    """What a collective comes to with its late stops, and by which rules."""

    members: int
    tally: Tally
    position: str
    is_affected: bool
    rules: Mapping[str, Any]


@transaction.atomic
def release_led(
    *, question_id: UUID, count: LateCount, at: datetime, now: datetime
) -> list[Commitment]:
    """End for one collective what binds only who agrees; locks its question.

    With its late stops it does not agree any more: things stay there as they were.
    Tasks not begun are given back; these are returned. Nothing happens where the
    decision is over.
    """
    rows = Question.objects.select_for_update(of=("self",)).filter(
        id=question_id, stage__in=BOUND
    )
    question = rows.select_related("collective").first()
    if question is None:
        return []
    before = question.stage
    state = replace(
        state_of(question),
        stage=Stage.NO_DECISION,
        since=at,
        outcome=Outcome.NO_DECISION,
        closes_at=None,
    )
    write_state(question, state)
    question.last_event_at = max(at, question.last_event_at)
    question.look_at = now
    question.save()
    held = Decision.objects.filter(question=question, state__in=IN_FORCE)
    held.update(state=Decision.State.ENDED, ended_at=at)
    numbers = {"members": count.members, **count.tally._asdict()}
    Transition.objects.create(
        question=question,
        collective_id=question.collective_id,
        order=question.transitions.count(),
        from_stage=before,
        to_stage=question.stage,
        at=at,
        why=RELEASED,
        facts=numbers,
    )
    append_entry(
        collective_id=question.collective_id,
        kind="question.released",
        details={
            "question": question.title,
            "leader": str(question.led_by_id),
            "at_instant": at.isoformat(),
            "position": count.position,
            "affected": count.is_affected,
            "inputs": numbers,
            "rules": dict(count.rules),
        },
        now=now,
        about_id=question.id,
    )
    return free_tasks_not_begun(
        collective=question.collective, question_id=question.id, now=now
    )
