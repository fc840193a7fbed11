"""Stages and outcomes in the words that people read."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from folkmoot.deciding.models import Decision, Question

Stage = Question.Stage

STEPS: Mapping[str, Promise] = {
    Stage.IDEA: _("New idea"),
    Stage.SHAPING: _("Make it clear"),
    Stage.NOTICE: _("For your information"),
    Stage.HEARING: _("Tell us what you think"),
    Stage.DRAFTING: _("Write it down"),
    Stage.CHECKING: _("Can we agree?"),
    Stage.WORKING: _("Work on stops"),
    Stage.LAST_CALL: _("Last call"),
    Stage.DECIDED: _("We agreed"),
    Stage.CARRYING: _("Doing it"),
    Stage.LOOKING_BACK: _("Look back"),
    Stage.CLOSED: _("Looked back"),
    Stage.NO_DECISION: _("Not agreed: things stay as they are"),
    Stage.PARKED: _("Put aside"),
    Stage.WITHDRAWN: _("Taken back"),
    Stage.MERGED: _("Joined to another question"),
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
