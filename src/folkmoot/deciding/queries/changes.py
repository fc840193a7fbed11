"""What a question would change, beside what is so now and what others ask for."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from folkmoot.deciding.models import Decision, Question
from folkmoot.deciding.queries.rules import rules_for
from folkmoot.deciding.topics import HIGHER
from folkmoot.deciding.words.changes import (
    HOURS_A_DAY,
    IN_DAYS,
    describe_change,
    describe_mandate,
    describe_setting,
)
from folkmoot.engines.consensus import ENDED, QuestionClass, Stage, rules_to_dict
from folkmoot.people.models import Collective, Membership
from folkmoot.people.presets import TERM_DAYS
from folkmoot.people.queries import get_agreement, get_settings
from folkmoot.people.words import ROLES

Topic = Question.Topic
FOUNDING = (Topic.AGREEMENT, Topic.SETTINGS, Topic.MEMBERSHIP, Topic.FEDERATION)
DECIDED = (Stage.DECIDED, Stage.CARRYING, Stage.LOOKING_BACK)
OVER = [stage.value for stage in (*ENDED, *DECIDED)]


def leaves_of(values: Any, *path: str) -> Iterator[tuple[str, Any]]:
    """Yield each single setting in ``values`` with its dotted name."""
    if not isinstance(values, Mapping):
        yield ".".join(path), values
        return
    for name, inner in values.items():
        yield from leaves_of(inner, *path, name)


def with_present(
    collective: Collective, topic: str, change: Mapping[str, Any]
) -> dict[str, Any]:
    """Return a change with what was so when it was written, to see later moves."""
    kept = {name: value for name, value in change.items() if name != "before"}
    before = _present(collective, topic, kept)
    return {**kept, "before": before} if before is not None else kept


def _present(collective: Collective, topic: str, change: Mapping[str, Any]) -> Any:
    if topic == Topic.AGREEMENT:
        return get_agreement(collective).text
    if topic == Topic.SETTINGS:
        present = dict(leaves_of(_settings_of(collective)))
        names = [name for name, _value in leaves_of(change["values"])]
        return {name: present.get(name) for name in names}
    return None


def _settings_of(collective: Collective) -> dict[str, Any]:
    """Return every setting with all its parts, the usual ones included."""
    settings = get_settings(collective)
    rules = {
        klass.value: rules_to_dict(rules_for(collective, klass.value))
        for klass in QuestionClass
    }
    return {
        **settings,
        "rules": rules,
        "term_days": {**TERM_DAYS, **settings["term_days"]},
    }


def show_change(question: Question) -> list[tuple[str, str]]:
    """Return what the question changes, as label and text."""
    change = question.change
    if question.topic in (Topic.MEMBERSHIP, Topic.ROLE):
        name = Membership.objects.get(id=change["member_id"]).name
        if question.topic == Topic.ROLE:
            return [(str(ROLES[change["role"]]), name)]
        return [(_("Would no longer be a member"), name)]
    if question.topic in (*HIGHER, Topic.MANDATE):
        is_mandate = question.topic == Topic.MANDATE
        show = describe_mandate if is_mandate else HIGHER[question.topic].show
        return show(change)
    is_open = question.stage not in OVER
    if question.topic != Topic.SETTINGS:
        lines = describe_change(change)
        return [*lines, *_notes(question)] if is_open else lines
    lines = [
        (describe_setting(name, value)) for name, value in leaves_of(change["values"])
    ]
    return [*lines, *_notes(question)] if is_open else lines


def _notes(question: Question) -> list[tuple[str, str]]:
    """Return what has to be known beside it: how it is now, and who asks for the same."""
    change, topic = question.change, question.topic
    present = _present(question.collective, topic, change)
    before = change.get("before", present)
    notes = []
    if topic == Topic.SETTINGS:
        now = [": ".join(describe_setting(n, v)) for n, v in present.items()]
        notes.append((_("Now"), "\n".join(now)))
    if present != before:
        notes.append(
            (
                _("It has changed since this was asked"),
                _("Another decision came first. This one would replace it."),
            )
        )
    others = [f"{row.number}: {row.title}" for row in rivals_of(question)]
    if others:
        label = _("Another question asks about the same")
        notes.append((label, "\n".join(others)))
    return notes


def rivals_of(question: Question) -> list[Question]:
    """Return the other open questions that would change the same."""
    rows = Question.objects.filter(
        collective_id=question.collective_id, topic=question.topic
    )
    others = rows.exclude(id=question.id).exclude(stage__in=OVER).order_by("number")
    return [row for row in others if _names(row) & _names(question)]


def replaced_by(question: Question) -> list[UUID]:
    """Return the questions whose decision says nothing any more once this is done."""
    if question.topic not in (Topic.AGREEMENT, Topic.SETTINGS):
        return []
    held = Decision.objects.filter(
        collective_id=question.collective_id,
        question__topic=question.topic,
        state__in=(Decision.State.IN_FORCE, Decision.State.UNDER_REVIEW),
    ).exclude(question=question)
    rows = [row.question for row in held.select_related("question")]
    return [row.id for row in rows if _names(row) <= _names(question)]


def _names(question: Question) -> set[str]:
    if question.topic != Topic.SETTINGS:
        return {question.topic}
    return {name for name, _value in leaves_of(question.change["values"])}


def form_values_of(question: Question) -> tuple[str, dict[str, Any]]:
    """Return the setting's name, if it is about one, and what its form begins with."""
    change = question.change
    if question.topic != Topic.SETTINGS:
        kept = {name: value for name, value in change.items() if name != "before"}
        return "", {**kept, "member": change.get("member_id", "")}
    # The form asks for one setting; a program may have named several.
    name, value = next(leaves_of(change["values"]))
    is_days = name.startswith("rules.") and name.rpartition(".")[2] in IN_DAYS
    return name, {"value": value // HOURS_A_DAY if is_days else value}
