"""Raising a question, making it clear, sending it on, taking it back."""

from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.deciding.models import ExplainBack, Question
from folkmoot.deciding.operations.acting import acting
from folkmoot.deciding.operations.beside import put_versions
from folkmoot.deciding.operations.drafting import DraftText
from folkmoot.deciding.operations.hearing import Attached, attach_to
from folkmoot.deciding.operations.hosting import (
    draw_first_reply,
    draw_hosts,
    end_first_replies,
)
from folkmoot.deciding.operations.moving import record_step
from folkmoot.deciding.operations.opening import create_question
from folkmoot.deciding.operations.settling import (
    NotProposerError,
    QuestionMovedOnError,
    lock_and_settle,
    lock_member,
    settle,
)
from folkmoot.deciding.queries.changes import FOUNDING, with_present
from folkmoot.deciding.queries.facts import draft_of
from folkmoot.deciding.queries.hosting import is_host
from folkmoot.deciding.queries.queue import has_room, is_first_due, queue_of
from folkmoot.deciding.queries.rules import (
    has_ceremony,
    rules_for,
    urgent_rules_for,
)
from folkmoot.deciding.states import state_of, write_state
from folkmoot.deciding.words.missing import name_missing, say_missing
from folkmoot.doing.operations import set_tasks
from folkmoot.engines.consensus import MoveError, Stage, take
from folkmoot.listening.models import Attachment
from folkmoot.people.models import Collective, Membership
from folkmoot.record.operations import Words


class IncompleteQuestionError(Exception):
    """Something is missing before the question can go on."""


@dataclass(frozen=True)
class Shape:
    """What makes a question clear; empty fields may be filled later."""

    why_now: str = ""
    affected: str = ""
    short_text: str = ""
    facts: str = ""
    cost: int | None = None
    legal_date: date | None = None
    topic: str = ""
    change: dict[str, Any] = field(default_factory=dict)


@transaction.atomic
def raise_question(
    *,
    member: Membership,
    title: str,
    now: datetime,
    klass: str = "ordinary",
    shape: Shape | None = None,
    draft: DraftText | None = None,
    attached: Attached | None = None,
    from_question: Question | None = None,
) -> Question:
    """Raise a question; with room it opens at once, else it waits in the queue.

    With a complete draft a small question goes on notice, and at home hearing and
    check open as one page. Members and friends may raise; a topic of the founding
    agreement makes the class founding.
    """
    person = lock_member(member, may_be_friend=True)
    shape = shape or Shape()
    if shape.topic:
        change = with_present(person.collective, shape.topic, shape.change)
        shape = replace(shape, change=change)
    question = create_question(
        collective=person.collective,
        member=person,
        title=title,
        now=now,
        klass="founding" if shape.topic in FOUNDING else klass,
        details=asdict(shape),
        from_question=from_question,
    )
    question = lock_and_settle(question, now)
    with_question = Attachment.With.QUESTION
    attach_to(question, person, attached, now, with_question, _words_of(attached))
    if draft is not None:
        put_versions(question=question, member=person, draft=draft, now=now)
    draw_hosts(question, now)
    draw_first_reply(question, now)
    admit(question, now)
    if draft is not None and _is_decided_on_draft(question):
        question.forwarded_at = now
    settle(question, now)
    return question


def _words_of(attached: Attached | None) -> Words | None:
    """Return who signs a file; their device does not know yet with which question."""
    return Words(attached.signed, unknown=frozenset({"about"})) if attached else None


def _is_decided_on_draft(question: Question) -> bool:
    """Say whether the draft alone sends it on; graver questions are heard first."""
    is_small = question.klass == Question.Class.SMALL
    is_shaped = question.stage == Question.Stage.SHAPING
    return is_shaped and (is_small or state_of(question).is_one_page)


