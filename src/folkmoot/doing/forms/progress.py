"""One line about a task, giving it back, its end."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from folkmoot.web.forms import LineField, TextField


class PlainForm(forms.Form):
    """A button alone: nothing to fill in, but something may have to be said."""


class ReleaseForm(forms.Form):
    """Giving a task back; "not me" to an offer needs no words."""

    reason = LineField(label=_("Why?"), max_length=300, required=False)


class ProgressForm(forms.Form):
    """How a task goes."""

    text = TextField(label=_("How is it going?"), rows=2, max_length=2000)
    needs_help = forms.BooleanField(label=_("I could use help"), required=False)
    fails = forms.BooleanField(
        label=_("It does not work: let us look back now"), required=False
    )


class EndForm(forms.Form):
    """Done, or dropped with a reason."""

    OUTCOMES: ClassVar = [("done", _("Done")), ("dropped", _("Dropped"))]

    outcome = forms.ChoiceField(choices=OUTCOMES, widget=forms.HiddenInput)
    reason = LineField(
        label=_("Why will this not be done?"), max_length=300, required=False
    )

    @property
    def is_done(self) -> bool:
        """Whether the task was carried out."""
        return bool(self.cleaned_data["outcome"] == "done")
