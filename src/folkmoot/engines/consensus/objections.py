"""The life of a stop: raised, understood, answered, then solved or standing.

No path deletes a stop, and no path waits for its owner for ever.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from folkmoot.engines.consensus.rules import DAY, Rules

NO_TALK_FOR = 14 * DAY
ANSWER_WORDS_AT_MOST = 120
ANSWER_NAMES = 2
CONFIRMATIONS = 2
TRIAL_AT_MOST = 60 * DAY


class ObjectionStage(StrEnum):
    """Where a stop stands."""

    RAISED = "raised"
    UNDERSTOOD = "understood"
    ANSWERED = "answered"
    RESOLVED = "resolved"
    STANDING = "standing"
    MOVED = "moved"
    RELABELLED = "relabelled"


UNANSWERED = frozenset({ObjectionStage.RAISED, ObjectionStage.UNDERSTOOD})


class AnswerKind(StrEnum):
    """What is done about a stop."""

    CHANGED = "changed"
    TRIAL = "trial"
    REASONS = "reasons"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to a stop: how many words, how many names, who is not a drafter.

    A trial names how long it lasts and the sign of failure to watch for.
    """

    kind: AnswerKind
    at: datetime
    words: int
    names: int
    not_drafters: int
    trial: timedelta | None = None
    has_sign: bool = False

    @property
    def missing(self) -> tuple[str, ...]:
        """Codes of what keeps the answer from counting."""
        is_trial = self.kind is AnswerKind.TRIAL
        length = self.trial or timedelta(0)
        lacks = {
            "text": self.words < 1,
            "too_long": self.words > ANSWER_WORDS_AT_MOST,
            "names": self.names < ANSWER_NAMES,
            "not_drafter": self.not_drafters < 1,
            "trial_length": is_trial and not timedelta(0) < length <= TRIAL_AT_MOST,
            "trial_sign": is_trial and not self.has_sign,
        }
        return tuple(code for code, is_lacking in lacks.items() if is_lacking)


@dataclass(frozen=True, slots=True)
class Objection:
    """One stop as plain values; ``before`` is what it was before it was relabelled."""

    stage: ObjectionStage
    since: datetime
    note: str = ""
    before: ObjectionStage | None = None

    @property
    def is_answered(self) -> bool:
        """Whether it no longer holds the question back."""
        return self.stage not in UNANSWERED


@dataclass(frozen=True, slots=True)
class ObjectionFacts:
    """What happened to a stop, as instants.

    ``restated_at``: someone else said it back. ``owner_agreed_at``: "yes, that is it".
    ``others_agreed_at``: each other member who confirmed the restatement.
    ``talks_offered_at``: first working talk the owner was asked to, ``last_talk_at``:
    the last one the owner took part in. ``move_agreed_at``: the owner agrees that it
    becomes its own question. ``relabelled_at``: a panel of three, unanimous and in
    writing; ``restored_at``: the one appeal, to five, gave it back.
    """

    restated_at: datetime | None = None
    owner_agreed_at: datetime | None = None
    others_agreed_at: tuple[datetime, ...] = ()
    answer: Answer | None = None
    solved_at: datetime | None = None
    still_at: datetime | None = None
    talks_offered_at: datetime | None = None
    last_talk_at: datetime | None = None
    move_agreed_at: datetime | None = None
    relabelled_at: datetime | None = None
    restored_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ObjectionStep:
    """One move of a stop: where to, when, why (a code), and the stop after it."""

    to: ObjectionStage
    at: datetime
    why: str
    after: Objection
    data: Mapping[str, object] = field(default_factory=dict)


def advance_objection(
    objection: Objection, facts: ObjectionFacts, now: datetime, rules: Rules
) -> ObjectionStep | None:
    """Return the next move of a stop that time or facts force, None if there is none.

    Parameters
    ----------
    objection : Objection
        The stop.
    facts : ObjectionFacts
        What happened to it.
    now : datetime
        The present instant.
    rules : Rules
        Of its question; ``stop_answer`` is the time for each reply.

    Returns
    -------
    ObjectionStep or None
        The move with the exact instant it fell due; call again until None.
    """
    step = upcoming_objection(objection, facts, rules)
    return step if step is not None and step.at <= now else None


def upcoming_objection(
    objection: Objection, facts: ObjectionFacts, rules: Rules
) -> ObjectionStep | None:
    """Return what happens next to a stop if nothing more is said.

    Parameters
    ----------
    objection : Objection
        The stop.
    facts : ObjectionFacts
        What happened to it.
    rules : Rules
        Of its question.

    Returns
    -------
    ObjectionStep or None
        None for a stop that can only be changed by people.
    """
    choose = _FROM.get(objection.stage)
    if choose is None:
        return None
    steps = [*choose(objection, facts, rules), *_by_others(objection, facts)]
    known = [step for step in steps if step is not None]
    return min(known, key=lambda step: step.at, default=None)