def admit(question: Question, now: datetime) -> None:
    """Let the next ideas in while there is room."""
    collective = question.collective
    if not has_room(collective):
        return
    for idea in queue_of(collective, now)[:1]:
        if idea.id == question.id:
            question.place_reached_at = now
            settle(question, now)
            return
        waiting = lock_and_settle(idea, now)
        waiting.place_reached_at = now
        settle(waiting, now)


@transaction.atomic
def admit_ideas(*, collective: Collective, now: datetime) -> int:
    """Let waiting ideas in while there is room; return how many. For the worker.

    A person's first question waits 14 days at most, room or not.
    """
    admitted = 0
    for idea in queue_of(collective, now):
        if not (has_room(collective) or is_first_due(idea, now)):
            continue
        question = lock_and_settle(idea, now)
        question.place_reached_at = now
        settle(question, now)
        admitted += 1
    return admitted


@transaction.atomic
def begin_shaping(*, member: Membership, question: Question, now: datetime) -> Question:
    """Take an idea up by hand; locks the question.

    Raises
    ------
    IncompleteQuestionError
        If too many questions are open already.
    """
    with acting(member, question, now, Stage.IDEA, may_be_friend=True) as act:
        if not has_room(act.question.collective):
            raise IncompleteQuestionError(
                _("Many questions are open already. This one opens when there is room.")
            )
        act.question.place_reached_at = now
        act.record("question.taken_up")
    return question


@transaction.atomic
def shape_question(
    *,
    member: Membership,
    question: Question,
    title: str,
    klass: str,
    shape: Shape,
    now: datetime,
) -> Question:
    """Make the question clearer; the proposer or any member helps; locks it."""
    stages = (Stage.IDEA, Stage.SHAPING)
    with acting(member, question, now, *stages, may_be_friend=True) as act:
        row = act.question
        before = row.klass
        row.title = title
        for name in (f.name for f in fields(shape)):
            setattr(row, name, getattr(shape, name))
        row.klass = "founding" if shape.topic in FOUNDING else klass
        if row.klass != before:
            _set_class(row)
        row.save()
        act.record("question.shaped", title=title, **{"class": row.klass})
    return question


def _set_class(question: Question) -> None:
    """Give the question the numbers of its class as they are now."""
    rules = rules_for(question.collective, question.klass)
    if question.urgent:
        rules = urgent_rules_for(question.collective, rules)
    write_state(question, replace(state_of(question), rules=rules))


@transaction.atomic
def explain_back(
    *, member: Membership, question: Question, text: str, now: datetime
) -> ExplainBack:
    """Reply to an idea, or say a question in one's own words; not for its proposer.

    Locks the question.
    """
    stages = (Stage.IDEA, Stage.SHAPING)
    with acting(member, question, now, *stages, may_be_friend=True) as act:
        if act.member.id == act.question.proposer_id:
            raise NotProposerError(_("Somebody else says it back to you."))
        said = ExplainBack.objects.create(
            question=act.question,
            collective_id=act.question.collective_id,
            member=act.member,
            text=text,
            created_at=now,
        )
        is_idea = act.question.stage == Question.Stage.IDEA
        end_first_replies(act.question, now)
        kind = "question.replied_to" if is_idea else "question.explained_back"
        act.record(kind, text=text)
    return said


@transaction.atomic
def confirm_explanation(
    *, member: Membership, explanation: ExplainBack, now: datetime
) -> ExplainBack:
    """Nod as the proposer: "yes, that is it"; locks the question."""
    with acting(member, explanation.question, now, may_be_friend=True) as act:
        _require_proposer(act.question, act.member)
        explanation.confirmed_at = now
        explanation.save()
        act.record("question.explanation_confirmed")
    return explanation


