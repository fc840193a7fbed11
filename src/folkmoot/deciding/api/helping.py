"""Answers entered for members without a device, and the slips about them."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from django.http import Http404
from ninja import Router, Schema
from pydantic import Field

from folkmoot.deciding import operations
from folkmoot.deciding.access import get_helped_for, get_question_for
from folkmoot.deciding.api.answers import PositionSent
from folkmoot.deciding.api.places import settled
from folkmoot.deciding.models import Position
from folkmoot.deciding.queries.pages.answers import list_helped
from folkmoot.people.api.shapes import (
    Fellow,
    FellowPart,
    by_name,
    fellow_of,
    fellow_or_none,
    fellow_part,
)
from folkmoot.people.requests import PersonRequest
from folkmoot.web.wire.cursors import cut_list
from folkmoot.web.wire.fields import Cursor, Limit

router = Router()
ONE = "/collectives/{slug:slug}/questions/{int:number}/helped"


class HelpedSent(PositionSent):
    """What somebody said themselves, entered by another member."""

    is_said: Literal[True] = Field(description="They told me this themselves.")


class Receipt(Schema):
    """The slip about an answer that was entered for somebody."""

    id: UUID
    member: Fellow
    helper: Fellow | None
    value: Position.Value
    text: str
    at: datetime
    until: datetime | None = Field(description="Until when it can be changed.")


@router.get(ONE, response=FellowPart)
def get_helped(
    request: PersonRequest,
    slug: str,
    number: int,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> FellowPart:
    """List whose answer another member could enter."""
    place = settled(request, slug, number)
    rows = list_helped(place.question, place.member)
    return fellow_part(cut_list(rows, by_name, cursor, limit))


@router.put(f"{ONE}/{{uuid:member_id}}/position", response=Receipt)
def help_answer(
    request: PersonRequest, slug: str, number: int, member_id: UUID, data: HelpedSent
) -> Receipt:
    """Enter the answer of a member who has no device."""
    place = get_question_for(request.person, slug, number)
    helped = list_helped(place.question, place.member)
    owner = next((each for each in helped if each.id == member_id), None)
    if owner is None:
        raise Http404
    row = operations.take_position(
        member=owner,
        question=place.question,
        helper=place.member,
        now=request.now,
        **data.read(),
    )
    return _show(row)


@router.get(f"{ONE}/receipts/{{uuid:position_id}}", response=Receipt)
def get_receipt(
    request: PersonRequest, slug: str, number: int, position_id: UUID
) -> Receipt:
    """Read the slip; only its owner and the helper can."""
    place = get_question_for(request.person, slug, number)
    return _show(get_helped_for(place, position_id))


def _show(row: Position) -> Receipt:
    return Receipt(
        id=row.id,
        member=fellow_of(row.member),
        helper=fellow_or_none(row.helper),
        value=Position.Value(row.value),
        text=row.text,
        at=row.at,
        until=row.question.closes_at,
    )
