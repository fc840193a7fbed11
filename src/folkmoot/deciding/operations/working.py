"""Working on a stop: say it back, talk, answer with two names, hear the owner."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.deciding.models import Drafter, Objection, Talk
from folkmoot.deciding.operations.acting import Act, acting
from folkmoot.deciding.operations.opening import create_question
from folkmoot.deciding.operations.telling import tell_everybody
from folkmoot.engines.consensus import ANSWER_WORDS_AT_MOST, Stage
from folkmoot.people.models import Membership
from folkmoot.people.queries import count_members

WORKED_ON = (
    Stage.CHECKING,
    Stage.WORKING,
    Stage.LAST_CALL,
    Stage.DECIDED,
    Stage.CARRYING,
)


class StopStateError(Exception):
    """The stop is not at a point where this can be done, or not by this person."""


@dataclass(frozen=True)
class AnswerText:
    """An answer to a stop in at most 120 words; a trial names its end and its sign."""

    kind: Objection.AnswerKind
    text: str
    trial_until: date | None = None
    trial_sign: str = ""


def fresh_stop(act: Act, objection: Objection, *states: Objection.State) -> Objection:
    """Return the stop as it is now.

    Raises
    ------
    StopStateError
        If it is in none of ``states``.
    """
    row = Objection.objects.get(id=objection.id, question=act.question)
    if row.state not in states:
        raise StopStateError(_("This stop has moved on. Please look again."))
    return row


def require_owner(act: Act, row: Objection) -> None:
    """Refuse whoever did not raise the stop.

    Raises
    ------
    StopStateError
        If it is somebody else's.
    """
    if row.owner_id != act.member.id:
        raise StopStateError(_("Only the person who raised it says this."))


def require_other(act: Act, row: Objection) -> None:
    """Refuse who raised the stop.

    Raises
    ------
    StopStateError
        If it is one's own.
    """
    if row.owner_id == act.member.id:
        raise StopStateError(_("Somebody else does this for you."))


@transaction.atomic
def restate_stop(
    *, member: Membership, objection: Objection, text: str, now: datetime
) -> Objection:
    """Say a stop back in one's own words; locks the question."""
    question = objection.question
    with acting(member, question, now, *WORKED_ON, may_be_friend=True) as act:
        row = fresh_stop(act, objection, Objection.State.RAISED)
        require_other(act, row)
        row.restatement, row.restated_by, row.restated_at = text, act.member, now
        row.owner_agreed_at = None
        row.save()
        Talk.objects.filter(objection=row, kind=Talk.Kind.CONFIRMS).delete()
        tell_about_stop(act, row, "stop_restated", row.owner_id)
        act.record("stop.restated", stop=row.number, text=text)
    return row


@transaction.atomic
def agree_restatement(
    *,
    member: Membership,
    objection: Objection,
    is_right: bool,
    now: datetime,
    text: str = "",
) -> Objection:
    """Say as the owner "yes, that is it" or "not quite"; or confirm it as another.

    Raises
    ------
    StopStateError
        If nobody has said it back yet.
    """
    question = objection.question
    with acting(member, question, now, *WORKED_ON, may_be_friend=True) as act:
        row = fresh_stop(act, objection, Objection.State.RAISED)
        if row.restated_at is None:
            raise StopStateError(_("Nobody has said it back yet."))
        if row.owner_id != act.member.id:
            _confirm_as_other(act, row)
        elif is_right:
            row.owner_agreed_at = now
        else:
            row.restated_at = None
            _say(act, row, text or row.restatement)
        row.save()
        act.record("stop.restatement_answered", stop=row.number, right=is_right)
    return row


def _confirm_as_other(act: Act, row: Objection) -> None:
    if row.restated_by_id == act.member.id:
        raise StopStateError(_("Two other people confirm what you said back."))
    _say(act, row, "", Talk.Kind.CONFIRMS)


@transaction.atomic
def talk_about_stop(
    *, member: Membership, objection: Objection, text: str, now: datetime
) -> Talk:
    """Say a line in the talk about a stop; locks the question."""
    question = objection.question
    with acting(member, question, now, *WORKED_ON, may_be_friend=True) as act:
        line = _say(act, objection, text)
        act.record("stop.talked_about", stop=objection.number, text=text)
    return line


