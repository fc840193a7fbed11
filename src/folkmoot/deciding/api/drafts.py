"""A draft as programs send it."""

from uuid import UUID

from ninja import Field

from folkmoot.deciding.operations import DraftText
from folkmoot.doing.operations import Task
from folkmoot.people.access import get_fellow_for
from folkmoot.people.models import Membership
from folkmoot.web.wire.fields import Day, Flag, FullLine, FullText, Lines, Sent

TASKS_AT_MOST = 12


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
    what_changed: Lines = ""
    tasks: list[TaskSent] = Field(default_factory=list, max_length=TASKS_AT_MOST)

    def read(self, reader: Membership) -> DraftText:
        """Return it for the operation; 404 for a carrier who is not there."""
        said = self.dict(exclude={"tasks"})
        return DraftText(
            **said, tasks=[self._task(each, reader) for each in self.tasks]
        )

    def _task(self, sent: TaskSent, reader: Membership) -> Task:
        carrier = sent.carrier_id and get_fellow_for(reader, sent.carrier_id).id
        day = self.look_back_date if sent.is_watch else sent.due_date
        return Task(sent.what, day, carrier, is_watch=sent.is_watch)