@transaction.atomic
def send_on(*, member: Membership, question: Question, now: datetime) -> Question:
    """Send a clear question to its hearing, notice or check; locks it.

    Raises
    ------
    IncompleteQuestionError
        If required fields are missing, named in the message.
    """
    with acting(member, question, now, Stage.SHAPING, may_be_friend=True) as act:
        if not is_host(act.question, act.member, now):
            _require_proposer(act.question, act.member)
        missing = missing_for_sending(act.question)
        if missing:
            raise IncompleteQuestionError(say_missing(missing))
        act.question.forwarded_at = now
        act.record("question.sent_on")
    return question


def missing_for_sending(question: Question) -> list[str]:
    """Return in plain words what a question in shaping still lacks."""
    if state_of(question).is_one_page or question.klass == Question.Class.SMALL:
        return name_missing(draft_of(question).missing)
    lacking = []
    if not question.short_text:
        lacking.append(_("the question in three minutes"))
    if not question.affected:
        lacking.append(_("who is affected"))
    needs_echo = has_ceremony(question.collective, question.klass)
    confirmed = question.explanations.filter(confirmed_at__isnull=False)
    if needs_echo and not confirmed.exists():
        lacking.append(_("somebody else saying it back"))
    return lacking


@transaction.atomic
def withdraw_question(
    *, member: Membership, question: Question, reason: str, now: datetime
) -> Question:
    """Take one's question back; another member may adopt it for 14 days; locks it."""
    with acting(member, question, now, may_be_friend=True) as act:
        _require_proposer(act.question, act.member)
        _move(act.question, Stage.WITHDRAWN, now, "withdrawn", act.member, reason)
        set_tasks(
            collective=act.question.collective,
            question_id=act.question.id,
            tasks=[],
            now=now,
        )
        act.record("question.withdrawn", reason=reason)
    return question


@transaction.atomic
def adopt_question(
    *, member: Membership, question: Question, now: datetime
) -> Question:
    """Carry on a question under the same number and history; locks it.

    One that was withdrawn, or one that nobody raised and nobody makes clear yet.

    Raises
    ------
    QuestionMovedOnError
        If somebody does that already.
    """
    stages = (Stage.WITHDRAWN, Stage.IDEA, Stage.SHAPING)
    with acting(member, question, now, *stages) as act:
        if act.question.stage == Stage.WITHDRAWN:
            to = state_of(act.question).came_from or Stage.IDEA
            _move(act.question, to, now, "adopted", act.member)
        elif act.question.proposer_id is not None or act.question.led_by_id:
            raise QuestionMovedOnError(_("Somebody makes it clear already."))
        act.question.proposer = act.member
        act.question.save()
        act.record("question.adopted")
    return question


@transaction.atomic
def park_question(
    *,
    member: Membership,
    question: Question,
    until: datetime,
    reason: str,
    now: datetime,
) -> Question:
    """Put one's question aside until a date within 180 days; locks it."""
    with acting(member, question, now, may_be_friend=True) as act:
        _require_proposer(act.question, act.member)
        _move(act.question, Stage.PARKED, now, "parked", act.member, reason, until)
        act.record("question.parked", until=until.isoformat(), reason=reason)
    return question


@transaction.atomic
def merge_question(
    *, member: Membership, question: Question, into: Question, now: datetime
) -> Question:
    """Join one's idea to another question; both texts are kept; locks it."""
    with acting(member, question, now, Stage.IDEA, may_be_friend=True) as act:
        _require_proposer(act.question, act.member)
        act.question.from_question = into
        _move(act.question, Stage.MERGED, now, "merged", act.member)
        act.record("question.merged", into=into.number)
    return question


def _move(
    question: Question,
    to: Stage,
    now: datetime,
    why: str,
    member: Membership,
    reason: str = "",
    until: datetime | None = None,
) -> None:
    try:
        step = take(state_of(question), to, now, why, until=until)
    except MoveError as error:
        raise QuestionMovedOnError(
            _("The question cannot make this step now.")
        ) from error
    record_step(question, step, now, member, reason)


def _require_proposer(question: Question, member: Membership) -> None:
    if member.id != question.proposer_id:
        raise NotProposerError(_("Only the person who raised it does this."))
