"""The text of a draft with its tasks, and what it did with each contribution."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from folkmoot.deciding.models import Heard
from folkmoot.deciding.operations import DraftText
from folkmoot.deciding.queries.pages.drafting import Draftable
from folkmoot.doing.forms import TaskRows
from folkmoot.web.forms import DayField, LineField, TextField

LINE = 600
CHANGED_WORDS_AT_MOST = 60


def check_later(day: date, today: date) -> date:
    """Refuse a day that has come already.

    Raises
    ------
    ValidationError
        If ``day`` is not after ``today``.
    """
    if day <= today:
        raise ValidationError(
            _("This day has come already. Please choose a later one.")
        )
    return day


class TextForm(forms.Form):
    """One version of a text to agree on."""

    text = TextField(
        label=_("What we agree on"),
        help_text=_("Short sentences. One idea in each."),
        rows=8,
    )
    what_changed = TextField(
        label=_("What changed?"),
        help_text=_("In up to 60 words, for those who read it before."),
        words=CHANGED_WORDS_AT_MOST,
        max_length=LINE,
        rows=2,
        required=False,
    )
    look_back_date = DayField(
        label=_("When do we look back?"),
        help_text=_("Then everybody is asked: keep, change or end?"),
    )
    label = LineField(
        label=_("A short name"),
        help_text=_("For when another version stands beside it."),
        max_length=60,
        required=False,
    )
    today: date

    def clean_look_back_date(self) -> date:
        """Ask for a day that is still to come."""
        return check_later(self.cleaned_data["look_back_date"], self.today)


class DraftForm(TextForm):
    """One version of the text; its tasks stand in ``rows``, checked with it."""

    wording_only = forms.BooleanField(
        label=_("Only the wording changed"),
        help_text=_("If another drafter agrees, who said yes need not answer again."),
        required=False,
    )
    start_date = DayField(label=_("From when does it hold?"), required=False)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        of: Draftable,
        today: date,
        look_back: date | None = None,
    ) -> None:
        initial: dict[str, Any] = {"look_back_date": look_back}
        if of.proposal is not None:
            initial = {
                "text": of.proposal.text,
                "look_back_date": of.proposal.look_back_date,
                "start_date": of.proposal.start_date,
                "label": of.proposal.label,
            }
        super().__init__(data, initial=initial)
        if of.proposal is None:
            del self.fields["what_changed"]
        if not of.is_answered:
            del self.fields["wording_only"]
        self.today = today
        self.rows = TaskRows(
            members=of.members, today=today, data=data, initial=of.tasks
        )

    def clean_start_date(self) -> date | None:
        """Ask for a day that is not over."""
        day: date | None = self.cleaned_data["start_date"]
        return check_later(day, self.today - timedelta(days=1)) if day else None

    def is_valid(self) -> bool:
        """Check the text and every task, so that all that needs mending shows."""
        are_tasks_valid = self.rows.is_valid()
        return super().is_valid() and are_tasks_valid

    def get_draft(self) -> DraftText:
        """Return the version for the operation."""
        said = self.cleaned_data
        return DraftText(
            text=said["text"],
            look_back_date=said["look_back_date"],
            tasks=self.rows.get_tasks(said["look_back_date"]),
            what_changed=said.get("what_changed", ""),
            wording_only=said.get("wording_only", False),
            start_date=said["start_date"],
            label=said.get("label", ""),
        )


class VersionForm(DraftForm):
    """Another version beside the draft: its short name, its text and its own work."""

    label = LineField(
        label=_("A short name"),
        help_text=_("So that people can tell the versions apart."),
        max_length=60,
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        of: Draftable,
        today: date,
        look_back: date | None = None,
    ) -> None:
        super().__init__(
            data, of=replace(of, tasks=()), today=today, look_back=look_back
        )
        self.initial.pop("label", None)
        for name in ("what_changed", "wording_only"):
            self.fields.pop(name, None)


class HeardForm(forms.Form):
    """Used, partly or not used, and a line on it."""

    USES = (
        (Heard.Use.USED, _("Used")),
        (Heard.Use.PARTLY, _("Partly used")),
        (Heard.Use.NOT_USED, _("Not used")),
    )
    use = forms.ChoiceField(label=_("What we did with it"), choices=USES)
    text = LineField(
        label=_("In one line"),
        help_text=_("Needed when it is not used, or used in part."),
        max_length=LINE,
        required=False,
    )
