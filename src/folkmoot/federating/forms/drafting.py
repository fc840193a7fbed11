"""The text for all groups with its tasks, and what was done with each theme."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from folkmoot.deciding.forms.drafting import LINE, TextForm
from folkmoot.federating.models import OfferedTask, Version
from folkmoot.federating.operations import AmendmentText, VersionText
from folkmoot.web.forms import DayField, LineField, TextField

ROWS = 8
WORDS_A_MINUTE = 120


class TaskForm(forms.Form):
    """One task on offer; an empty row is none."""

    what = LineField(label=_("What"), max_length=300, required=False)
    due_date = DayField(label=_("Until"), required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for a day to a task, and for a task to a day."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        what, due = said.get("what", "").strip(), said.get("due_date")
        if what and not due and "due_date" not in self.errors:
            self.add_error("due_date", gettext("Please choose a day."))
        if due and not what:
            self.add_error("what", gettext("Please say what is to be done."))
        return said


class VersionForm(TextForm):
    """One version for all groups; its tasks stand in ``rows``, checked with it."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        version: Version | None,
        tasks: Sequence[OfferedTask],
        today: date,
        look_back: date,
    ) -> None:
        initial: dict[str, Any] = {"look_back_date": look_back}
        if version is not None:
            same = ("text", "look_back_date", "label")
            initial = {name: getattr(version, name) for name in same}
        super().__init__(data, initial=initial)
        if version is None:
            del self.fields["what_changed"]
        self.today = today
        held = [{"what": one.text, "due_date": one.due_date} for one in tasks]
        count = max(ROWS, len(held) + 2)
        self.rows = [
            TaskForm(data, prefix=f"task-{n}", initial=held[n] if n < len(held) else {})
            for n in range(count)
        ]

    @property
    def first_rows(self) -> list[TaskForm]:
        """The rows that are filled, and one more."""
        return self.rows[: self._filled() + 1]

    @property
    def more_rows(self) -> list[TaskForm]:
        """The others, folded away."""
        return self.rows[self._filled() + 1 :]

    def _filled(self) -> int:
        values = [row["what"].value() or row["due_date"].value() for row in self.rows]
        return max((n + 1 for n, value in enumerate(values) if value), default=0)

    def is_valid(self) -> bool:
        """Check the text and every task, so that all that needs mending shows."""
        # Each is checked, so that all that needs mending shows at once.
        checked = [row.is_valid() for row in self.rows]
        are_tasks_valid = all(checked)
        return super().is_valid() and are_tasks_valid

    def get_version(self) -> VersionText:
        """Return the version for the operation."""
        said = self.cleaned_data
        rows = [row.cleaned_data for row in self.rows]
        return VersionText(
            text=said["text"],
            look_back_date=said["look_back_date"],
            what_changed=said.get("what_changed", ""),
            label=said["label"],
            minutes=max(2, round(len(said["text"].split()) / WORDS_A_MINUTE)),
            tasks=[(row["what"], row["due_date"]) for row in rows if row["what"]],
        )


class AmendmentForm(forms.Form):
    """Another wording of the whole text; it begins with the draft as it is."""

    label = LineField(
        label=_("A short name"),
        help_text=_("So that people can tell the versions apart."),
        max_length=60,
    )
    text = TextField(
        label=_("The whole text, as you would have it"),
        help_text=_("Short sentences. One idea in each."),
        rows=8,
    )
    why = TextField(
        label=_("Why is it better?"),
        help_text=_("Everybody who is asked reads this line."),
        max_length=LINE,
        rows=2,
        required=False,
    )

    def get_amendment(self) -> AmendmentText:
        """Return it for the operation."""
        said = self.cleaned_data
        return AmendmentText(label=said["label"], text=said["text"], why=said["why"])
