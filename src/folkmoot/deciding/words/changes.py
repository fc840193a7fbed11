"""What a founding question changes, in words; and the settings it may change."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from folkmoot.people.models import Term
from folkmoot.people.presets import NAMES_INSIDE, NAMES_NOBODY

SETTINGS: Mapping[str, Promise] = {
    "minutes_per_month": _("Minutes a month that questions may ask of each person"),
    "open_questions": _("Questions that may be open at once"),
    "money_limit": _("What a small matter may cost"),
    "ceremony": _("Host pairs, saying back and lots for every question"),
    "names_on_positions": _("Who sees the name beside an answer"),
    "term_days": _("How many days a role lasts"),
    "rules": _("Times and shares for each class of question"),
}
CHOICES: Mapping[str, Mapping[Any, Promise]] = {
    "ceremony": {True: _("Yes"), False: _("No")},
    "names_on_positions": {
        NAMES_INSIDE: _("Everybody in here"),
        NAMES_NOBODY: _("Nobody"),
    },
}
ROLES: Mapping[str, Promise] = {
    Term.Role.HOST: _("Host"),
    Term.Role.NOTES: _("Note-taker"),
    Term.Role.LIST: _("List-keeper"),
    Term.Role.CARE: _("Care person"),
    Term.Role.MONEY: _("Money-keeper"),
    Term.Role.SERVER: _("Server keeper"),
}
NUMBERS: Mapping[str, Promise] = {
    "hearing": _("Hours for the hearing"),
    "drafting": _("Hours to write the draft"),
    "check": _("Hours to answer the draft"),
    "working": _("Hours to work on stops"),
    "last_call": _("Hours of the last call"),
    "notice": _("Hours on notice"),
    "shaping": _("Hours to make it clear"),
    "look_back": _("Hours until you look back"),
    "support_percent": _("Least share of yes, of 100 heard"),
    "stop_percent": _("Largest share of stops, of 100 heard"),
    "floor_percent": _("Least share of yes, of 100 members"),
    "checks_before_near": _("Rounds before a stop may stand"),
    "max_checks": _("Rounds at most"),
    "late_objection": _("Hours to object afterwards, for those not heard"),
    "stop_answer": _("Hours for each reply about a stop"),
}


def describe_change(change: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what would change, as label and text."""
    lines = [
        (gettext("The agreement in three minutes"), change.get("short_text", "")),
        (gettext("The agreement"), change.get("text", "")),
    ]
    lines += [
        (str(SETTINGS.get(name, name)), describe_value(name, value))
        for name, value in change.get("values", {}).items()
    ]
    return [(label, text) for label, text in lines if text]


def describe_value(name: str, value: Any) -> str:
    """Return one setting's value in words."""
    if name in CHOICES:
        return str(CHOICES[name].get(value, value))
    if name == "term_days":
        named = [f"{ROLES.get(role, role)}: {days}" for role, days in value.items()]
        return "\n".join(named)
    if name == "rules":
        return "\n".join(
            f"{klass}, {NUMBERS.get(number, number)}: {amount}"
            for klass, numbers in value.items()
            for number, amount in numbers.items()
        )
    return str(value)
