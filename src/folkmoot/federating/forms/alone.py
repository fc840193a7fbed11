"""Why a question is for one's own group to decide alone."""

from django.utils.translation import gettext_lazy as _

from folkmoot.deciding.forms.stops import StepForm
from folkmoot.web.forms import LineField


class OursForm(StepForm):
    """One line that everybody reads, without a name."""

    reason = LineField(
        label=_("Why? One line"),
        help_text=_("All groups read it, without your name."),
        max_length=300,
        error_messages={"required": _("Please say why in a line.")},
    )
