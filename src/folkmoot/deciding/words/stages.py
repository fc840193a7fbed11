"""The names of the stages, as pages say them."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from folkmoot.engines.consensus import Stage

LABELS: Mapping[Stage, Promise] = {
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
    Stage.NO_DECISION: _("Not agreed"),
    Stage.PARKED: _("Put aside"),
    Stage.WITHDRAWN: _("Taken back"),
    Stage.MERGED: _("Joined to another question"),
}
# What a list shows beside the name, so that it is known at a glance.
DRAWINGS: Mapping[Stage, str] = {
    Stage.IDEA: "idea",
    Stage.SHAPING: "idea",
    Stage.NOTICE: "letter",
    Stage.HEARING: "hearing",
    Stage.DRAFTING: "write",
    Stage.CHECKING: "yes",
    Stage.WORKING: "stop",
    Stage.LAST_CALL: "time",
    Stage.DECIDED: "agreed",
    Stage.CARRYING: "doing",
    Stage.LOOKING_BACK: "look-back",
    Stage.CLOSED: "look-back",
    Stage.NO_DECISION: "unheard",
    Stage.PARKED: "time",
    Stage.WITHDRAWN: "aside",
    Stage.MERGED: "aside",
}
