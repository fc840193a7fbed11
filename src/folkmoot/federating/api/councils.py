"""The council: what is said there, and saying it."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import Http404
from ninja import Router, Schema, Status
from pydantic import Field

from folkmoot.federating import operations
from folkmoot.federating.access import find_speaking, get_federation_for
from folkmoot.federating.api.council_shapes import CouncilEntryShown, entry_shown
from folkmoot.federating.api.mandates import Figure, Name, question_in
from folkmoot.federating.models import Entry
from folkmoot.federating.operations import Words
from folkmoot.federating.queries.council_pages import (
    open_questions,
    seats_of,
    show_entries,
)
from folkmoot.federating.queries.councils import list_entries
from folkmoot.people.api.shapes import Fellow, fellow_of
from folkmoot.people.requests import PersonRequest
from folkmoot.web.wire.cursors import Part, cut
from folkmoot.web.wire.fields import Cursor, Flag, FullText, Limit, Sent

router = Router()
ONE = "/federations/{slug:slug}/council"


class SeatInCouncil(Schema):
    """Who sits in a council for one collective, the messenger first."""

    home: str = Field(description="The short name in addresses.")
    name: str
    pair: list[Fellow]


class QuestionBefore(Schema):
    """A question before a council."""

    id: UUID
    number: int
    title: str
    stage: str
    closes_at: datetime | None


class CouncilShown(Schema):
    """Who sits in a council, and what is before it."""

    name: str
    seats: list[SeatInCouncil]
    questions: list[QuestionBefore]


class CouncilEntryPart(Part):
    """A part of what was said, the newest first."""

    entries: list[CouncilEntryShown]


class SaidInCouncil(Sent):
    """What a messenger says: from the mandate, or an own view."""

    delegate_id: UUID = Field(description="As whom: one's own, in this council.")
    basis: Entry.Basis
    text: FullText
    position: Annotated[str, Field(max_length=12)] = Field(
        default="", description="agrees, divided, objects, or nothing."
    )
    figures: dict[Name, Figure] = Field(
        default={}, description="Numbers, days or words by name.", max_length=20
    )
    settles: Flag = Field(default=False, description="Whether the figures are settled.")
    question_id: UUID | None = None
    asks_home: Flag = Field(
        default=False,
        description="Say it even if it differs from the mandate; home is asked then.",
    )


@router.get(ONE, response=CouncilShown)
def get_council(request: PersonRequest, slug: str) -> CouncilShown:
    """Show who sits in a council, and what is before it."""
    place = get_federation_for(request.person, slug)
    federation = place.federation
    return CouncilShown(
        name=federation.name,
        seats=[
            SeatInCouncil(
                home=seat["home"].slug,
                name=seat["home"].name,
                pair=[fellow_of(one.member) for one in seat["pair"]],
            )
            for seat in seats_of(federation, place.member, request.now)
        ],
        questions=[
            QuestionBefore(
                id=one.id,
                number=one.number,
                title=one.title,
                stage=one.stage,
                closes_at=one.closes_at,
            )
            for one in open_questions(federation)
        ],
    )


@router.get(f"{ONE}/entries", response=CouncilEntryPart)
def get_council_entries(
    request: PersonRequest, slug: str, cursor: Cursor = "", limit: Limit = 50
) -> CouncilEntryPart:
    """List what was said in a council, the newest first."""
    federation = get_federation_for(request.person, slug).federation
    operations.settle_entries(council=federation, now=request.now)
    part = cut(list_entries(federation), ("-at", "-id"), cursor, limit)
    entries = [entry_shown(one) for one in show_entries(part.rows)]
    return CouncilEntryPart(entries=entries, next=part.next)


@router.post(f"{ONE}/entries", response={201: CouncilEntryShown})
def say_in_council(
    request: PersonRequest, slug: str, data: SaidInCouncil
) -> Status[CouncilEntryShown]:
    """Say something in a council; what differs is refused unless home is to be asked."""
    federation = get_federation_for(request.person, slug).federation
    sits_as = find_speaking(request.person, federation, request.now)
    delegate = next((one for one in sits_as if one.id == data.delegate_id), None)
    if delegate is None:
        raise Http404
    entry = operations.say_in_council(
        member=delegate.member,
        delegate=delegate,
        words=Words(
            text=data.text,
            basis=data.basis,
            position=data.position,
            figures=data.figures,
            settles=data.settles,
            question=question_in(federation, data.question_id),
        ),
        asks_home=data.asks_home,
        now=request.now,
    )
    (shown,) = show_entries([entry])
    return Status(201, entry_shown(shown))