def _say(act: Act, row: Objection, text: str, kind: Talk.Kind = Talk.Kind.SAID) -> Talk:
    return Talk.objects.create(
        objection=row,
        collective_id=row.collective_id,
        member=act.member,
        kind=kind,
        text=text,
        created_at=act.now,
    )


@transaction.atomic
def answer_stop(
    *, member: Membership, objection: Objection, answer: AnswerText, now: datetime
) -> Objection:
    """Answer a stop; it counts once a second person has put their name to it.

    Raises
    ------
    StopStateError
        If it is answered already, the text is empty or longer than 120 words, or a
        trial lacks its end or its sign.
    """
    states = (Objection.State.RAISED, Objection.State.UNDERSTOOD)
    with acting(member, objection.question, now, *WORKED_ON) as act:
        row = fresh_stop(act, objection, *states)
        require_other(act, row)
        _require_complete(answer)
        row.answer_kind, row.answer = answer.kind, answer.text
        row.trial_until, row.trial_sign = answer.trial_until, answer.trial_sign
        row.answered_by, row.answer_seconded_by, row.answered_at = (
            act.member,
            None,
            None,
        )
        row.save()
        act.record("stop.answered", stop=row.number, answer=answer.text)
    return row


def _require_complete(answer: AnswerText) -> None:
    words = len(answer.text.split())
    if not 0 < words <= ANSWER_WORDS_AT_MOST:
        raise StopStateError(_("An answer has up to 120 words."))
    is_trial = answer.kind == Objection.AnswerKind.TRIAL
    if is_trial and not (answer.trial_until and answer.trial_sign.strip()):
        raise StopStateError(
            _("A trial says when it ends and what would show that it fails.")
        )


@transaction.atomic
def second_answer(
    *, member: Membership, objection: Objection, now: datetime
) -> Objection:
    """Put the second name to an answer; one of the two is not a drafter.

    Raises
    ------
    StopStateError
        If there is no answer, both names are one, or both are drafters.
    """
    states = (Objection.State.RAISED, Objection.State.UNDERSTOOD)
    with acting(member, objection.question, now, *WORKED_ON) as act:
        row = fresh_stop(act, objection, *states)
        require_other(act, row)
        if not row.answer or row.answered_by_id == act.member.id:
            raise StopStateError(_("A second person puts their name to an answer."))
        names = {row.answered_by_id, act.member.id}
        drafters = Drafter.objects.filter(
            question=act.question, drawn_at__isnull=False, member_id__in=names
        )
        everybody_drafts = count_members(act.question.collective) <= drafters.count()
        if drafters.count() == len(names) and not everybody_drafts:
            raise StopStateError(_("One of the two names is not a drafter's."))
        row.answer_seconded_by, row.answered_at = act.member, now
        row.save()
        act.record("stop.answer_seconded", stop=row.number)
    return row


@transaction.atomic
def reply_to_answer(
    *, member: Membership, objection: Objection, is_solved: bool, now: datetime
) -> Objection:
    """Say as the owner "solved" or "I still see it"; locks the question.

    Solved changes the owner's position to yes, by the owner's own word. Where the
    answer was to make it a question of its own, "solved" agrees and opens that one.
    """
    states = (
        Objection.State.UNDERSTOOD,
        Objection.State.ANSWERED,
        Objection.State.STANDING,
    )
    with acting(member, objection.question, now, *WORKED_ON) as act:
        row = fresh_stop(act, objection, *states)
        require_owner(act, row)
        is_move = row.answer_kind == Objection.AnswerKind.MOVED
        if is_solved:
            row.solved_at = now
            if is_move:
                row.moved_to = create_question(
                    collective=act.question.collective,
                    member=_raises_moved(act, row),
                    title=row.harm[:200],
                    now=now,
                    from_question=act.question,
                    why="moved_from_stop",
                )
        else:
            row.still_at = now
        row.save()
        act.record("stop.replied_to", stop=row.number, solved=is_solved)
    return row


def _raises_moved(act: Act, row: Objection) -> Membership:
    """Return who raises the new question: not an owner who keeps their name back."""
    proposed = row.answered_by
    return proposed if row.nameless and proposed is not None else act.member


def tell_about_stop(act: Act, row: Objection, template: str, member_id: UUID) -> None:
    """Tell one member of what was just done about a stop."""
    tell_everybody(
        act.question,
        act.now,
        template=template,
        only=[member_id],
        what=f"{template} {row.number} {act.now.isoformat()}",
    )
