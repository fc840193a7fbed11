"""Who hosts a question, who replies first, and where an idea waits."""

from datetime import datetime

from ninja import Router, Schema
from pydantic import Field

from folkmoot.deciding.api.places import settled
from folkmoot.deciding.models import Question
from folkmoot.deciding.queries.hosting import first_reply_of, list_hosts
from folkmoot.deciding.queries.queue import waiting_of
from folkmoot.people.api.shapes import Fellow, fellow_of
from folkmoot.people.requests import PersonRequest

router = Router()
ONE = "/collectives/{slug:slug}/questions/{int:number}/hosting"


class HostShown(Schema):
    """Somebody who hosts the question, drawn by lot with a seed or named."""

    member: Fellow
    seed: str
    ends_at: datetime


class FirstReplyShown(Schema):
    """Who was drawn by lot to ask one question about it, while nobody has."""

    member: Fellow
    due_at: datetime


class PlaceShown(Schema):
    """Where an idea stands among those that wait."""

    place: int
    has_room: bool = Field(description="Whether it is taken up next.")
    opens_by: datetime | None = Field(description="At the latest, where that is known.")


class HostingShown(Schema):
    """Who looks after a question now, and what an idea waits for."""

    hosts: list[HostShown]
    first_reply: FirstReplyShown | None
    place: PlaceShown | None = Field(description="Of an idea alone.")


@router.get(ONE, response=HostingShown)
def get_hosting(request: PersonRequest, slug: str, number: int) -> HostingShown:
    """Show who hosts a question, who replies first, and where an idea waits."""
    question = settled(request, slug, number).question
    return HostingShown(
        hosts=[
            HostShown(
                member=fellow_of(term.member), seed=term.seed, ends_at=term.ends_at
            )
            for term in list_hosts(question, request.now)
        ],
        first_reply=_first_reply(question),
        place=_place(question, request.now),
    )


def _first_reply(question: Question) -> FirstReplyShown | None:
    row = first_reply_of(question)
    if row is None:
        return None
    return FirstReplyShown(member=fellow_of(row.member), due_at=row.due_at)


def _place(question: Question, now: datetime) -> PlaceShown | None:
    if question.stage != Question.Stage.IDEA:
        return None
    waiting = waiting_of(question, now)
    return PlaceShown(
        place=waiting.place, has_room=waiting.has_room, opens_by=waiting.opens_by
    )
