"""The life of a stop in the database: facts for the engine, and its timed steps."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet, prefetch_related_objects

from folkmoot.deciding.models import (
    Drafter,
    Objection,
    Panel,
    Position,
    Question,
    Talk,
)
from folkmoot.deciding.operations.telling import tell_everybody
from folkmoot.deciding.queries.checks import positions_of
from folkmoot.deciding.states import state_of
from folkmoot.engines.consensus import (
    Answer,
    AnswerKind,
    ObjectionFacts,
    ObjectionStage,
    ObjectionStep,
    upcoming_objection,
)
from folkmoot.engines.consensus import Objection as EngineObjection
from folkmoot.record.operations import append_entry
from folkmoot.web.prepared import prepared

ENDED = (
    Objection.State.RESOLVED,
    Objection.State.MOVED,
    Objection.State.LAPSED,
)
# What its owner's position becomes when a stop is no longer one.
POSITION_AFTER = {
    ObjectionStage.RESOLVED: Position.Value.CONSENT,
    ObjectionStage.RELABELLED: Position.Value.CONCERN,
    ObjectionStage.MOVED: Position.Value.STAND_ASIDE,
}


@dataclass(frozen=True)
class StopStep:
    """The next step of one stop."""

    objection: Objection
    step: ObjectionStep


@prepared
def _living(question: Question) -> QuerySet[Objection]:
    return Objection.objects.filter(question=question).exclude(state__in=ENDED)


def next_stop_step(question: Question) -> StopStep | None:
    """Return the earliest step that comes to any stop of a question."""
    rows = _living.list(question)
    if not rows:
        return None
    prefetch_related_objects(rows, "talk", "panels")
    rules, drafters = state_of(question).rules, _drafters_of(question)
    found: list[StopStep] = []
    for row in rows:
        row.question = question
        step = upcoming_objection(_engine_of(row), _facts_of(row, drafters), rules)
        if step is not None:
            found.append(StopStep(row, step))
    return min(found, key=lambda s: (s.step.at, s.objection.number), default=None)


def take_stop_step(question: Question, found: StopStep) -> None:
    """Write the step into the stop, and what follows for its owner's position."""
    row, step = found.objection, found.step
    row.state = step.to.value
    row.since = step.at
    row.note = step.after.note
    row.before = step.after.before.value if step.after.before else ""
    row.save()
    value = POSITION_AFTER.get(step.to)
    if value is not None:
        # Where several versions stood side by side, other stops of the owner go on.
        held = positions_of(question, row.proposal_id if question.variants else None)
        held = held.filter(member_id=row.owner_id)
        held.filter(value=Position.Value.OBJECT).update(value=value, at=step.at)
    append_entry(
        collective_id=question.collective_id,
        kind="stop.moved",
        details={"stop": row.number, "to": step.to.value, "why": step.why},
        now=step.at,
        about_id=question.id,
    )
    if step.to is ObjectionStage.ANSWERED:
        tell_everybody(
            question,
            step.at,
            template="stop_answered",
            only=[row.owner_id],
            what=f"stop {row.number} {step.at.isoformat()}",
        )


def _engine_of(row: Objection) -> EngineObjection:
    before = ObjectionStage(row.before) if row.before else None
    return EngineObjection(ObjectionStage(row.state), row.since, row.note, before)


def _drafters_of(question: Question) -> set[UUID]:
    drawn = Drafter.objects.filter(question=question, drawn_at__isnull=False)
    return set(drawn.values_list("member_id", flat=True))


def _facts_of(row: Objection, drafters: AbstractSet[UUID]) -> ObjectionFacts:
    talk = sorted(row.talk.all(), key=lambda line: line.created_at)
    said = [line for line in talk if line.kind != Talk.Kind.CONFIRMS]
    offered = [line.created_at for line in said if line.member_id != row.owner_id]
    joined = [_joined_at(line) for line in said if line.member_id == row.owner_id]
    confirmed = [t.created_at for t in talk if t.kind == Talk.Kind.CONFIRMS]
    rulings = {
        (panel.appeal_of_id is not None, panel.ruling): panel.ruled_at
        for panel in row.panels.all()
        if panel.kind == Panel.Kind.RELABEL
    }
    is_move = row.answer_kind == Objection.AnswerKind.MOVED
    return ObjectionFacts(
        restated_at=row.restated_at,
        owner_agreed_at=row.owner_agreed_at,
        others_agreed_at=tuple(confirmed),
        answer=_answer_of(row, drafters),
        solved_at=None if is_move else row.solved_at,
        still_at=row.still_at,
        talks_offered_at=min(offered, default=None),
        last_talk_at=max(joined, default=None),
        move_agreed_at=row.solved_at if is_move else None,
        relabelled_at=rulings.get((False, Panel.Ruling.YES.value)),
        restored_at=rulings.get((True, Panel.Ruling.NO.value)),
    )


def _joined_at(line: Talk) -> datetime:
    """Return when the owner takes part: at the talk, where they chose its time."""
    return max([line.created_at, *line.instants])


def _answer_of(row: Objection, drafters: AbstractSet[UUID]) -> Answer | None:
    if not row.answer or row.answered_at is None:
        return None
    names = {row.answered_by_id, row.answer_seconded_by_id} - {None}
    return Answer(
        kind=AnswerKind(row.answer_kind),
        at=row.answered_at,
        words=len(row.answer.split()),
        names=len(names),
        not_drafters=len(names - drafters),
        trial=_trial_of(row),
        has_sign=bool(row.trial_sign),
    )


def _trial_of(row: Objection) -> timedelta | None:
    if row.trial_until is None or row.answered_at is None:
        return None
    zone = ZoneInfo(row.question.collective.time_zone)
    return datetime.combine(row.trial_until, time(), zone) - row.answered_at
