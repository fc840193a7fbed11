"""Doing what a question decided of itself: text, settings, a membership, a role."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from folkmoot.deciding.models import Question
from folkmoot.people.models import Membership
from folkmoot.people.operations import (
    SettingRangeError,
    appoint,
    change_agreement,
    change_settings,
    end_membership,
)
from folkmoot.people.queries import term_days
from folkmoot.record.operations import append_entry


def carry_out_change(question: Question, now: datetime) -> None:
    """Do what a question decided: text, settings, a membership or a role."""
    action = _ACTIONS.get(question.topic)
    if action is not None:
        action(question, question.change, now)


type Action = Callable[[Question, dict[str, Any], datetime], None]


def carry_out_topic(topic: str, action: Action) -> None:
    """Let a higher room do what questions with its topic decided."""
    _ACTIONS[topic] = action


def _agreement(question: Question, change: dict[str, Any], now: datetime) -> None:
    change_agreement(
        collective=question.collective,
        text=change["text"],
        short_text=change["short_text"],
        question_id=question.id,
        now=now,
    )


def _settings(question: Question, change: dict[str, Any], now: datetime) -> None:
    try:
        change_settings(
            collective=question.collective,
            values=change["values"],
            question_id=question.id,
            now=now,
        )
    except SettingRangeError:
        # Another decision has made a number that does not fit beside this one.
        _record_undone(question, now)


def _membership(question: Question, change: dict[str, Any], now: datetime) -> None:
    membership = _member_of(question, change)
    if membership.is_open:
        end_membership(membership=membership, question_id=question.id, now=now)
    else:
        _record_undone(question, now)


def _role(question: Question, change: dict[str, Any], now: datetime) -> None:
    membership = _member_of(question, change)
    if not membership.takes_positions:
        _record_undone(question, now)
        return
    days = term_days(question.collective, change["role"])
    appoint(
        member=membership,
        role=change["role"],
        ends_at=now + timedelta(days=days),
        question_id=question.id,
        now=now,
    )


def _member_of(question: Question, change: dict[str, Any]) -> Membership:
    return Membership.objects.get(
        id=change["member_id"], collective_id=question.collective_id
    )


def _record_undone(question: Question, now: datetime) -> None:
    append_entry(
        collective_id=question.collective_id,
        kind="question.change_not_done",
        details={"topic": question.topic},
        now=now,
        about_id=question.id,
    )


_ACTIONS: dict[str, Action] = {
    Question.Topic.AGREEMENT.value: _agreement,
    Question.Topic.SETTINGS.value: _settings,
    Question.Topic.MEMBERSHIP.value: _membership,
    Question.Topic.ROLE.value: _role,
}
