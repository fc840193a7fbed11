"""What people type on the pages of home."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from folkmoot.engines.tlog.policies import POLICY_SIZE_AT_MOST
from folkmoot.engines.tlog.receipts import RECEIPT_SIZE_AT_MOST
from folkmoot.home.queries.rules import LABELS
from folkmoot.people.presets import NAMES_INSIDE, NAMES_NOBODY, RANGES
from folkmoot.web.forms import LineField, TextField

KEY_SIZE_AT_MOST = 2_500  # far more than a key has: nobody is told a limit


class SearchForm(forms.Form):
    """Words to look for."""

    q = LineField(label=_("Words to look for"), max_length=100)


# No draft is kept of what is secret or large, and no dictionary elsewhere reads it.
UNKEPT = {"data-no-draft": "", "autocomplete": "off", "spellcheck": "false"}


class PaperKeyForm(forms.Form):
    """The key as it stands on the paper."""

    paper = TextField(
        label=_("The key on the paper"),
        help_text=_("17 groups of four. Spaces and capitals do not matter."),
        max_length=KEY_SIZE_AT_MOST,
        widget=forms.Textarea(
            attrs={"rows": 4, "dir": "ltr", "autocapitalize": "none", **UNKEPT}
        ),
    )


class DoubtForm(forms.Form):
    """The first entry that was perhaps written by somebody else."""

    number = forms.IntegerField(
        label=_("The first entry in doubt"),
        help_text=_("Its number stands beside it in the record."),
        min_value=1,
        max_value=10**9,
    )


class ConfirmForm(forms.Form):
    """The numbers of entries, with spaces between them."""

    numbers = LineField(max_length=1000)

    def get_numbers(self) -> list[int]:
        """Return them; nothing where it holds something else."""
        if not self.is_valid():
            return []
        words = self.cleaned_data["numbers"].split()
        fits = all(word.isascii() and word.isdecimal() for word in words)
        return [int(word) for word in words] if fits else []


class ReceiptForm(forms.Form):
    """A receipt, as a file or as text; and whom to believe, if not this server."""

    file = forms.FileField(
        label=_("The receipt's file"), required=False, max_length=200
    )
    receipt = TextField(
        label=_("Or what stands in it"),
        required=False,
        max_length=RECEIPT_SIZE_AT_MOST,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "ltr", **UNKEPT}),
    )
    policy = TextField(
        label=_("The keys, as you kept them"),
        help_text=_("Without them, this server says which keys count."),
        required=False,
        max_length=POLICY_SIZE_AT_MOST,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "ltr", **UNKEPT}),
    )

    @property
    def either(self) -> list[forms.BoundField]:
        """One of these is needed."""
        return [self["file"], self["receipt"]]

    def clean(self) -> dict[str, Any]:
        """Take the file's text, where one was sent."""
        data = super().clean() or self.cleaned_data
        file = data.get("file")
        if file is not None and file.size <= RECEIPT_SIZE_AT_MOST:
            data["receipt"] = file.read().decode(errors="replace")
        if not self.errors and not data.get("receipt"):
            self.add_error(
                "receipt", _("Please choose a file, or paste what is in it.")
            )
        return data


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
