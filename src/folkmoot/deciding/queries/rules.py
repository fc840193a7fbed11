"""The numbers that are in force for a class of question."""

from folkmoot.engines.consensus import (
    DEFAULTS,
    QuestionClass,
    Rules,
    rules_from_dict,
    rules_to_dict,
)
from folkmoot.people.models import Collective


def rules_for(collective: Collective, klass: str) -> Rules:
    """Return the numbers in force now for one class in ``collective``."""
    default = DEFAULTS[QuestionClass(klass)]
    chosen = collective.settings.get("rules", {}).get(klass)
    return rules_from_dict({**rules_to_dict(default), **chosen}) if chosen else default
