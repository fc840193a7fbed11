"""What a founding question changes, in words; and the settings it may change."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from folkmoot.deciding.words.classes import WORDS
from folkmoot.people.presets import NAMES_INSIDE, NAMES_NOBODY
from folkmoot.people.words import ROLES

SETTINGS: Mapping[str, Promise] = {
    "minutes_per_month": _("Minutes a month that questions may ask of each person"),
    "open_questions": _("Questions that may be open at once"),
    "money_limit": _("What a small matter may cost"),
    "ceremony": _("Host pairs, saying back and lots for every question"),
    "names_on_positions": _("Who sees the name beside an answer"),
    "helper_entries": _("Answers that one person may enter for others"),
    "two_vouch": _("Two members may vouch for the key of another group's record"),
    "first_reply_hours": _("Hours until the first reply to an idea"),
    "terms_in_a_row": _("Terms in a row that one person may hold a role"),
    "rest_percent": _("Rest after terms in a row, in hundredths of a term"),
    "position_after_days": _("Days from joining to the first answer to a draft"),
    "founding_after_days": _("The same days, for a founding question"),
    "yearly_money": _("Money of a whole year; 0 where nobody has said it"),
    "urgent_hours": _("Hours to answer what is urgent"),
    "recall_hours": _("Hours to answer whether a mandate is taken back"),
    "recall_percent": _("Share that takes a mandate back, of 100 who have a view"),
    "recall_signatures": _(
        "Signatures that pause a messenger, in hundredths of the usual number"
    ),
    "exchange_percent": _(
        "Share of our work, of 100, above which an exchange is a question to all"
    ),
    "term_days": _("How many days a role lasts"),
    "rules": _("Times and shares for each class of question"),
}
CHOICES: Mapping[str, Mapping[Any, Promise]] = {
    "ceremony": {True: _("Yes"), False: _("No")},
    "two_vouch": {True: _("Yes"), False: _("No")},
    "names_on_positions": {
        NAMES_INSIDE: _("Everybody in here"),
        NAMES_NOBODY: _("Nobody"),
    },
}
NUMBERS: Mapping[str, Promise] = {
    "hearing": _("Days for the hearing"),
    "check": _("Days to answer the draft"),
    "working": _("Days to work on stops"),
    "last_call": _("Days of the last call"),
    "notice": _("Days on notice"),
    "look_back": _("Days until you look back"),
    "support_percent": _("Least share of yes, of 100 heard"),
    "stop_percent": _("Largest share of stops, of 100 heard"),
    "floor_percent": _("Least share of yes, of 100 members"),
    "checks_before_near": _("Rounds before a stop may stand"),
    "max_checks": _("Rounds at most"),
    "late_objection": _("Days to object afterwards, for those not heard"),
    "stop_answer": _("Days for each reply about a stop"),
}
HOURS_A_DAY = 24
# Kept in hours, spoken of in days.
IN_DAYS = frozenset(
    {
        *("hearing", "check", "working", "last_call", "notice", "look_back"),
        *("late_objection", "stop_answer"),
    }
)


# What a collective asks of its messengers in a council above it.
MANDATES: Mapping[str, Promise] = {
    "carry": _("Say what we answered"),
    "talk": _("Talk about it and listen"),
    "settle": _("Settle it, within our limits"),
}
LIMITS: Mapping[str, Promise] = {
    "at_most": _("not above"),
    "at_least": _("not below"),
    "not_before": _("not before"),
    "not_after": _("not after"),
    "equals": _("exactly"),
}
LEAF_POSITIONS: Mapping[str, Promise] = {
    "agrees": _("We agree"),
    "divided": _("We are divided"),
    "objects": _("We say stop"),
    "not_heard": _("Too few of us have answered"),
}


def describe_change(change: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the texts that would change, as label and text."""
    lines = [
        (gettext("The agreement in three minutes"), change.get("short_text", "")),
        (gettext("The agreement"), change.get("text", "")),
    ]
    return [(label, text) for label, text in lines if text]


def describe_mandate(change: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what messengers would be asked, or who is sent, as label and text."""
    limits = [
        f"{name}: {LIMITS[rule]} {value}"
        for name, rule, value in change.get("limits", ())
    ]
    kind = MANDATES.get(change.get("kind", ""), "")
    position = LEAF_POSITIONS.get(change.get("position", ""), "")
    lines = [
        (gettext("In the council of"), change["council"]),
        (gettext("For which question?"), change["question"]),
        (gettext("Messenger and listener"), change.get("names", "")),
        (gettext("For how many days?"), str(change.get("days") or "")),
        (gettext("What we ask them to say"), change.get("text", "")),
        (gettext("What may they do?"), str(kind)),
        (gettext("Our answer"), str(position)),
        (gettext("Limits"), "\n".join(limits)),
        (gettext("What may be settled?"), ", ".join(change.get("may_settle", ()))),
    ]
    return [(label, text) for label, text in lines if text]


def describe_setting(name: str, value: Any) -> tuple[str, str]:
    """Return one setting by its dotted name: what it is called, and its value."""
    return label_of(name), describe_value(name, value)


def label_of(name: str) -> str:
    """Return what a setting is called."""
    first, *parts = name.split(".")
    if first == "term_days" and parts:
        words = {"role": ROLES[parts[0]]}
        return gettext("Days that this role lasts: %(role)s") % words
    if first == "rules" and len(parts) > 1:
        label = NUMBERS.get(parts[1], parts[1])
        of_class = {"class": str(WORDS[parts[0]]), "number": str(label)}
        return gettext("%(class)s: %(number)s") % of_class
    return str(SETTINGS.get(first, first))


def describe_value(name: str, value: Any) -> str:
    """Return one setting's value in words."""
    if value is None:
        return gettext("as usual")
    if name in CHOICES:
        return str(CHOICES[name].get(value, value))
    last = name.rpartition(".")[2]
    return str(value // HOURS_A_DAY) if last in IN_DAYS else str(value)
