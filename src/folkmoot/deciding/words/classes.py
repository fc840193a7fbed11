"""How big a question is, in words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from folkmoot.deciding.models import Question

Class = Question.Class
WORDS: Mapping[str, Promise] = {
    Class.SMALL: _("A small matter"),
    Class.ORDINARY: _("An ordinary question"),
    Class.SERIOUS: _("A serious question"),
    Class.FOUNDING: _("A founding question"),
}
MEANINGS: Mapping[str, Promise] = {
    Class.SMALL: _("It can be undone in 30 days and costs little."),
    Class.ORDINARY: _("Most questions are ordinary."),
    Class.SERIOUS: _("Much money, homes, work, rights, or hard to undo."),
    Class.FOUNDING: _("It changes what we are. It is heard twice."),
}
