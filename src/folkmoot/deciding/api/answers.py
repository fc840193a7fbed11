"""Answers to a draft: one's own, what others said after it, and worries."""

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import Field, model_validator

from folkmoot.deciding import operations
from folkmoot.deciding.access import Place, get_question_for, get_worry_for
from folkmoot.deciding.api.places import settled
from folkmoot.deciding.models import Position, Question
from folkmoot.deciding.queries.pages.answers import (
    Answers,
    ShownPosition,
    answers_of,
    cut_answers,
    standing_of,
)
from folkmoot.deciding.queries.pages.beside import ShownVariant, side_by_side
from folkmoot.deciding.queries.reaching import reach_out_in
from folkmoot.listening.api.shapes import AttachmentShown, show_attachment
from folkmoot.people.requests import PersonRequest
from folkmoot.record.wire import Signing
from folkmoot.web.wire.cursors import Part
from folkmoot.web.wire.fields import Cursor, Flag, FullLine, Limit, Line, Sent, Text

router = Router()
type VersionNumber = Annotated[int, Field(ge=1, le=10**9)]
ONE = "/collectives/{slug:slug}/questions/{int:number}"


class StopSent(Sent):
    """What a stop says: the harm and to whom; a fix, a clause of the agreement."""

    harm: Text
    to_whom: Line
    fix: Text = ""
    clause: Line = ""
    nameless: Flag = False


class PositionSent(Signing):
    """One answer; object comes with a stop, unless one's own stop goes on."""

    value: Position.Value
    text: Line = Field(default="", description="The worry, or what more is needed.")
    stop: StopSent | None = None
    version: VersionNumber | None = Field(
        default=None, description="Where several versions stand side by side."
    )

    @model_validator(mode="after")
    def check_worry(self) -> Self:
        """Ask for the words of a worry, as the page does."""
        if self.value == Position.Value.CONCERN and not self.text:
            raise ValueError(_("Please say it in one line."))
        return self

    def read(self) -> dict[str, Any]:
        """Return value, text, stop and signature for the operation."""
        stop = operations.StopText(**self.stop.dict()) if self.stop else None
        return {
            "value": self.value,
            "text": self.text,
            "stop": stop,
            "signed": self.read_signed(),
            "version": self.version,
        }


class WorryAnswer(Sent):
    """A line to somebody's worry."""

    text: FullLine


class AnswerShown(Schema):
    """One answer; the name is empty where names are not shown.

    ``proposal_id`` says to which version, where several stood side by side.
    """

    id: UUID
    proposal_id: UUID
    name: str
    value: Position.Value
    text: str
    spoken: AttachmentShown | None
    answer: str
    is_own: bool
    recorders: int = Field(
        description="0: they said it themselves; 1 or 2: how many members stand for"
        " what was entered for them."
    )

    @classmethod
    def of(cls, shown: ShownPosition) -> Self:
        """Return an answer as the pages show it."""
        row = shown.position
        return cls(
            id=row.id,
            proposal_id=row.proposal_id,
            name=shown.name,
            value=Position.Value(row.value),
            text=row.text,
            spoken=show_attachment(shown.spoken) if shown.spoken else None,
            answer=row.answer,
            is_own=shown.is_own,
            recorders=row.recorders,
        )


class AnswerPart(Part):
    """A part of the answers, by name; none where a name is kept back."""

    answers: list[AnswerShown]


class OwnAnswer(Schema):
    """One's own answer in the present check."""

    value: Position.Value
    text: str
    at: datetime
    carried_over: bool

    @classmethod
    def of(cls, row: Position | None) -> Self | None:
        """Return one's own answer, if there is one."""
        if row is None:
            return None
        return cls(
            value=Position.Value(row.value),
            text=row.text,
            at=row.at,
            carried_over=row.carried_over,
        )


class VersionAnswers(Schema):
    """One of several versions: one's own answer, and the others' after it."""

    version: int
    proposal_id: UUID
    letter: str
    label: str
    own: OwnAnswer | None
    heard: int | None
    tally: dict[str, int] | None

    @classmethod
    def of(cls, shown: ShownVariant) -> Self:
        """Return a version as the page shows it."""
        answers, row = shown.answers, shown.proposal
        return cls(
            version=row.version,
            proposal_id=row.id,
            letter=shown.letter,
            label=row.label,
            own=OwnAnswer.of(shown.own),
            heard=answers.heard if answers else None,
            tally=_tally(answers),
        )


