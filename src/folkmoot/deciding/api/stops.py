"""Stops: what they say, where they stand, and each step of their life."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Self

from ninja import Router, Schema, Status
from pydantic import Field

from folkmoot.deciding import operations
from folkmoot.deciding.access import Place, get_question_for, get_stop_for
from folkmoot.deciding.api.answers import StopSent
from folkmoot.deciding.api.places import settled
from folkmoot.deciding.models import Objection, Talk
from folkmoot.deciding.operations.talking import TIMES
from folkmoot.deciding.queries.pages.answers import standing_of
from folkmoot.deciding.queries.pages.stops import (
    ShownLine,
    StopPage,
    lines_about,
    show_line,
    stop_page,
)
from folkmoot.deciding.queries.stops import ShownStop, list_stops, show_stops
from folkmoot.listening.api.shapes import AttachmentShown, show_attachment
from folkmoot.people.requests import PersonRequest
from folkmoot.web.wire.cursors import Part, cut, cut_list, map_rows
from folkmoot.web.wire.fields import (
    Cursor,
    Day,
    Flag,
    FullLine,
    FullText,
    Instant,
    Limit,
    Line,
    Sent,
)

router = Router()
ALL = "/collectives/{slug:slug}/questions/{int:number}/stops"
ONE = ALL + "/{int:stop}"


class LineShown(Schema):
    """A line of the talk about a stop."""

    name: str
    kind: Talk.Kind
    text: str = Field(description="Of an invitation which number, place or chat.")
    way: str = Field(description="Of an invitation: call, table or chat.")
    times: list[datetime] = Field(
        description="Offered for a talk, or the one that the owner chose."
    )

    @classmethod
    def of(cls, line: ShownLine) -> Self:
        """Return a line as the page shows it."""
        row = line.line
        return cls(
            name=line.name,
            kind=Talk.Kind(row.kind),
            text=row.text,
            way=row.way,
            times=list(line.times),
        )


class StopLine(Schema):
    """A stop; the owner is empty where the name is kept back."""

    number: int
    owner: str
    is_own: bool
    state: Objection.State
    harm: str
    to_whom: str
    fix: str
    clause: str
    late: bool
    spoken: AttachmentShown | None = Field(
        description="The stop in its owner's voice, where their name is shown."
    )
    restatement: str
    answer_kind: str
    answer: str
    trial_until: date | None
    trial_sign: str
    happened: str = Field(description="yes, partly or no, once its owner said so.")
    happened_words: str
    version: int | None = Field(description="Of the draft that it is about.")
    todo: str = Field(description="A code: the one thing the reader can do.")

    @classmethod
    def values_of(cls, shown: ShownStop) -> dict[str, Any]:
        """Return what the reader may see of a stop."""
        same = set(cls.model_fields) - {"owner", "is_own", "todo", "version", "spoken"}
        values = {name: getattr(shown.stop, name) for name in same}
        own = {
            "owner": shown.owner_name,
            "is_own": shown.is_own,
            "todo": shown.todo,
            "spoken": show_attachment(shown.spoken) if shown.spoken else None,
        }
        version = shown.stop.proposal
        return {**values, **own, "version": version.version if version else None}


class StopPart(Part):
    """A part of the stops of a question, in their order."""

    stops: list[StopLine]


class StopShown(StopLine):
    """A stop with the newest lines of the talk about it."""

    talk: list[LineShown] = Field(description="Up to 100, the oldest of them first.")


class TalkPart(Part):
    """A part of the talk about a stop, newest first."""

    lines: list[LineShown]


class Words(Sent):
    """Words of one's own."""

    text: FullText


class Nod(Sent):
    """Whether what was said back is right; if not, what is different."""

    is_right: Flag
    text: Line = ""


class InvitationToTalk(Sent):
    """A talk with the owner of a stop: how, where, and three times to choose from."""

    way: Talk.Way
    where: FullLine
    times: list[Instant] = Field(min_length=TIMES, max_length=TIMES)


class TalkTime(Sent):
    """The time that the owner of a stop chose."""

    time: Instant


class AnswerSent(Sent):
    """An answer in at most 120 words; a trial says its end and its sign."""

    kind: Objection.AnswerKind
    text: FullText
    trial_until: Day | None = None
    trial_sign: Line = ""


class Reply(Sent):
    """Whether the owner finds it solved."""

    is_solved: Flag


class HappenedSent(Sent):
    """Whether what the owner feared happened, and a line about it."""

    happened: Objection.Happened
    text: Line = ""


class LateSent(StopSent):
    """A stop after the decision, and why one was not heard before."""

    why_not_heard: FullLine


