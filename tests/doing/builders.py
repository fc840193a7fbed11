"""Rows for the tests of this room; a question is only an id here."""

from datetime import UTC, date, datetime, timedelta

from folkmoot.doing.models import Commitment, Review
from folkmoot.doing.operations import Task, accept, agree_tasks, open_review, set_tasks
from folkmoot.people.models import Collective, Membership, Person
from folkmoot.web.chance import new_id

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)  # a Monday
DAY = timedelta(days=1)
FRIDAY = date(2026, 5, 8)


def member(collective: Collective, name: str, standing: str = "member") -> Membership:
    person = Person.objects.create(name=name, created_at=NOW)
    return Membership.objects.create(
        collective=collective,
        person=person,
        standing=standing,
        name=name,
        joined_at=NOW,
    )


def collective(slug: str = "elm", time_zone: str = "Europe/Madrid") -> Collective:
    return Collective.objects.create(
        slug=slug, name=slug, preset="home", time_zone=time_zone, created_at=NOW
    )


class House:
    """Elm with Ann, Bo and Di, and Cy of another collective."""

    def __init__(self) -> None:
        self.elm = collective()
        self.ann, self.bo, self.di = (
            member(self.elm, name) for name in ("Ann", "Bo", "Di")
        )
        self.cy = member(collective("oak"), "Cy")
        self.question_id = new_id()

    def task(self, what: str = "Buy paint", **fields) -> Commitment:
        """Return a task of a draft: offered to Bo unless said otherwise."""
        named = {"carrier_id": self.bo.id, "due_date": FRIDAY, **fields}
        (row,) = self.tasks(Task(what, **named))
        return row

    def tasks(self, *tasks: Task, now: datetime = NOW) -> list[Commitment]:
        return set_tasks(
            collective=self.elm, question_id=self.question_id, tasks=tasks, now=now
        )

    def agreed(self, what: str = "Buy paint", **fields) -> Commitment:
        """Return a task that Bo accepted, of a question that is decided."""
        row = self.task(what, **fields)
        if row.carrier:
            accept(member=row.carrier, commitment=row, now=NOW)
        agree_tasks(collective=self.elm, question_id=self.question_id, now=NOW)
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