class AnswersShown(Schema):
    """One's own answer; the others' only after it, as on the page."""

    round: int
    may_answer: bool
    own: OwnAnswer | None
    heard: int | None = Field(description="None before one's own answer.")
    members: int | None
    tally: dict[str, int] | None
    answers: list[AnswerShown] = Field(
        description="Empty where there are many: they are listed by themselves."
    )
    worries: list[AnswerShown]
    versions: list[VersionAnswers] = Field(
        description="Several versions side by side, while they are asked about;"
        " then the rest is for all of them together."
    )


@router.get(f"{ONE}/positions", response=AnswersShown)
def get_positions(request: PersonRequest, slug: str, number: int) -> AnswersShown:
    """Read one's own answer, and the others' after it."""
    return show_answers(settled(request, slug, number))


@router.get(f"{ONE}/positions/named", response=AnswerPart)
def get_named_positions(
    request: PersonRequest,
    slug: str,
    number: int,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> AnswerPart:
    """List who said what, as far as one may see it; nothing before one's own answer."""
    place = settled(request, slug, number)
    part = cut_answers(place.question, place.member, cursor, limit)
    return AnswerPart(
        answers=[AnswerShown.of(one) for one in part.rows], next=part.next
    )


@router.put(f"{ONE}/position", response=AnswersShown)
def take_position(
    request: PersonRequest, slug: str, number: int, data: PositionSent
) -> AnswersShown:
    """Say what one thinks of the draft."""
    place = get_question_for(request.person, slug, number)
    operations.take_position(
        member=place.member, question=place.question, now=request.now, **data.read()
    )
    return show_answers(get_question_for(request.person, slug, number))


@router.put(f"{ONE}/worries/{{uuid:position_id}}/answer", response=AnswersShown)
def answer_worry(
    request: PersonRequest,
    slug: str,
    number: int,
    position_id: UUID,
    data: WorryAnswer,
) -> AnswersShown:
    """Answer a worry in one line."""
    place = get_question_for(request.person, slug, number)
    worry = get_worry_for(place, position_id)
    operations.answer_worry(
        member=place.member, position=worry, text=data.text, now=request.now
    )
    return show_answers(place)


class ReachOutShown(Schema):
    """A check with more time: how many have not answered, and who goes to them."""

    people: int | None = Field(description="None before one's own answer, or if none.")
    takers: list[str] = Field(description="Who signed the call `reach_out`.")
    names: list[str] | None = Field(description="For the care role alone.")


@router.get(f"{ONE}/reach-out", response=ReachOutShown)
def get_reach_out(request: PersonRequest, slug: str, number: int) -> ReachOutShown:
    """Read who is still to be called or visited."""
    place = settled(request, slug, number)
    found = reach_out_in(place.question, place.member, request.now)
    if found is None:
        return ReachOutShown(people=None, takers=[], names=None)
    names = None if found.names is None else list(found.names)
    return ReachOutShown(people=found.people, takers=list(found.takers), names=names)


def _tally(answers: Answers | None) -> dict[str, int] | None:
    return {kind: count for _word, count, kind in answers.tally} if answers else None


def show_answers(place: Place) -> AnswersShown:
    """Return one's own answer, and the others' after it."""
    standing = standing_of(place.question, place.member)
    answers = answers_of(place.question, place.member, standing)
    question = place.question
    is_compared = question.variants and question.stage == Question.Stage.CHECKING
    beside = (
        side_by_side(question, place.member, standing, None) if is_compared else None
    )
    if beside:
        answers = None  # each version has its own
    named = (
        [one for _words, group in answers.by_name for one in group] if answers else []
    )
    return AnswersShown(
        round=place.question.round,
        may_answer=standing.may_answer,
        own=OwnAnswer.of(standing.own),
        heard=answers.heard if answers else None,
        members=answers.members if answers else None,
        tally=_tally(answers),
        answers=[AnswerShown.of(one) for one in named],
        worries=[AnswerShown.of(one) for one in answers.worries] if answers else [],
        versions=[VersionAnswers.of(one) for one in beside.variants] if beside else [],
    )
