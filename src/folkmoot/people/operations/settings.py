"""Settings and founding agreement: one version after another, each with who decided."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.engines.consensus import (
    DEFAULTS,
    QuestionClass,
    RulesError,
    rules_from_dict,
    rules_to_dict,
)
from folkmoot.people.models import Agreement, Collective, Membership
from folkmoot.people.operations.joining import lock_member
from folkmoot.people.presets import (
    LARGEST_COST_PERCENT,
    LONGEST_TERM_DAYS,
    NAMES_INSIDE,
    NAMES_NOBODY,
    RANGES,
    TERM_DAYS,
)
from folkmoot.record.operations import append_entry

FREE_BELOW = 3  # members: until then those present set everything, on record


class NeedsQuestionError(Exception):
    """Three members have joined: only a founding question changes this now."""


class SettingRangeError(Exception):
    """A setting is unknown, or lies outside what a collective may choose."""


@transaction.atomic
def change_settings(
    *,
    collective: Collective,
    values: Mapping[str, Any],
    now: datetime,
    question_id: UUID | None = None,
    member: Membership | None = None,
) -> Agreement:
    """Set ``values`` and keep the rest; writes a new version of the agreement.

    What is inside a setting is kept too, where ``values`` does not name it.

    Give the id of the founding question that decided it, or, until the third member
    has joined, the member who does it. Locks the collective. Questions already open
    keep the rules they began with.

    Raises
    ------
    NeedsQuestionError
        If a member alone changes it after the third has joined.
    SettingRangeError
        If a value is unknown or out of range.
    """
    collective = _lock(collective, question_id, member)
    merged = merge_settings(collective.settings, values)
    check_settings({name: merged[name] for name in values}, merged)
    collective.settings = merged
    collective.save(update_fields=["settings"])
    agreement = _next_version(collective, now, question_id, member)
    append_entry(
        collective_id=collective.id,
        kind="settings.changed",
        details={"values": dict(values), "version": agreement.version},
        now=now,
        about_id=question_id,
        member_id=member.id if member else None,
    )
    return agreement


@transaction.atomic
def change_agreement(
    *,
    collective: Collective,
    short_text: str,
    text: str,
    now: datetime,
    question_id: UUID | None = None,
    member: Membership | None = None,
) -> Agreement:
    """Write a new version of the founding agreement; as `change_settings`."""
    collective = _lock(collective, question_id, member)
    agreement = _next_version(collective, now, question_id, member)
    agreement.short_text, agreement.text = short_text, text
    agreement.save(update_fields=["short_text", "text"])
    append_entry(
        collective_id=collective.id,
        kind="agreement.changed",
        details={
            "short_text": short_text,
            "text": text,
            "version": agreement.version,
        },
        now=now,
        about_id=question_id,
        member_id=member.id if member else None,
    )
    return agreement


def merge_settings(
    present: Mapping[str, Any], values: Mapping[str, Any]
) -> dict[str, Any]:
    """Return ``present`` with ``values`` over it, part by part."""
    merged = dict(present)
    for name, value in values.items():
        inner = merged.get(name)
        if isinstance(inner, Mapping) and isinstance(value, Mapping):
            merged[name] = merge_settings(inner, value)
        else:
            merged[name] = value
    return merged


def check_settings(
    values: Mapping[str, Any], settings: Mapping[str, Any] | None = None
) -> None:
    """Refuse settings that no collective may choose, beside what else is set.

    Raises
    ------
    SettingRangeError
        If a value is unknown or out of range; the message names it.
    """
    for name, value in values.items():
        if not _is_possible(name, value):
            message = _("%(name)s cannot be %(value)s.")
            raise SettingRangeError(message % {"name": name, "value": value})
    _check_money({**(settings or {}), **values})


def _check_money(settings: Mapping[str, Any]) -> None:
    """Refuse a small matter that may cost too much of a year's money."""
    yearly, limit = settings.get("yearly_money", 0), settings.get("money_limit", 0)
    if yearly and limit * 100 > yearly * LARGEST_COST_PERCENT:
        message = _(
            "A small matter costs at most %(percent)s of 100 of a year's money."
        )
        raise SettingRangeError(message % {"percent": LARGEST_COST_PERCENT})


def _is_possible(name: str, value: object) -> bool:
    if name in RANGES:
        low, high = RANGES[name]
        return type(value) is int and low <= value <= high
    if name in ("ceremony", "two_vouch"):
        return isinstance(value, bool)
    if name == "names_on_positions":
        return value in (NAMES_INSIDE, NAMES_NOBODY)
    check = {"term_days": _is_term, "rules": _are_rules}.get(name)
    if check is None or not isinstance(value, Mapping):
        return False
    return all(map(check, value.items()))


def _is_term(item: tuple[object, object]) -> bool:
    role, days = item
    return role in TERM_DAYS and type(days) is int and 1 <= days <= LONGEST_TERM_DAYS


def _are_rules(item: tuple[object, object]) -> bool:
    """Whether the numbers of one class, over its defaults, are inside their ranges."""
    name, numbers = item
    if name not in set(QuestionClass) or not isinstance(numbers, Mapping):
        return False
    defaults = rules_to_dict(DEFAULTS[QuestionClass(str(name))])
    try:
        rules_from_dict({**defaults, **numbers})
    except RulesError:
        return False
    return True


def _lock(
    collective: Collective, question_id: UUID | None, member: Membership | None
) -> Collective:
    collective = Collective.objects.select_for_update(no_key=True).get(id=collective.id)
    if question_id is not None:
        return collective
    if member is None or member.collective_id != collective.id:
        raise NeedsQuestionError(_("A question to all members changes this."))
    lock_member(member)
    members = collective.memberships.filter(standing=Membership.Standing.MEMBER)
    if members.count() >= FREE_BELOW:
        message = _("Three members have joined. A question to all changes this now.")
        raise NeedsQuestionError(message)
    return collective


def _next_version(
    collective: Collective,
    now: datetime,
    question_id: UUID | None,
    member: Membership | None,
) -> Agreement:
    last = collective.agreements.order_by("-version")[0]
    return Agreement.objects.create(
        collective=collective,
        version=last.version + 1,
        text=last.text,
        short_text=last.short_text,
        settings=collective.settings,
        question_id=question_id,
        member_id=member.id if member else None,
        created_at=now,
    )
