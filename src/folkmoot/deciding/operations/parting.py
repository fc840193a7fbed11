"""Led questions that their collectives leave: each decides alone from then on."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from folkmoot.deciding.models import Question
from folkmoot.deciding.operations.leading import LedMove, move_led
from folkmoot.engines.consensus import Stage, State


@dataclass(frozen=True)
class Parting:
    """The leader's state, when it lets go, why, and what takes a question's place."""

    state: State
    at: datetime
    why: str
    into: Mapping[UUID, UUID]


@transaction.atomic
def part_led(*, questions: Collection[UUID], parting: Parting, now: datetime) -> None:
    """End these questions as led ones; what was said there stays readable.

    Locks them. From then on no leader counts them, and nothing moves them.
    """
    state = replace(
        parting.state, stage=Stage.MERGED, since=parting.at, closes_at=None, pause=None
    )
    move = LedMove(state=state, at=parting.at, why=parting.why, facts={})
    move_led(questions=questions, move=move, now=now)
    Question.objects.filter(id__in=questions).update(led_by_id=None, look_at=None)
    for question_id, own_id in parting.into.items():
        Question.objects.filter(id=question_id).update(from_question=own_id)
