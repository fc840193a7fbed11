"""Stages, outcomes and classes in the words that people read."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from folkmoot.deciding.models import Decision, Question
from folkmoot.deciding.words import stages

STEPS: Mapping[str, Promise] = {
    stage.value: words for stage, words in stages.LABELS.items()
}
DRAWINGS: Mapping[str, str] = {
    stage.value: name for stage, name in stages.DRAWINGS.items()
}
OUTCOMES: Mapping[str, Promise] = {
    "consensus": _("We agreed"),
    "near_consensus": _("Almost all agreed"),
    "few_voices": _("Only a few answered"),
    "notice": _("Nobody objected"),
}
DECISION_STATES: Mapping[str, Promise] = {
    Decision.State.IN_FORCE: _("In force"),
    Decision.State.UNDER_REVIEW: _("Being looked at"),
    Decision.State.SUPERSEDED: _("Replaced by a newer one"),
    Decision.State.ENDED: _("Ended"),
}
CLASSES: Mapping[str, Promise] = {
    Question.Class.SMALL: _("Small questions"),
    Question.Class.ORDINARY: _("Ordinary questions"),
    Question.Class.SERIOUS: _("Serious questions"),
    Question.Class.FOUNDING: _("Founding questions"),
}


def outcome_of(decision: Decision) -> Promise:
    """Return what came out, in words; a small question without objection is its own."""
    if decision.question.klass == Question.Class.SMALL and not decision.inputs.get(
        "checks"
    ):
        return OUTCOMES["notice"]
    return OUTCOMES.get(decision.outcome, OUTCOMES["consensus"])
