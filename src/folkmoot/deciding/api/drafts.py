"""A draft as programs send it."""

from datetime import date, datetime, timedelta
from typing import Annotated
from uuid import UUID

from django.utils.translation import gettext as _
from pydantic import Field

from folkmoot.deciding.operations import DraftText
from folkmoot.doing.days import today_in
from folkmoot.doing.operations import Task
from folkmoot.people.access import get_fellow_for
from folkmoot.people.models import Membership
from folkmoot.web.wire.fields import Day, Flag, FullLine, FullText, Line, Lines, Sent
from folkmoot.web.wire.problems import WireError

TASKS_AT_MOST = 12
ONE_DAY = timedelta(days=1)
type ShortName = Annotated[Line, Field(max_length=60)]
type VersionLabel = Annotated[FullLine, Field(max_length=60)]


class TaskSent(Sent):
    """What is to be done, until when, and by whom."""

    what: FullLine
    due_date: Day | None = None
    carrier_id: UUID | None = Field(default=None, description="A membership.")
    is_watch: Flag = Field(default=False, description="No work: one person watches it.")


class DraftSent(Sent):
    """One version of a draft, with all its tasks."""

    text: FullText
    look_back_date: Day
    start_date: Day | None = None
    what_changed: Lines = Field(default="", description="In up to 60 words.")
    wording_only: Flag = Field(
        default=False, description="Another drafter has to agree."
    )
    tasks: list[TaskSent] = Field(default=[], max_length=TASKS_AT_MOST)
    label: ShortName | None = Field(
        default=None, description="A short name; without one it keeps what it has."
    )

    def read(self, reader: Membership, now: datetime, at: str = "") -> DraftText:
        """Return it for the operation; 404 for a carrier who is not there.

        Raises
        ------
        WireError
            If a day has come already; ``at`` is where the draft stands.
        """
        today = today_in(reader.collective, now)
        require_later(f"{at}look_back_date", self.look_back_date, today)
        require_later(f"{at}start_date", self.start_date, today - ONE_DAY)
        for number, task in enumerate(self.tasks):
            field = f"{at}tasks.{number}.due_date"
            require_later(field, task.due_date, today - ONE_DAY)
        said = self.dict(exclude={"tasks"})
        return DraftText(
            **said, tasks=[self._task(each, reader) for each in self.tasks]
        )

    def _task(self, sent: TaskSent, reader: Membership) -> Task:
        carrier = sent.carrier_id and get_fellow_for(reader, sent.carrier_id).id
        day = self.look_back_date if sent.is_watch else sent.due_date
        return Task(sent.what, day, carrier, is_watch=sent.is_watch)


class VersionSent(DraftSent):
    """Another version beside the draft, with a short name."""

    label: VersionLabel


def require_later(field: str, day: date | None, than: date) -> None:
    """Refuse a day that has come already.

    Raises
    ------
    WireError
        If ``day`` is not after ``than``.
    """
    if day is not None and day <= than:
        message = _("This day has come already. Please choose a later one.")
        raise WireError(422, "day_is_over", message, {field: message})
