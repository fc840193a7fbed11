"""Answers and words entered for members without a device, and the slips about them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.http import Http404
from ninja import Router, Schema, Status
from pydantic import Field

from folkmoot.deciding import operations
from folkmoot.deciding.access import (
    get_hearing_of,
    get_helped_for,
    get_question_for,
)
from folkmoot.deciding.api.answers import PositionSent
from folkmoot.deciding.api.places import settled
from folkmoot.deciding.models import CallBack, Position, Question
from folkmoot.deciding.queries.pages.answers import list_helped
from folkmoot.deciding.queries.recorders import Recorded, code_of
from folkmoot.listening.models import Contribution
from folkmoot.people.api.shapes import (
    Fellow,
    FellowPart,
    by_name,
    fellow_of,
    fellow_or_none,
    fellow_part,
)
from folkmoot.people.models import Membership
from folkmoot.people.requests import PersonRequest
from folkmoot.record.wire import Signing
from folkmoot.web.wire.cursors import cut_list
from folkmoot.web.wire.fields import Cursor, Flag, Limit, Sent, Text

router = Router()
ONE = "/collectives/{slug:slug}/questions/{int:number}/helped"


class HelpedSent(PositionSent):
    """What somebody said themselves, entered by another member."""

    is_said: Literal[True] = Field(description="They told me this themselves.")
    second: UUID | None = Field(
        default=None, description="The member who heard it too, and is asked to say so."
    )


class HelpedWordsSent(Signing):
    """What somebody said themselves in a hearing, entered by another member."""

    kind: Literal["text", "nothing"] = "text"
    text: Text = ""
    is_said: Literal[True] = Field(description="They told me this themselves.")
    second: UUID | None = Field(
        default=None, description="The member who heard it too, and is asked to say so."
    )


class Heard(Signing):
    """That one heard what was entered for somebody."""

    heard: Literal[True]
    at: datetime = Field(description="Of the slip that one read.")


class CalledBack(Sent):
    """What the owner of an answer said to the member drawn to call them."""

    is_right: Flag
    at: datetime = Field(description="Of the slip that one read.")


class CallBackShown(Schema):
    """A call-back that was answered."""

    entry: int = Field(description="The answer's place in the record.")
    result: CallBack.Result
    ended_at: datetime | None


class Receipt(Schema):
    """The slip about an answer, or words, entered for somebody."""

    id: UUID
    member: Fellow
    helper: Fellow | None
    second: Fellow | None = Field(description="Who heard it too, as the helper says.")
    seconded_at: datetime | None = Field(
        description="When the second said so; until then one person recorded it."
    )
    value: Position.Value | None = Field(
        description="The answer to the draft; none of what was said in a hearing."
    )
    text: str
    at: datetime
    code: str = Field(
        description="Four digits for this very answer, made of its entry."
    )
    until: datetime | None = Field(description="Until when it can be changed.")


@router.get(ONE, response=FellowPart)
def get_helped(
    request: PersonRequest,
    slug: str,
    number: int,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> FellowPart:
    """List whose answer, or words in a hearing, another member could enter."""
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
    owner = _fellow(helped, member_id)
    second = _fellow(helped, data.second) if data.second else None
    row = operations.take_position(
        member=owner,
        question=place.question,
        helper=place.member,
        second=second,
        now=request.now,
        **data.read(),
    )
    return _show(row, place.question)


@router.post(f"{ONE}/{{uuid:member_id}}/contributions", response={201: Receipt})
def help_contribute(
    request: PersonRequest,
    slug: str,
    number: int,
    member_id: UUID,
    data: HelpedWordsSent,
) -> Status[Receipt]:
    """Enter what a member says in a hearing who has no device."""
    place = get_question_for(request.person, slug, number)
    get_hearing_of(place)
    helped = list_helped(place.question, place.member)
    owner = _fellow(helped, member_id)
    row = operations.contribute(
        member=owner,
        question=place.question,
        kind=Contribution.Kind(data.kind),
        text=data.text,
        helper=place.member,
        second=_fellow(helped, data.second) if data.second else None,
        now=request.now,
        signed=data.read_signed(),
    )
    return Status(201, _show(row, place.question))


@router.get(f"{ONE}/receipts/{{uuid:entered_id}}", response=Receipt)
def get_receipt(
    request: PersonRequest, slug: str, number: int, entered_id: UUID
) -> Receipt:
    """Read the slip: its owner, the helper, the second, and who calls back can."""
    place = get_question_for(request.person, slug, number)
    return _show(get_helped_for(place, entered_id), place.question)


@router.put(f"{ONE}/receipts/{{uuid:entered_id}}/second", response=Receipt)
def confirm_recorded(
    request: PersonRequest, slug: str, number: int, entered_id: UUID, data: Heard
) -> Receipt:
    """Say that one heard what was entered; only who was named for it can."""
    place = get_question_for(request.person, slug, number)
    operations.confirm_recorded(
        member=place.member,
        question=place.question,
        entered=get_helped_for(place, entered_id),
        now=request.now,
        seen_at=data.at,
        signed=data.read_signed(),
    )
    return _show(get_helped_for(place, entered_id), place.question)


@router.put(f"{ONE}/receipts/{{uuid:entered_id}}/call-back", response=CallBackShown)
def call_back(
    request: PersonRequest,
    slug: str,
    number: int,
    entered_id: UUID,
    data: CalledBack,
) -> CallBackShown:
    """Say whether an answer is right; only who was drawn to call its owner can.

    What is not right is taken away while answers can change.
    """
    place = get_question_for(request.person, slug, number)
    row = operations.answer_call_back(
        member=place.member,
        question=place.question,
        entered=get_helped_for(place, entered_id),
        is_right=data.is_right,
        now=request.now,
        seen_at=data.at,
    )
    return CallBackShown(
        entry=row.entry, result=CallBack.Result(row.result), ended_at=row.ended_at
    )


def _fellow(members: Sequence[Membership], member_id: UUID) -> Membership:
    found = next((each for each in members if each.id == member_id), None)
    if found is None:
        raise Http404
    return found


def _show(row: Recorded, question: Question) -> Receipt:
    return Receipt(
        id=row.id,
        member=fellow_of(row.member),
        helper=fellow_or_none(row.helper),
        second=fellow_or_none(row.second),
        seconded_at=row.seconded_at,
        value=Position.Value(row.value) if isinstance(row, Position) else None,
        text=row.text,
        at=row.at,
        code=code_of(row),
        until=question.ends_at,
    )
