"""What people write about federations."""

from django import forms
from django.utils.translation import gettext_lazy as _

from folkmoot.federating.models import RecallAnswer
from folkmoot.federating.operations.recalling import SIDE_WORDS_AT_MOST
from folkmoot.web.forms import LineField, TextField


class RecallForm(forms.Form):
    """Why the mandate should be taken back."""

    reason = LineField(
        label=_("Why? One line"),
        help_text=_("Everybody at home reads it. Nobody sees who wrote it."),
        max_length=300,
        error_messages={"required": _("Please say why in a line.")},
    )


class RecallAnswerForm(forms.Form):
    """Keep, take back, or no view."""

    value = forms.ChoiceField(
        choices=RecallAnswer.Value.choices,
        error_messages={"required": _("Please choose one.")},
    )


class SideForm(forms.Form):
    """The messenger's own side."""

    text = TextField(
        label=_("Your side"),
        help_text=_("Up to 200 words. Everybody at home reads it."),
        words=SIDE_WORDS_AT_MOST,
        max_length=2000,
        rows=5,
        error_messages={"required": _("Please write a line.")},
    )


class ActForm(forms.Form):
    """It stands, or it is undone."""

    is_undone = forms.ChoiceField(choices=(("yes", _("Yes")), ("no", _("No"))))
