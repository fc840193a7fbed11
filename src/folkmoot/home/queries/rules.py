"""Every setting in words: what it is, what it could be, who decided it and when."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.deciding.models import Decision, Question
from folkmoot.deciding.queries.rules import rules_for
from folkmoot.engines.consensus import (
    DEFAULTS,
    RANGES,
    QuestionClass,
    rules_to_dict,
)
from folkmoot.home.queries.words import CLASSES
from folkmoot.people import presets
from folkmoot.people.models import Agreement, Collective, Membership
from folkmoot.people.operations.settings import FREE_BELOW
from folkmoot.people.queries import get_settings
from folkmoot.people.words import ROLES
from folkmoot.web.when import say_days

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LABELS: Mapping[str, Promise] = {
    "minutes_per_month": gettext_lazy("Minutes asked of a member each month, at most"),
    "open_questions": gettext_lazy("Questions open at the same time, at most"),
    "money_limit": gettext_lazy("A small question may cost up to"),
    "ceremony": gettext_lazy("Two hosts, saying back, lots and table reports"),
    "names_on_positions": gettext_lazy("Names beside the answers to a draft"),
}
# Set one by one: they come up rarely.
MORE_LABELS: Mapping[str, Promise] = {
    "helper_entries": gettext_lazy("Answers one person may enter for others, at most"),
    "first_reply_hours": gettext_lazy("Hours until somebody replies to an idea"),
    "two_vouch": gettext_lazy("Vouching for the key of another group's record"),
    "terms_in_a_row": gettext_lazy("Terms in a row in the same role, at most"),
    "rest_percent": gettext_lazy("Rest after terms in a row, in hundredths of a term"),
    "position_after_days": gettext_lazy("Days from joining to the first answer"),
    "founding_after_days": gettext_lazy("The same days, for a founding question"),
    "yearly_money": gettext_lazy("Money of a whole year; 0 where nobody has said it"),
    "urgent_hours": gettext_lazy("Hours to answer what is urgent"),
    "recall_hours": gettext_lazy("Hours to answer whether a mandate is taken back"),
    "recall_percent": gettext_lazy(
        "Share that takes a mandate back, of 100 who have a view"
    ),
    "recall_signatures": gettext_lazy(
        "Signatures that pause a messenger, in hundredths of the usual number"
    ),
    "exchange_percent": gettext_lazy(
        "Share of our work, of 100, above which an exchange is a question to all"
    ),
}
RULES: Mapping[str, Promise] = {
    "support_percent": gettext_lazy("Yes among those who answer, at least"),
    "stop_percent": gettext_lazy("Stops that may stand in the end, at most"),
    "floor_percent": gettext_lazy("Yes among all members, at least"),
    "checks_before_near": gettext_lazy("Rounds before a stop may stand"),
    "max_checks": gettext_lazy("Rounds at most"),
    "notice": gettext_lazy("Time to object to a small question"),
    "hearing": gettext_lazy("Time to say what you think"),
    "check": gettext_lazy("Time to answer the draft"),
    "working": gettext_lazy("Time to work on stops"),
    "last_call": gettext_lazy("Last call"),
    "late_objection": gettext_lazy("Time to object afterwards, if you were not heard"),
    "stop_answer": gettext_lazy("Time for each reply about a stop"),
    "look_back": gettext_lazy("Look back after"),
}
PERCENT = "_percent"


@dataclass(frozen=True)
class Decided:
    """Since when a setting is as it is, and by whom."""

    at: datetime
    by: str
    question: Question | None
    look_back: date | None
    is_first: bool = False


@dataclass(frozen=True)
class Setting:
    """One setting in words; ``name`` is what a question to change it is asked with."""

    name: str
    label: str
    value: str
    default: str
    range: str
    decided: Decided

    @property
    def is_usual(self) -> bool:
        """Whether it is what a collective of this kind begins with."""
        return self.value == self.default

    @property
    def is_as_it_came(self) -> bool:
        """Whether nobody ever decided about it: it came with the kind of collective."""
        return self.is_usual and self.decided.is_first


@dataclass(frozen=True)
class Group:
    """Settings under one heading."""

    heading: str
    settings: Sequence[Setting]


@dataclass(frozen=True)
class Version:
    """One version of the agreement or the settings, and who decided it."""

    agreement: Agreement
    decided: Decided


def list_versions(collective: Collective) -> list[Version]:
    """Return every version, newest first, with who decided it."""
    rows = list(collective.agreements.order_by("version"))
    decided = _decisions_of(rows, collective)
    return [Version(row, decided[row.id]) for row in reversed(rows)]


def list_groups(collective: Collective) -> list[Group]:
    """Return every setting of ``collective``, grouped."""
    rows = list(collective.agreements.order_by("version"))
    history = _History(rows, _decisions_of(rows, collective))
    groups = [
        Group(_("For all questions"), _general(collective, history)),
        Group(_("How long a role lasts"), _terms(collective, history)),
    ]
    for klass in QuestionClass:
        settings = _rules(collective, klass, history)
        groups.append(Group(str(CLASSES[klass.value]), settings))
    return groups


@dataclass(frozen=True)
class _History:
    """When each setting last became what it is."""

    versions: Sequence[Agreement]
    decided: Mapping[UUID, Decided]

    def of(self, *path: str) -> Decided:
        """Return who decided the setting at ``path``."""
        last, before = self.versions[0], None
        for version in self.versions:
            value = _at(version.settings, path)
            if value != before:
                last, before = version, value
        return self.decided[last.id]


def _at(values: Any, path: Iterable[str]) -> Any:
    for name in path:
        values = values.get(name) if isinstance(values, Mapping) else None
    return values


def _decisions_of(
    versions: Sequence[Agreement], collective: Collective
) -> dict[UUID, Decided]:
    asked = {row.question_id for row in versions if row.question_id is not None}
    questions = {row.id: row for row in Question.objects.filter(id__in=asked)}
    held = Decision.objects.filter(
        question__in=asked,
        state__in=(Decision.State.IN_FORCE, Decision.State.UNDER_REVIEW),
    )
    look_backs = dict(held.values_list("question_id", "look_back_date"))
    members = collective.memberships.filter(id__in=[row.member_id for row in versions])
    names = dict(members.values_list("id", "name"))
    return {
        row.id: Decided(
            at=row.created_at,
            by=_by(row, names),
            question=questions.get(row.question_id) if row.question_id else None,
            look_back=look_backs.get(row.question_id) if row.question_id else None,
            is_first=row.id == versions[0].id,
        )
        for row in versions
    }


def _by(version: Agreement, names: Mapping[UUID, str]) -> str:
    return names.get(version.member_id, "") if version.member_id else ""


def _general(collective: Collective, history: _History) -> list[Setting]:
    present, default = get_settings(collective), presets.DEFAULTS[collective.preset]
    return [
        Setting(
            name=name,
            label=str(label),
            value=_spoken(name, present[name]),
            default=_spoken(name, default[name]),
            range=_range(presets.RANGES.get(name), name),
            decided=history.of(name),
        )
        for name, label in {**LABELS, **MORE_LABELS}.items()
    ]


def _terms(collective: Collective, history: _History) -> list[Setting]:
    present = {**presets.TERM_DAYS, **get_settings(collective)["term_days"]}
    bounds = (1, presets.LONGEST_TERM_DAYS)
    return [
        Setting(
            name=f"term_days.{role}",
            label=str(ROLES[role]),
            value=say_days(present[role]),
            default=say_days(days),
            range=_between(*(say_days(bound) for bound in bounds)),
            decided=history.of("term_days", role),
        )
        for role, days in presets.TERM_DAYS.items()
    ]


def _rules(
    collective: Collective, klass: QuestionClass, history: _History
) -> list[Setting]:
    present = rules_to_dict(rules_for(collective, klass.value))
    default = rules_to_dict(DEFAULTS[klass])
    return [
        Setting(
            name=f"rules.{klass.value}.{name}",
            label=str(label),
            value=_rule(name, present[name]),
            default=_rule(name, default[name]),
            range=_between(*(_rule(name, _plain(b)) for b in RANGES[klass][name])),
            decided=history.of("rules", klass.value, name),
        )
        for name, label in RULES.items()
    ]


def _plain(bound: int | timedelta) -> int:
    return bound // HOUR if isinstance(bound, timedelta) else bound


def _rule(name: str, value: object) -> str:
    """Say a number of the rules: percent, a count, or hours as days."""
    number = int(str(value))
    if name.endswith(PERCENT):
        return _("%(count)s of 100") % {"count": number}
    if name in ("checks_before_near", "max_checks"):
        return str(number)
    return say_days(number * HOUR // DAY)


def _spoken(name: str, value: object) -> str:
    if name == "two_vouch":
        return _("two members do") if value else _("everybody is asked")
    if isinstance(value, bool):
        return _("always") if value else _("for serious and founding questions only")
    if name == "names_on_positions":
        inside = value == presets.NAMES_INSIDE
        return _("shown to members") if inside else _("shown to nobody")
    return number_format(int(str(value)), force_grouping=True)


def _range(bounds: tuple[int, int] | None, name: str) -> str:
    if bounds is not None:
        return _between(*(_spoken(name, bound) for bound in bounds))
    choices = {
        "ceremony": (True, False),
        "two_vouch": (False, True),
        "names_on_positions": (presets.NAMES_INSIDE, presets.NAMES_NOBODY),
    }
    first, second = (_spoken(name, value) for value in choices[name])
    return _("%(first)s, or %(second)s") % {"first": first, "second": second}


def _between(low: str, high: str) -> str:
    return _("%(low)s to %(high)s") % {"low": low, "high": high}


def may_set_freely(member: Membership) -> bool:
    """Whether so few have joined that a member sets things without a question."""
    joined = Membership.objects.filter(
        collective_id=member.collective_id, standing=Membership.Standing.MEMBER
    )
    return member.takes_positions and joined.count() < FREE_BELOW
