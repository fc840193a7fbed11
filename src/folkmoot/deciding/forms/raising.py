"""Raising a question: everything in one form, or an idea first."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from folkmoot.deciding.forms.drafting import check_later
from folkmoot.deciding.forms.shaping import BOX, ClassField, CostField
from folkmoot.deciding.operations import Attached, DraftText, Shape
from folkmoot.doing.forms import TaskRow, TaskRows
from folkmoot.doing.operations import Task
from folkmoot.listening.forms import AttachingForm
from folkmoot.people.models import Membership
from folkmoot.record.operations import Signed
from folkmoot.web.forms import DayField, LineField, TextField

TITLE_LIMIT = 200
TASKS_AT_MOST = 3  # who needs more writes them in the draft


class IdeaForm(AttachingForm):
    """What should change: one line, a photo or a recording."""

    title = LineField(
        label=_("What should change?"),
        help_text=_("One sentence, as you would say it."),
        required=False,
    )
    why_now = TextField(label=_("Why now?"), max_length=BOX, rows=2, required=False)
    affected = TextField(
        label=_("Who is affected?"), max_length=BOX, rows=2, required=False
    )
    cost = CostField()
    legal_date = DayField(label=_("A date in law or for safety"), required=False)
    klass = ClassField(initial="ordinary")
    field_order = ("title", "upload", "description")

    def clean(self) -> dict[str, Any]:
        """Ask for words or a file, and for words about a file."""
        said = super().clean()
        title = " ".join(said.get("title", "").split())
        description = said.get("description", "").strip()
        if not title and not self.has_upload and "title" not in self.errors:
            self.add_error(
                "title", _("Please write one sentence, or attach something.")
            )
        said["title"] = title or description[:TITLE_LIMIT]
        return said

    def get_shape(self) -> Shape:
        """Return what was said beside the title."""
        said = self.cleaned_data
        return Shape(
            why_now=said["why_now"],
            affected=said["affected"],
            cost=said["cost"],
            legal_date=said["legal_date"],
        )

    def get_attached(self, signed: Signed | None) -> Attached | None:
        """Return the photo or recording with its description, as a device signed it."""
        said = self.cleaned_data
        media = said["upload"]
        return Attached(media, said["description"], signed) if media else None


class RaiseForm(IdeaForm):
    """A whole question: the text to agree on, who does it, when to look back."""

    title = LineField(label=_("What should we do?"), required=False)
    text = TextField(
        label=_("The text to agree on"),
        help_text=_("Left empty, it is the sentence above."),
        rows=4,
        required=False,
    )
    look_back_date = DayField(
        label=_("When do we look back?"),
        help_text=_("Then everybody is asked: keep, change or end?"),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: Any = None,
        *,
        member: Membership,
        members: list[Membership],
        today: date,
        initial: dict[str, Any],
    ) -> None:
        super().__init__(data, files, initial=initial)
        self.member = member
        self.today = today
        self.rows = TaskRows(members=members, today=today, data=data)
        self.rows.rows = self.rows.rows[:TASKS_AT_MOST]
        for row in self.rows.rows:
            row.fields["carrier"].initial = self._carrier_of(row)

    def _carrier_of(self, row: TaskRow) -> object:
        """Return who stands in a row to begin with; a name alone is no task."""
        is_begun = row.is_bound and str(row["what"].value() or "").strip()
        if row.is_bound and not is_begun:
            # Not row["carrier"].value(): that would keep the old initial for good.
            return row.data.get(row.add_prefix("carrier"))
        return self.member.id if self.member.takes_positions else None

    @property
    def first_rows(self) -> list[TaskRow]:
        """The first row for a task, and all that were begun."""
        rows = enumerate(self.rows.rows)
        begun = [n for n, row in rows if row.is_bound and row.has_changed()]
        return self.rows.rows[: max(begun, default=0) + 1]

    @property
    def more_rows(self) -> list[TaskRow]:
        """The other rows, folded away."""
        return self.rows.rows[len(self.first_rows) :]

    def clean_look_back_date(self) -> date:
        """Ask for a day that is still to come."""
        return check_later(self.cleaned_data["look_back_date"], self.today)

    def is_valid(self) -> bool:
        """Check the form and every task, so that all that needs mending shows."""
        are_tasks_valid = self.rows.is_valid()
        return super().is_valid() and are_tasks_valid

    def get_draft(self) -> DraftText:
        """Return the draft; without tasks, who raises it watches how it goes."""
        said = self.cleaned_data
        day = said["look_back_date"]
        watch = Task(said["title"], day, self.member.id, is_watch=True)
        return DraftText(
            text=said["text"].strip() or said["title"],
            look_back_date=day,
            tasks=self.rows.get_tasks(day) or [watch],
        )
