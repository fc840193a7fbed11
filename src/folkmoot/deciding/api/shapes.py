"""A question, as programs read it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from folkmoot.deciding.models import Question, Transition
from folkmoot.deciding.queries.pages.frame import Frame, frame_of
from folkmoot.engines.consensus import Stage
from folkmoot.people.api.shapes import Fellow, fellow_or_none
from folkmoot.people.models import Membership


class QuestionLine(Schema):
    """A question in a list."""

    id: UUID
    number: int
    title: str
    question_class: Question.Class
    urgent: bool
    stage: Stage
    since: datetime
    closes_at: datetime | None = Field(
        description="When the present window closes, or what is put aside wakes."
    )
    proposer: Fellow | None = Field(description="None where a federation asks.")
    led_by: UUID | None = Field(description="The federated question it is part of.")


class PathStep(Schema):
    """One step of the usual path."""

    label: str
    where: str = Field(description="past, here or next")
    at: datetime | None


class Move(Schema):
    """One move of a question."""

    order: int
    from_stage: str
    to_stage: Stage
    at: datetime
    why: str = Field(description="A code.")
    reason: str
    member: Fellow | None


class QuestionShown(QuestionLine):
    """A question with everything that stands around its present stage."""

    topic: str
    change: dict[str, Any] = Field(description="What a founding question sets.")
    why_now: str
    affected: str
    short_text: str
    facts: str
    cost: int | None
    legal_date: date | None
    round: int = Field(description="Checks opened so far.")
    badges: list[str]
    paused_until: datetime | None
    from_question: UUID | None
    created_at: datetime
    path: list[PathStep]
    moves: list[Move]


def line_of(question: Question) -> QuestionLine:
    """Return a question as it stands in a list."""
    return QuestionLine(**_line(question, question.ends_at))


def show(question: Question, member: Membership) -> QuestionShown:
    """Return a question as ``member`` may see it: no tally, no stage to come of one."""
    frame = frame_of(question, member)
    pause = frame.state.pause
    return QuestionShown(
        **_line(question, frame.closes_at),
        **{name: getattr(question, name) for name in _SAME},
        from_question=question.from_question_id,
        badges=sorted(frame.state.badges),
        paused_until=pause.until if pause else None,
        path=_path(frame),
        moves=[_move(row) for row in frame.transitions],
    )


_SAME = (
    *("topic", "change", "why_now", "affected", "short_text", "facts", "cost"),
    *("legal_date", "round", "created_at"),
)


def _line(question: Question, closes_at: datetime | None) -> dict[str, Any]:
    return {
        "id": question.id,
        "number": question.number,
        "title": question.title,
        "question_class": question.klass,
        "urgent": question.urgent,
        "stage": question.stage,
        "since": question.since,
        "closes_at": closes_at,
        "proposer": fellow_or_none(question.proposer),
        "led_by": question.led_by_id,
    }


def _path(frame: Frame) -> list[PathStep]:
    return [PathStep(label=str(label), where=w, at=at) for label, w, at in frame.steps]


def _move(row: Transition) -> Move:
    return Move(
        order=row.order,
        from_stage=row.from_stage,
        to_stage=Stage(row.to_stage),
        at=row.at,
        why=row.why,
        reason=row.reason,
        member=fellow_or_none(row.member),
    )
