"""The rows of a draft that say who does what until when."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.doing.models import Commitment
from folkmoot.doing.operations import Task
from folkmoot.people.models import Membership
from folkmoot.web.forms import DayField, LineField

ROWS_SHOWN = 5
ROWS_AT_MOST = 12
# A longer list is too much to choose from, and too heavy five times on a page.
NAMES_TO_CHOOSE_FROM = 40


NOBODY_YET = gettext_lazy("Nobody yet")


class CarrierField(forms.CharField):
    """One of the members: from a list, or by name where there are many.

    ``nobody`` stands in the list where none of them is chosen.
    """

    def __init__(
        self,
        members: Sequence[Membership],
        *,
        nobody: Any = NOBODY_YET,
        **kwargs: Any,
    ) -> None:
        super().__init__(required=False, max_length=80, **kwargs)
        self.members = members
        if len(members) <= NAMES_TO_CHOOSE_FROM:
            names = [(str(member.id), member.name) for member in members]
            self.widget = forms.Select(choices=[("", nobody), *names])
        else:
            self.widget = forms.TextInput(attrs={"list": "members"})

    def prepare_value(self, value: Any) -> Any:
        """Return what the widget shows for a membership's id."""
        if isinstance(value, UUID) and not isinstance(self.widget, forms.Select):
            return next((m.name for m in self.members if m.id == value), "")
        return str(value) if isinstance(value, UUID) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare what was shown with what came back."""
        return str(self.prepare_value(initial) or "") != str(data or "").strip()

    def clean(self, value: Any) -> UUID | None:
        """Return the membership's id; None for nobody."""
        text = " ".join(str(super().clean(value) or "").split())
        if not text:
            return None
        by_id = {str(member.id): member for member in self.members}
        if text in by_id:
            return by_id[text].id
        named = [m for m in self.members if m.name.casefold() == text.casefold()]
        if len(named) != 1:
            message = (
                _("More than one person here has this name. Please ask the host.")
                if named
                else _("Nobody here has this name. Please write it as in the list.")
            )
            raise ValidationError(message)
        return named[0].id


class TaskRow(forms.Form):
    """One task: what, who, until when; an empty row is no task."""

    what = LineField(label=gettext_lazy("What"), max_length=300, required=False)
    due_date = DayField(label=gettext_lazy("Until"), required=False)
    is_watch = forms.BooleanField(
        label=gettext_lazy("No work: one person watches it until you look back"),
        required=False,
    )
    field_order = ("what", "carrier", "due_date", "is_watch")

    def __init__(
        self, *, members: Sequence[Membership], today: date, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.fields["carrier"] = CarrierField(members, label=gettext_lazy("Who"))
        self.order_fields(self.field_order)
        self.today = today

    def clean(self) -> dict[str, Any]:
        """Ask for what a row that was begun still needs."""
        said = self.cleaned_data
        if not said.get("what", "").strip():
            # Emptying the words of a task is how a row is taken out.
            if {"carrier", "due_date", "is_watch"} & set(self.changed_data):
                self.add_error("what", _("Please write what is to be done."))
            return said
        if "due_date" in said and not said.get("is_watch"):
            self._check_day(said["due_date"])
        return said

    def _check_day(self, day: date | None) -> None:
        if day is None:
            self.add_error("due_date", _("Until when? Please choose a day."))
        elif day < self.today and "due_date" in self.changed_data:
            self.add_error(
                "due_date", _("This day has passed. Please choose a later one.")
            )

    def get_task(self, look_back_date: date | None) -> Task | None:
        """Return the task of a clean row; a watch lasts until the look-back."""
        said = self.cleaned_data
        what = " ".join(said.get("what", "").split())
        if not what:
            return None
        day = look_back_date if said["is_watch"] else said["due_date"]
        return Task(what, day, said["carrier"], is_watch=said["is_watch"])


class TaskRows:
    """The rows ``task-0-what`` … of a draft's form, checked together.

    Shows ``initial`` and empty rows up to five. ``data`` is the request's POST.
    """

    def __init__(
        self,
        *,
        members: Sequence[Membership],
        today: date,
        data: Mapping[str, Any] | None = None,
        initial: Sequence[Commitment] = (),
    ) -> None:
        self.members = list(members)
        self.is_bound = data is not None
        count = min(max(ROWS_SHOWN, len(initial) + 1), ROWS_AT_MOST)
        if data is not None:
            sent = [n for n in range(ROWS_AT_MOST) if f"task-{n}-what" in data]
            count = max(count, sent[-1] + 1 if sent else 0)
        self.rows = [
            TaskRow(
                members=self.members,
                today=today,
                data=data,
                prefix=f"task-{number}",
                initial=_initial(initial, number),
            )
            for number in range(count)
        ]

    @property
    def needs_list(self) -> bool:
        """Whether names are typed, so that the page offers them once as a list."""
        return len(self.members) > NAMES_TO_CHOOSE_FROM

    @property
    def shown(self) -> list[TaskRow]:
        """The rows with something in them and one empty one, at least two."""
        return self.rows[: self.shown_count]

    @property
    def folded(self) -> list[TaskRow]:
        """The other empty rows."""
        return self.rows[self.shown_count :]

    @property
    def shown_count(self) -> int:
        """How many rows are not folded away."""
        used = [
            n for n, row in enumerate(self.rows) if row.initial or row.has_changed()
        ]
        return max(2, used[-1] + 2 if used else 0)

    def is_valid(self) -> bool:
        """Check every row, so that all that needs mending shows at once."""
        checked = [row.is_valid() for row in self.rows]
        return all(checked)

    def get_tasks(self, look_back_date: date | None = None) -> list[Task]:
        """Return the tasks in order; empty rows are left out."""
        tasks = (row.get_task(look_back_date) for row in self.rows)
        return [task for task in tasks if task is not None]


def _initial(rows: Sequence[Commitment], number: int) -> dict[str, Any]:
    if number >= len(rows):
        return {}
    row = rows[number]
    return {
        "what": row.what,
        "carrier": row.carrier_id,
        "due_date": None if row.is_watch else row.due_date,
        "is_watch": row.is_watch,
    }
