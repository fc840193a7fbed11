"""The house whose tasks are tested; a question is only an id here."""

from datetime import date

from tests.again import once
from tests.cast import DAY, NOW, collective, member

from folkmoot.doing.models import Commitment, Review
from folkmoot.doing.operations import Task, accept, agree_tasks, open_review, set_tasks
from folkmoot.record.models import Entry
from folkmoot.web.chance import new_id

FRIDAY = date(2027, 3, 5)  # NOW is the Monday before
SUNDAY = date(2027, 3, 7)


class House:
    """Elm Street with Ann, Bo, Di and a friend, Flo; Cy is in another collective."""

    def __init__(self) -> None:
        self.elm = collective(friends=("Flo",))
        self.ann, self.bo, self.di, self.flo = (
            member(self.elm, name) for name in ("Ann", "Bo", "Di", "Flo")
        )
        self.cy = member(collective("Oak Street", members=("Cy",)), "Cy")
        self.question_id = new_id()

    def task(self, what: str = "Buy paint", **fields) -> Commitment:
        """Return a task of a draft: offered to Bo unless said otherwise."""
        named = {"carrier_id": self.bo.id, "due_date": FRIDAY, **fields}
        (row,) = self.tasks(Task(what, **named))
        return row

    def tasks(self, *tasks: Task, now=NOW) -> list[Commitment]:
        return set_tasks(
            collective=self.elm, question_id=self.question_id, tasks=tasks, now=now
        )

    def agree(self, now=NOW) -> list[Commitment]:
        return agree_tasks(collective=self.elm, question_id=self.question_id, now=now)

    @once
    def agreed(self, what: str = "Buy paint", **fields) -> Commitment:
        """Return a task that Bo accepted, of a question that is decided."""
        row = self.task(what, **fields)
        if row.carrier_id:
            carrier = self.elm.memberships.get(id=row.carrier_id)
            accept(member=carrier, commitment=row, now=NOW)
        self.agree()
        row.refresh_from_db()
        return row

    def review(self, number: int = 1) -> Review:
        return open_review(
            collective=self.elm,
            question_id=self.question_id,
            round=number,
            closes_at=NOW + 14 * DAY,
            now=NOW,
        )

    def kinds(self) -> list[str]:
        """Return the kinds of the entries about the question, oldest first."""
        entries = Entry.objects.filter(about_id=self.question_id).order_by("index")
        return list(entries.values_list("kind", flat=True))
