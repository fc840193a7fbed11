"""For which weeks, and who in which place."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.people.models import Membership
from folkmoot.web.forms import DayField

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
    comes = forms.ChoiceField(label=gettext_lazy("Who"), required=False)

    def __init__(self, *args: Any, people: Sequence[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {one.id: one for one in people}
        choices = [("", _("Nobody"))]
        choices += [(str(one.id), one.name) for one in people]
        self.fields["comes"].choices = choices  # type: ignore[attr-defined]

    def get_change(self) -> tuple[Membership | None, Membership | None]:
        """Return who leaves and who comes; nobody where both are the same."""
        leaves = self.people.get(self.cleaned_data["leaves"])
        chosen = self.cleaned_data["comes"]
        comes = self.people[UUID(chosen)] if chosen else None
        return leaves, comes


class VersionForm(forms.Form):
    """A yes to the version that was shown."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
