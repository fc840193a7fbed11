"""The frame of every operation on a question: lock, settle, check, act, settle."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from folkmoot.deciding.models import Question
from folkmoot.deciding.operations.settling import (
    lock_and_settle,
    lock_member,
    lock_question,
    refuse_after_window,
    require_stage,
    settle,
)
from folkmoot.engines.consensus import Stage
from folkmoot.messaging.operations import mark_acted
from folkmoot.people.models import Membership
from folkmoot.record.operations import Value, Words, append_entry
from folkmoot.web.writing import update


@dataclass(frozen=True)
class Act:
    """A locked question and the locked membership that acts on it."""

    question: Question
    member: Membership
    now: datetime

    def record(self, kind: str, **details: Value) -> None:
        """Append the one entry of this operation."""
        self._append(kind, details, None)

    def say(self, words: Words, kind: str, **details: Value) -> None:
        """Append it as the member's own words, which are signed."""
        self._append(kind, details, words)

    def _append(
        self, kind: str, details: Mapping[str, Value], words: Words | None
    ) -> None:
        append_entry(
            collective_id=self.question.collective_id,
            kind=kind,
            details=details,
            now=self.now,
            about_id=self.question.id,
            member_id=self.member.id,
            words=words,
        )


@contextmanager
def acting(
    member: Membership,
    question: Question,
    now: datetime,
    *stages: Stage,
    may_be_friend: bool = False,
    is_quiet: Callable[[Act], bool] = lambda _act: False,
    helper: Membership | None = None,
) -> Iterator[Act]:
    """Lock the question, settle its time, lock the right; settle again afterwards.

    To be used inside a transaction. ``stages`` are those that take the act; none
    means every stage does. Who acts knows of the question: what was asked has reached
    them, by themselves or by the ``helper`` who enters it. An act that ``is_quiet``
    changes nothing that moves a question, so that it is not settled once more: answers
    come in their hundreds.

    Raises
    ------
    QuestionMovedOnError, NotYoursError
        If the question or the membership does not take it any more.
    """
    locked = lock_and_settle(question, now)
    refuse_after_window(locked, now)
    if stages:
        require_stage(locked, *stages)
    person = lock_member(member, may_be_friend=may_be_friend)
    act = Act(locked, person, now)
    _note_that_it_reached(act, helper)
    quiet = is_quiet(act)
    yield act
    locked.last_event_at = now
    if quiet:
        update(locked, "last_event_at")
        question.stage = locked.stage
        return
    settle(locked, now)
    _follow(question)


def _note_that_it_reached(act: Act, helper: Membership | None) -> None:
    """Note that what was asked has reached the member, who acts on it."""
    mark_acted(
        about_id=act.question.id,
        member_id=act.member.id,
        now=act.now,
        helper_id=helper.id if helper else None,
    )


def _follow(question: Question) -> None:
    """Bring the caller's row up to what the database has."""
    fresh = lock_question(question)
    for field in Question._meta.concrete_fields:  # noqa: SLF001 -- Django's documented _meta API
        setattr(question, field.attname, getattr(fresh, field.attname))
