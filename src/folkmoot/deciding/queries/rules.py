"""The numbers that are in force for a class of question."""

from datetime import timedelta

from folkmoot.engines.consensus import (
    DEFAULTS,
    QuestionClass,
    Rules,
    rules_from_dict,
    rules_to_dict,
    urgent,
)
from folkmoot.people.models import Collective
from folkmoot.people.queries import get_settings


def rules_for(collective: Collective, klass: str) -> Rules:
    """Return the numbers in force now for one class in ``collective``."""
    default = DEFAULTS[QuestionClass(klass)]
    chosen = collective.settings.get("rules", {}).get(klass)
    return rules_from_dict({**rules_to_dict(default), **chosen}) if chosen else default


def urgent_rules_for(collective: Collective, rules: Rules) -> Rules:
    """Return the numbers of an urgent question, with the window chosen here."""
    hours = get_settings(collective)["urgent_hours"]
    return urgent(rules, timedelta(hours=hours))


GRAVE = (QuestionClass.SERIOUS, QuestionClass.FOUNDING)


def has_ceremony(collective: Collective, klass: str) -> bool:
    """Say whether a question of this class has hosts drawn and is said back.

    At home it is off; elsewhere for what is serious, or where it was switched on.
    """
    if get_settings(collective)["ceremony"]:
        return True
    return collective.preset != Collective.Preset.HOME and klass in GRAVE
