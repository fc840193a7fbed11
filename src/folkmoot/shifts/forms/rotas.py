"""For which weeks, and who in which place."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.people.forms import MemberField
from folkmoot.web.forms import DayField
from folkmoot.web.picking import Row

WEEKS = (1, 2, 3, 4, 6, 8, 12)


class DraftForm(forms.Form):
    """From which day, for how many weeks."""

    first_day = DayField(label=gettext_lazy("From which day on?"))
    weeks = forms.TypedChoiceField(
        label=gettext_lazy("For how many weeks?"),
        choices=[(n, n) for n in WEEKS],
        coerce=int,
        initial=4,
    )

    def get_days(self) -> tuple[date, date]:
        """Return the first and the last day."""
        first: date = self.cleaned_data["first_day"]
        length = timedelta(weeks=self.cleaned_data["weeks"], days=-1)
        return first, first + min(length, date.max - first)


class PlaceForm(forms.Form):
    """Who comes into a place of a draft instead of whom."""

    leaves = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, people: Sequence[Row], offers: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["comes"] = MemberField(
            people, nothing=_("Nobody"), offers=offers, label=_("Who")
        )

    def get_change(self) -> tuple[UUID | None, UUID | None]:
        """Return who leaves and who comes: ids of memberships."""
        return self.cleaned_data["leaves"], self.cleaned_data["comes"]


class VersionForm(forms.Form):
    """A yes to the version that was shown."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
