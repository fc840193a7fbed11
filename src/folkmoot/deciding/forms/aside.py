"""Putting a question aside, taking it back, joining it to another."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from folkmoot.deciding.forms.drafting import check_later
from folkmoot.deciding.models import Question
from folkmoot.web.forms import DayField, LineField

ASIDE_AT_MOST = timedelta(days=180)


class ReasonForm(forms.Form):
    """Why, in a line, for everybody."""

    reason = LineField(label=_("Why?"), max_length=300, required=False)


class ParkForm(ReasonForm):
    """Until when it is put aside."""

    until = DayField(label=_("Put it aside until"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_until(self) -> date:
        """Ask for a day that is to come, within 180 days.

        Raises
        ------
        ValidationError
            If it is too far away.
        """
        day = check_later(self.cleaned_data["until"], self.today)
        # The instant is in the morning; a day less keeps it inside in every zone.
        if day >= self.today + ASIDE_AT_MOST:
            raise ValidationError(_("Please choose a day within 180 days."))
        return day


class MergeForm(forms.Form):
    """Which question it is joined to, by its number."""

    def __init__(self, *args: Any, others: list[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = {str(other.number): other for other in others}
        named = [(n, f"{n}: {other.title}") for n, other in self.others.items()]
        self.fields["into"] = forms.ChoiceField(
            label=_("Which question says the same?"),
            choices=[("", _("Please choose")), *named],
        )

    def clean_into(self) -> Question:
        """Return the question itself."""
        return self.others[self.cleaned_data["into"]]
