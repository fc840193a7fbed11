"""Signatures: what members cause together, and the single taps that count."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.deciding.models import Call, Panel, Question
from folkmoot.deciding.operations.acting import Act, acting
from folkmoot.deciding.operations.moving import record_step
from folkmoot.deciding.operations.panels import draw_panel, pause_question
from folkmoot.deciding.queries.calls import count_signed, round_of, signatures_for
from folkmoot.deciding.queries.rules import rules_for
from folkmoot.deciding.states import state_of, write_state
from folkmoot.engines.consensus import (
    BEFORE_LAST_CALL,
    ENDED,
    MoveError,
    Stage,
    take,
    urgent,
)
from folkmoot.people.models import Membership

CHECKED = (Stage.CHECKING, Stage.WORKING, Stage.LAST_CALL)
STAGES: dict[Call.Kind, tuple[Stage, ...]] = {
    Call.Kind.SUPPORT: (Stage.IDEA, Stage.SHAPING),
    Call.Kind.LIFT: (Stage.SHAPING, Stage.NOTICE, Stage.HEARING, Stage.DRAFTING),
    Call.Kind.FORWARD: (Stage.SHAPING,),
    Call.Kind.EXTEND_HEARING: (Stage.HEARING,),
    Call.Kind.TALK_FIRST: (Stage.NOTICE,),
    Call.Kind.URGENT: (Stage.IDEA, Stage.SHAPING),
    Call.Kind.MORE_TIME: (Stage.HEARING, Stage.CHECKING),
    Call.Kind.ONE_MORE_ROUND: (Stage.WORKING,),
    Call.Kind.PARK: tuple(BEFORE_LAST_CALL),
    Call.Kind.WAKE: (Stage.PARKED,),
    Call.Kind.PAUSE: tuple(stage for stage in Stage if stage not in ENDED),
    Call.Kind.LOOK_BACK: (Stage.CARRYING,),
    Call.Kind.TAKE_UP_AGAIN: (Stage.NO_DECISION,),
    Call.Kind.UNCLEAR_WORD: (Stage.SHAPING, Stage.HEARING),
}
PARKED_FOR_DAYS = 30


class CallRefusedError(Exception):
    """Nobody can ask for it now, or not by this person."""


@transaction.atomic
def call(
    *,
    member: Membership,
    question: Question,
    kind: Call.Kind,
    now: datetime,
    text: str = "",
) -> Call:
    """Sign for something; enough signatures make it happen at once; locks the question.

    Signing twice counts once.

    Raises
    ------
    CallRefusedError
        If the person cannot ask for this.
    """
    may_be_friend = kind in (Call.Kind.SUPPORT, Call.Kind.UNCLEAR_WORD)
    stages = STAGES[kind]
    with acting(member, question, now, *stages, may_be_friend=may_be_friend) as act:
        row, is_new = Call.objects.get_or_create(
            question=act.question,
            member=act.member,
            kind=kind,
            round=round_of(act.question, kind),
            text=text if kind == Call.Kind.UNCLEAR_WORD else "",
            defaults={
                "collective_id": act.question.collective_id,
                "created_at": now,
            },
        )
        if is_new or row.withdrawn_at:
            row.withdrawn_at, row.created_at = None, now
            row.save()
            act.record("call.signed", call=str(kind), text=text)
            _act_on(act, kind, text)
    return row


@transaction.atomic
def withdraw_call(*, member: Membership, signed: Call, now: datetime) -> Call:
    """Take one's signature back; locks the question."""
    with acting(member, signed.question, now, may_be_friend=True) as act:
        row = Call.objects.filter(id=signed.id, member=act.member).first()
        if row is None:
            raise CallRefusedError(_("This is somebody else's signature."))
        row.withdrawn_at = now
        row.save()
        act.record("call.withdrawn", call=row.kind)
    return row


def _act_on(act: Act, kind: Call.Kind, text: str) -> None:
    """Do what enough signatures bring, where the engine's timers do not do it."""
    action = _ACTIONS.get(kind)
    needed = signatures_for(act.question, kind)
    if action is not None and count_signed(act.question, kind) >= needed:
        action(act, text)


def _lift(act: Act, _text: str) -> None:
    question = act.question
    to = {"small": "ordinary", "ordinary": "serious"}.get(question.klass)
    if to is None:
        return
    question.klass = to
    rules = rules_for(question.collective, to)
    write_state(question, replace(state_of(question), rules=rules))
    question.save()


def _make_urgent(act: Act, _text: str) -> None:
    question = act.question
    if question.klass == Question.Class.FOUNDING:
        raise CallRefusedError(_("A founding question is never urgent."))
    question.urgent = True
    state = state_of(question)
    write_state(question, replace(state, rules=urgent(state.rules)))
    question.save()


def _park(act: Act, text: str) -> None:
    from datetime import timedelta

    _take(act, Stage.PARKED, "called", text, act.now + timedelta(days=PARKED_FOR_DAYS))


def _take_up_again(act: Act, text: str) -> None:
    _take(act, Stage.SHAPING, "taken_up_again", text)
    act.question.forwarded_at = act.question.submitted_at = None
    act.question.save()


def _take(
    act: Act, to: Stage, why: str, text: str, until: datetime | None = None
) -> None:
    try:
        step = take(state_of(act.question), to, act.now, why, until=until)
    except MoveError as error:
        raise CallRefusedError(_("The question cannot make this step now.")) from error
    record_step(act.question, step, act.now, act.member, text)


def _pause(act: Act, text: str) -> None:
    draw_panel(
        question=act.question,
        kind=Panel.Kind.COMPLAINT,
        asked_by=act.member,
        reason=text,
        now=act.now,
    )
    pause_question(act.question, act.now)


_ACTIONS = {
    Call.Kind.LIFT: _lift,
    Call.Kind.URGENT: _make_urgent,
    Call.Kind.PARK: _park,
    Call.Kind.PAUSE: _pause,
    Call.Kind.TAKE_UP_AGAIN: _take_up_again,
}
