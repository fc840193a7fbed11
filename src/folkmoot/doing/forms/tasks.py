"""The rows of a draft that say who does what until when."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.doing.models import Commitment
from folkmoot.doing.operations import Task
from folkmoot.people.forms import MemberField, names_of
from folkmoot.people.models import Membership
from folkmoot.web.forms import DayField, LineField
from folkmoot.web.picking import Row

ROWS_SHOWN = 5
ROWS_AT_MOST = 12


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
        self, *, names: Sequence[Row], offers: bool, today: date, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.fields["carrier"] = MemberField(
            names, nothing=_("Nobody yet"), offers=offers, label=_("Who")
        )
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
        names = names_of(members)
        self.is_bound = data is not None
        count = min(max(ROWS_SHOWN, len(initial) + 1), ROWS_AT_MOST)
        if data is not None:
            sent = [n for n in range(ROWS_AT_MOST) if f"task-{n}-what" in data]
            count = max(count, sent[-1] + 1 if sent else 0)
        self.rows = [
            TaskRow(
                names=names,
                offers=number == 0,
                today=today,
                data=data,
                prefix=f"task-{number}",
                initial=_initial(initial, number),
            )
            for number in range(count)
        ]

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
