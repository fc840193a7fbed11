"""Plain words of federations."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from folkmoot.federating.models import RecallAnswer

Value = RecallAnswer.Value

# The secret answers: a word, and what it means.
RECALL_ANSWERS: Mapping[str, tuple[Promise, Promise]] = {
    Value.KEEP.value: (_("Keep"), _("They go on speaking for us.")),
    Value.TAKE_BACK.value: (_("Take back"), _("It ends at once.")),
    Value.NO_VIEW.value: (_("No view"), _("You are heard, on neither side.")),
}
