"""What a group's own answers come to, in words."""

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from folkmoot.federating.models import FederatedQuestion, Node

Position = Node.Position
POSITIONS: Mapping[str, Promise] = {
    "": _("Being asked"),
    Position.NOT_HEARD: _("Not heard yet"),
    Position.AGREES: _("Agrees"),
    Position.DIVIDED: _("Of several minds"),
    Position.OBJECTS: _("Says stop"),
}
MEANINGS: Mapping[str, Promise] = {
    "": _("Nobody there was asked to answer a draft yet."),
    Position.NOT_HEARD: _("Fewer than three people there, or a tenth, have answered."),
    Position.AGREES: _("Enough say yes there, and few enough say stop."),
    Position.DIVIDED: _("Not enough yes to agree, not enough stops to say stop."),
    Position.OBJECTS: _("More than a quarter of those heard there say stop."),
}
AFFECTED_OBJECTS = _("It is affected: more than a tenth of those heard there say stop.")
# Column, word, and the pattern of its part of the bar.
PEOPLE: Sequence[tuple[str, Promise, str]] = (
    ("yes", _("Yes, with or without a worry"), "yes"),
    ("aside", _("Not for me, go ahead"), "aside"),
    ("stop", _("Stop, I see a problem"), "stop"),
    ("need_more", _("I need more time or facts"), "more"),
)
UNHEARD = _("Not heard yet")
GROUPS: Sequence[tuple[str, Promise, str]] = (
    ("agree", _("Agree"), "yes"),
    ("divided", _("Of several minds"), "worry"),
    ("objecting", _("Say stop"), "stop"),
    ("not_heard", UNHEARD, "unheard"),
)
SCOPES: Mapping[str, Promise] = {
    FederatedQuestion.Scope.OPTIONAL: _("It binds the groups that agree"),
    FederatedQuestion.Scope.SHARED: _("It needs one answer for all groups"),
}
