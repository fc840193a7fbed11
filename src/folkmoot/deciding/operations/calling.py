"""Signatures: what members cause together, and the single taps that count."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.deciding.models import Call, Panel, Position, Question
from folkmoot.deciding.operations.acting import Act, acting
from folkmoot.deciding.operations.moving import record_step
from folkmoot.deciding.operations.panels import draw_panel, pause_question
from folkmoot.deciding.queries.calls import (
    count_signed,
    has_unlike_pair,
    round_of,
    signatures_for,
    signed_calls,
)
from folkmoot.deciding.queries.facts import facts_of, latest_proposal
from folkmoot.deciding.queries.leading import may_be_called
from folkmoot.deciding.queries.reaching import is_reached_out
from folkmoot.deciding.queries.rules import rules_for, urgent_rules_for
from folkmoot.deciding.states import state_of, write_state
from folkmoot.deciding.words.leading import moves_with_all
from folkmoot.engines.consensus import (
    BEFORE_LAST_CALL,
    ENDED,
    OPEN,
    MoveError,
    Stage,
    may_reopen,
    take,
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
    Call.Kind.MERGE: (Stage.IDEA,),
    Call.Kind.NOT_WORDING: (Stage.WORKING, Stage.CHECKING),
    Call.Kind.REACH_OUT: (Stage.CHECKING,),
}
# Kinds of which one member may sign several: each text is an asking of its own.
BY_TEXT = (Call.Kind.UNCLEAR_WORD, Call.Kind.MERGE)
PARKED_FOR_DAYS = 30
NUMBER_DIGITS = 9  # no collective has as many questions


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
        if not may_be_called(act.question, kind):
            raise CallRefusedError(moves_with_all())
        _require_grounds(act, kind, text)
        said = {"text": text} if kind in BY_TEXT else {}
        row, is_new = Call.objects.get_or_create(
            question=act.question,
            member=act.member,
            kind=kind,
            round=round_of(act.question, kind),
            **said,
            defaults={
                "collective_id": act.question.collective_id,
                "text": text,
                "created_at": now,
            },
        )
        if is_new or row.withdrawn_at:
            row.withdrawn_at, row.created_at, row.text = None, now, text
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
    about = text if kind == Call.Kind.MERGE else None
    if action is not None and count_signed(act.question, kind, about) >= needed:
        action(act, text)


def _require_grounds(act: Act, kind: Call.Kind, text: str) -> None:
    """Refuse what the process permits only with a reason, or later.

    Raises
    ------
    CallRefusedError
        If there is none.
    """
    if kind == Call.Kind.URGENT and not text.strip():
        raise CallRefusedError(_("Please say what is in danger, and until when."))
    if kind == Call.Kind.URGENT and act.question.klass == Question.Class.FOUNDING:
        raise CallRefusedError(_("A founding question is never urgent."))
    if kind == Call.Kind.MERGE and _target(act, text) is None:
        raise CallRefusedError(_("There is no open question with this number."))
    if kind == Call.Kind.TAKE_UP_AGAIN and not _may_reopen(act, text, signatures=None):
        raise CallRefusedError(
            _("Please say what is new. Without news, 90 days have to pass.")
        )
    if kind == Call.Kind.REACH_OUT and not is_reached_out(act.question):
        raise CallRefusedError(_("Nobody has to be called or visited for this now."))
    latest = latest_proposal(act.question)
    if kind == Call.Kind.NOT_WORDING and not (latest and latest.wording_only):
        raise CallRefusedError(_("Nobody says that only the wording changed."))


def _may_reopen(act: Act, text: str, signatures: int | None) -> bool:
    """Ask the engine; with no ``signatures`` as if there were enough of them."""
    question, kind = act.question, Call.Kind.TAKE_UP_AGAIN
    said = signed_calls(question).filter(kind=kind, created_at__gte=question.since)
    has_new = bool(text.strip()) or said.exclude(text="").exists()
    state = state_of(question)
    needed = signatures_for(question, kind) if signatures is None else signatures
    facts = facts_of(question, state)
    return may_reopen(state, facts, act.now, needed, has_new=has_new)


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
    if question.urgent or not has_unlike_pair(question, act.now):
        return
    question.urgent = True
    state = state_of(question)
    rules = urgent_rules_for(question.collective, state.rules)
    write_state(question, replace(state, rules=rules))
    question.save()


def _park(act: Act, text: str) -> None:
    _take(act, Stage.PARKED, "called", text, act.now + timedelta(days=PARKED_FOR_DAYS))


def _take_up_again(act: Act, text: str) -> None:
    signed = count_signed(act.question, Call.Kind.TAKE_UP_AGAIN)
    if not _may_reopen(act, text, signed):
        return
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


def _target(act: Act, text: str) -> Question | None:
    """Return the open question whose number was given, if there is one."""
    if not text.isdecimal() or len(text) > NUMBER_DIGITS:
        return None
    rows = Question.objects.filter(
        collective_id=act.question.collective_id,
        number=int(text),
        stage__in=[stage.value for stage in OPEN],
    )
    return rows.exclude(id=act.question.id).first()


def _merge(act: Act, text: str) -> None:
    """Let people drawn by lot look, as the proposer did not join them."""
    target = _target(act, text)
    draw_panel(
        question=act.question,
        kind=Panel.Kind.MERGE,
        asked_by=act.member,
        reason=_("Question %(number)s: %(title)s")
        % {"number": text, "title": target.title if target else ""},
        now=act.now,
        into=target,
    )


def _not_wording(act: Act, _text: str) -> None:
    """Ask everybody again: what was carried over is carried over no longer."""
    latest = latest_proposal(act.question)
    if latest is None:
        return
    latest.wording_only = False
    latest.save(update_fields=["wording_only"])
    kept = Position.objects.filter(
        question=act.question, round=act.question.round, carried_over=True
    )
    if act.question.stage == Question.Stage.CHECKING:
        kept.delete()


_ACTIONS = {
    Call.Kind.LIFT: _lift,
    Call.Kind.URGENT: _make_urgent,
    Call.Kind.PARK: _park,
    Call.Kind.PAUSE: _pause,
    Call.Kind.TAKE_UP_AGAIN: _take_up_again,
    Call.Kind.MERGE: _merge,
    Call.Kind.NOT_WORDING: _not_wording,
}
