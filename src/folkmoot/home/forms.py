"""What people type on the pages of home."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from folkmoot.home.queries.rules import LABELS
from folkmoot.people.presets import NAMES_INSIDE, NAMES_NOBODY, RANGES
from folkmoot.web.forms import LineField


class SearchForm(forms.Form):
    """Words to look for."""

    q = LineField(label=_("Words to look for"), max_length=100)


def _number(name: str, **extra: Any) -> forms.IntegerField:
    low, high = RANGES[name]
    return forms.IntegerField(min_value=low, max_value=high, **extra)


class SettingsForm(forms.Form):
    """The settings that those present may set before the third member joins."""

    minutes_per_month = _number("minutes_per_month")
    open_questions = _number("open_questions")
    money_limit = _number("money_limit", help_text=_("In whole units of your money."))
    ceremony = forms.BooleanField(required=False)
    names_on_positions = forms.ChoiceField(
        choices=[
            (NAMES_INSIDE, _("Members see them")),
            (NAMES_NOBODY, _("Nobody sees them")),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in LABELS.items():
            self.fields[name].label = str(label)

    def changes(self) -> dict[str, Any]:
        """Return what differs from what the form began with."""
        return {name: self.cleaned_data[name] for name in self.changed_data}