type _Steps = list[ObjectionStep | None]


def _move(
    objection: Objection, to: ObjectionStage, at: datetime | None, why: str
) -> ObjectionStep | None:
    """Return the step if its instant is known, never before the last change."""
    if at is None:
        return None
    at = max(at, objection.since)
    note = why if why in ("owner_in_no_talk", "owner_silent") else objection.note
    return ObjectionStep(to, at, why, replace(objection, stage=to, since=at, note=note))


def _by_others(objection: Objection, facts: ObjectionFacts) -> _Steps:
    """Relabelled by a panel, once; a stop that was restored stays one."""
    if objection.stage is ObjectionStage.RELABELLED or objection.before is not None:
        return []
    to = ObjectionStage.RELABELLED
    step = _move(objection, to, facts.relabelled_at, "panel_unanimous")
    if step is None:
        return []
    after = replace(step.after, before=objection.stage)
    return [replace(step, after=after)]


def _from_raised(objection: Objection, facts: ObjectionFacts, rules: Rules) -> _Steps:
    """Understood when the owner says so, or two others after the owner's silence."""
    to = ObjectionStage.UNDERSTOOD
    agreed = silent = None
    if facts.restated_at is not None:
        if facts.owner_agreed_at is not None:
            agreed = max(facts.restated_at, facts.owner_agreed_at)
        others = sorted(facts.others_agreed_at)[:CONFIRMATIONS]
        if len(others) == CONFIRMATIONS:
            silent = max(facts.restated_at + rules.stop_answer, others[-1])
    return [
        _move(objection, to, agreed, "owner_agreed"),
        _move(objection, to, silent, "two_others_confirmed"),
        _no_talk(objection, facts),
    ]


def _from_understood(
    objection: Objection, facts: ObjectionFacts, _rules: Rules
) -> _Steps:
    """Answered by a complete answer; an answer before "understood" counts from then."""
    answer = facts.answer
    answered: ObjectionStep | None = None
    if answer is not None and not answer.missing:
        if answer.kind is not AnswerKind.MOVED:
            to = ObjectionStage.ANSWERED
            answered = _move(objection, to, answer.at, answer.kind.value)
        elif facts.move_agreed_at is not None:
            at = max(answer.at, facts.move_agreed_at)
            answered = _move(objection, ObjectionStage.MOVED, at, "owner_agreed")
    return [answered, _no_talk(objection, facts)]


def _from_answered(objection: Objection, facts: ObjectionFacts, rules: Rules) -> _Steps:
    """Solved or standing as the owner says; silence leaves it standing."""
    end = objection.since + rules.stop_answer
    # A reply to an earlier answer says nothing about this one.
    solved, still = (
        at if at is not None and at >= objection.since else None
        for at in (facts.solved_at, facts.still_at)
    )
    return [
        _move(objection, ObjectionStage.RESOLVED, solved, "owner_solved"),
        _move(objection, ObjectionStage.STANDING, still, "owner_still_sees_it"),
        _move(objection, ObjectionStage.STANDING, end, "owner_silent"),
    ]


def _from_standing(
    objection: Objection, facts: ObjectionFacts, _rules: Rules
) -> _Steps:
    """Stand for good, unless the owner later says it is solved."""
    solved = facts.solved_at
    if solved is not None and solved < objection.since:
        solved = None
    return [_move(objection, ObjectionStage.RESOLVED, solved, "owner_solved")]


def _from_relabelled(
    objection: Objection, facts: ObjectionFacts, _rules: Rules
) -> _Steps:
    """Give the stop back as it was if the appeal says so."""
    restored = facts.restored_at
    if restored is None or restored < objection.since or objection.before is None:
        return []
    return [_move(objection, objection.before, restored, "appeal_restored")]


def _no_talk(objection: Objection, facts: ObjectionFacts) -> ObjectionStep | None:
    """Leave it standing, with a note, after 14 days in no working talk."""
    if facts.talks_offered_at is None:
        return None
    last = max(facts.talks_offered_at, facts.last_talk_at or facts.talks_offered_at)
    at = last + NO_TALK_FOR
    return _move(objection, ObjectionStage.STANDING, at, "owner_in_no_talk")


_FROM: Mapping[ObjectionStage, Callable[[Objection, ObjectionFacts, Rules], _Steps]] = {
    ObjectionStage.RAISED: _from_raised,
    ObjectionStage.UNDERSTOOD: _from_understood,
    ObjectionStage.ANSWERED: _from_answered,
    ObjectionStage.STANDING: _from_standing,
    ObjectionStage.RELABELLED: _from_relabelled,
}
