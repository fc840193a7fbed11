"""Ordinary questions at home about messengers: what they shall say, whom we send."""

from typing import Annotated
from uuid import UUID

from django.http import Http404
from ninja import Router, Schema, Status
from pydantic import Field, Strict

from folkmoot.federating import operations
from folkmoot.federating.access import (
    Pairing,
    get_group_pairing_for,
    get_person_to_send_for,
)
from folkmoot.federating.models import FederatedQuestion, Mandate
from folkmoot.federating.operations import Asking, MandateText
from folkmoot.federating.queries.council_pages import open_questions
from folkmoot.people.models import Collective, Membership
from folkmoot.people.presets import LONGEST_TERM_DAYS
from folkmoot.people.requests import PersonRequest
from folkmoot.web.wire.fields import FullText, Line, Sent, Text

router = Router()
ONE = "/federations/{slug:slug}/messengers/{slug:home}"
Days = Annotated[int, Strict(), Field(ge=1, le=LONGEST_TERM_DAYS)]
Name = Annotated[str, Field(min_length=1, max_length=60)]
Figure = Annotated[int, Strict(), Field(ge=-(10**12), le=10**12)] | Line


class LimitSent(Sent):
    """One limit: a figure's name, a rule, and a whole number, a day or a word."""

    name: Name
    rule: str = Field(
        description="at_most, at_least, not_before, not_after or equals.", max_length=20
    )
    value: Figure


class AskingSent(Sent):
    """What such questions have in common."""

    question_id: UUID | None = Field(
        default=None, description="One question before the council, or all."
    )
    title: Line = ""
    why_now: Text = ""

    def read(self, council: Collective) -> Asking:
        """Return it for the operation; 404 for a question that is not there."""
        return Asking(
            council=council,
            question=question_in(council, self.question_id),
            title=self.title,
            why_now=self.why_now,
        )


class MandateSent(AskingSent):
    """What our messengers shall say, and how far they may go."""

    text: FullText
    kind: Mandate.Kind = Mandate.Kind.TALK
    position: Line = Field(
        default="", description="agrees, divided, objects; empty: as home answered."
    )
    limits: list[LimitSent] = Field(default=[], max_length=20)
    may_settle: list[Name] = Field(default=[], max_length=20)
    days: Days | None = None

    def read_text(self) -> MandateText:
        """Return it for the operation."""
        return MandateText(
            text=self.text,
            kind=self.kind,
            position=self.position,
            limits=[(one.name, one.rule, one.value) for one in self.limits],
            may_settle=self.may_settle,
            days=self.days,
        )


class SendingSent(AskingSent):
    """Whom we send, by agreement of all."""

    speaker_id: UUID
    listener_id: UUID | None = None
    days: Days | None = None


class Raised(Schema):
    """The question that was raised at home."""

    number: int


def question_in(
    council: Collective, question_id: UUID | None
) -> FederatedQuestion | None:
    """Return an open question before a council; 404 if it is none."""
    if question_id is None:
        return None
    for question in open_questions(council):
        if question.id == question_id:
            return question
    raise Http404


@router.post(f"{ONE}/mandate-questions", response={201: Raised})
def ask_for_mandate(
    request: PersonRequest, slug: str, home: str, data: MandateSent
) -> Status[Raised]:
    """Ask home, by an ordinary question, what its messengers shall say."""
    pairing = get_group_pairing_for(request.person, slug, home)
    question = operations.ask_for_mandate(
        member=pairing.member,
        asking=data.read(pairing.council),
        text=data.read_text(),
        now=request.now,
    )
    return Status(201, Raised(number=question.number))


@router.post(f"{ONE}/sending-questions", response={201: Raised})
def ask_to_send(
    request: PersonRequest, slug: str, home: str, data: SendingSent
) -> Status[Raised]:
    """Ask home, by an ordinary question, to send two people."""
    pairing = get_group_pairing_for(request.person, slug, home)
    question = operations.ask_to_send(
        member=pairing.member,
        asking=data.read(pairing.council),
        speaker=_fellow(pairing, data.speaker_id),
        listener=_fellow(pairing, data.listener_id) if data.listener_id else None,
        days=data.days,
        now=request.now,
    )
    return Status(201, Raised(number=question.number))


def _fellow(pairing: Pairing, member_id: UUID) -> Membership:
    return get_person_to_send_for(pairing, member_id)