@router.get(ALL, response=StopPart)
def get_stops(
    request: PersonRequest,
    slug: str,
    number: int,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> StopPart:
    """List the stops of a question."""
    place = settled(request, slug, number)
    standing = standing_of(place.question, place.member)
    shown = list_stops(
        place.question, place.member, request.now, sees_new=standing.sees_answers
    )
    part = cut_list(shown, _by_number, cursor, limit)
    stops = [StopLine(**StopLine.values_of(one)) for one in part.rows]
    return StopPart(stops=stops, next=part.next)


@router.get(ONE, response=StopShown)
def get_stop(request: PersonRequest, slug: str, number: int, stop: int) -> StopShown:
    """Read a stop and the talk about it."""
    place = settled(request, slug, number)
    return _show(request, place, get_stop_for(place, stop))


@router.get(f"{ONE}/talk", response=TalkPart)
def get_talk(
    request: PersonRequest,
    slug: str,
    number: int,
    stop: int,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> TalkPart:
    """List what was said about a stop."""
    place = settled(request, slug, number)
    row = get_stop_for(place, stop)
    shown = show_stops([row], place.member, request.now)[0]
    part = cut(lines_about(row), ("-created_at", "-id"), cursor, limit)
    lines = map_rows(part, lambda line: LineShown.of(show_line(line, shown)))
    return TalkPart(lines=lines, next=part.next)


@router.put(f"{ONE}/restatement", response=StopShown)
def restate_stop(
    request: PersonRequest, slug: str, number: int, stop: int, data: Words
) -> StopShown:
    """Say a stop back in one's own words."""
    return _act(request, slug, number, stop, operations.restate_stop, text=data.text)


@router.put(f"{ONE}/restatement/answer", response=StopShown)
def agree_restatement(
    request: PersonRequest, slug: str, number: int, stop: int, data: Nod
) -> StopShown:
    """Say whether that is what was meant."""
    return _act(
        request,
        slug,
        number,
        stop,
        operations.agree_restatement,
        is_right=data.is_right,
        text=data.text,
    )


@router.post(f"{ONE}/talk", response={201: StopShown})
def talk_about_stop(
    request: PersonRequest, slug: str, number: int, stop: int, data: Words
) -> Status[StopShown]:
    """Say a line in the talk about a stop."""
    return Status(
        201,
        _act(request, slug, number, stop, operations.talk_about_stop, text=data.text),
    )


@router.post(f"{ONE}/talk/invitations", response={201: StopShown})
def invite_to_talk(
    request: PersonRequest, slug: str, number: int, stop: int, data: InvitationToTalk
) -> Status[StopShown]:
    """Offer the owner three times for a talk."""
    invitation = operations.Invitation(**data.dict())
    act = operations.invite_to_talk
    return Status(201, _act(request, slug, number, stop, act, invitation=invitation))


@router.put(f"{ONE}/talk/time", response=StopShown)
def choose_talk(
    request: PersonRequest, slug: str, number: int, stop: int, data: TalkTime
) -> StopShown:
    """Choose one of the offered times as the owner."""
    return _act(request, slug, number, stop, operations.choose_talk, time=data.time)


@router.put(f"{ONE}/answer", response=StopShown)
def answer_stop(
    request: PersonRequest, slug: str, number: int, stop: int, data: AnswerSent
) -> StopShown:
    """Propose an answer to a stop."""
    return _act(
        request,
        slug,
        number,
        stop,
        operations.answer_stop,
        answer=operations.AnswerText(**data.dict()),
    )


@router.put(f"{ONE}/answer/second-name", response=StopShown)
def second_answer(
    request: PersonRequest, slug: str, number: int, stop: int
) -> StopShown:
    """Put the second name to an answer."""
    return _act(request, slug, number, stop, operations.second_answer)


@router.put(f"{ONE}/reply", response=StopShown)
def reply_to_answer(
    request: PersonRequest, slug: str, number: int, stop: int, data: Reply
) -> StopShown:
    """Say as the owner whether it is solved."""
    return _act(
        request,
        slug,
        number,
        stop,
        operations.reply_to_answer,
        is_solved=data.is_solved,
    )


@router.put(f"{ONE}/happened", response=StopShown)
def tell_happened(
    request: PersonRequest, slug: str, number: int, stop: int, data: HappenedSent
) -> StopShown:
    """Say as the owner, 60 days after or when all look back, whether it happened."""
    return _act(request, slug, number, stop, operations.tell_happened, **data.dict())


@router.post(ALL, response={201: StopShown})
def object_late(
    request: PersonRequest, slug: str, number: int, data: LateSent
) -> Status[StopShown]:
    """Say stop after the decision, if one was not heard before."""
    place = get_question_for(request.person, slug, number)
    words = data.dict()
    why = words.pop("why_not_heard")
    row = operations.object_late(
        member=place.member,
        question=place.question,
        late=operations.LateText(operations.StopText(**words), why),
        now=request.now,
    )
    return Status(201, _show(request, place, get_stop_for(place, row.number)))


def _act(
    request: PersonRequest,
    slug: str,
    number: int,
    stop: int,
    operation: Callable[..., object],
    **said: object,
) -> StopShown:
    """Do one step in the life of a stop, and read it again."""
    place = get_question_for(request.person, slug, number)
    row = get_stop_for(place, stop)
    operation(member=place.member, objection=row, now=request.now, **said)
    return _show(request, place, get_stop_for(place, stop))


def _by_number(shown: ShownStop) -> tuple[str, ...]:
    return (f"{shown.stop.number:09}",)


def _show(request: PersonRequest, place: Place, stop: Objection) -> StopShown:
    page: StopPage = stop_page(place.question, stop, place.member, request.now)
    lines = [LineShown.of(line) for line in page.lines]
    return StopShown(**StopLine.values_of(page.shown), talk=lines)
