"""A trial of what was not agreed: for a while, with a sign that shows if it fails."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from folkmoot.deciding.forms.raising import RaiseForm
from folkmoot.deciding.operations import DraftText
from folkmoot.web.forms import DayField, LineField
from folkmoot.web.when import weekday_date

TRIAL_AT_MOST = timedelta(days=60)


class TrialForm(RaiseForm):
    """The text as it was, tried until a day, when everybody looks back."""

    look_back_date = DayField(
        label=_("Until when do we try it?"),
        help_text=_("At most 60 days. Then everybody looks back."),
    )
    trial_sign = LineField(
        label=_("What would show that it does not work?"),
        help_text=_("A sign that everybody can see."),
        max_length=300,
    )

    def clean_look_back_date(self) -> date:
        """Ask for a day that is to come, within 60 days.

        Raises
        ------
        ValidationError
            If it is too far away.
        """
        day = super().clean_look_back_date()
        if day > self.today + TRIAL_AT_MOST:
            raise ValidationError(gettext("Please choose a day in the next 60 days."))
        return day

    def get_draft(self) -> DraftText:
        """Return the text with the end of the trial and its sign."""
        draft = super().get_draft()
        said: dict[str, Any] = self.cleaned_data
        words = {"day": weekday_date(draft.look_back_date), "sign": said["trial_sign"]}
        end = gettext(
            "We try it until %(day)s. This would show that it does not work: %(sign)s"
        )
        return DraftText(
            text=f"{draft.text}\n\n{end % words}",
            look_back_date=draft.look_back_date,
            tasks=draft.tasks,
        )
