"""The vote that the law asks for after a decision; never mixed with positions."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import Field

from folkmoot.deciding import operations
from folkmoot.deciding.access import (
    Place,
    get_question_for,
    get_roll_for,
    get_vote_for,
    get_voter_for,
)
from folkmoot.deciding.api.places import settled
from folkmoot.deciding.models import LegalVote, Voter
from folkmoot.deciding.operations import LawText, Papers, Roll
from folkmoot.deciding.queries.pages.votes import list_people, vote_page
from folkmoot.deciding.queries.votes import may_count, roll_of
from folkmoot.engines.consensus import Base, LegalRule, legal_rule_from_dict
from folkmoot.people.api.shapes import Fellow, fellow_of, fellow_or_none
from folkmoot.people.requests import PersonRequest
from folkmoot.web.wire.cursors import Part, cut
from folkmoot.web.wire.fields import (
    Count,
    Cursor,
    Flag,
    FullLine,
    Limit,
    Line,
    Number,
    Sent,
)
from folkmoot.web.wire.problems import WireError

router = Router()
ONE = "/collectives/{slug:slug}/questions/{int:number}/legal-vote"
OTHERS_AT_MOST = 5000


class LawRule(Sent):
    """What the law asks for: a share of yes, and perhaps how many take part."""

    yes: int = Field(ge=1, le=100, description="The share of yes: this many of `of`.")
    of: int = Field(ge=1, le=100)
    is_more: bool = Field(description="More than that share, not just that.")
    base: Base
    turnout_percent: int = Field(0, ge=0, le=100)
    roll_percent: int = Field(0, ge=0, le=100)


class LawSent(Sent):
    """Which law or clause asks for it, and who may take part, as it says."""

    law: FullLine
    who: FullLine
    rule: LawRule


class DropSent(Sent):
    """Why the law does not ask for it; the second name needs no words."""

    reason: Line = ""


class RollSent(Sent):
    """Who is on the roll, and for how many days it is open."""

    members: list[UUID] = Field(max_length=OTHERS_AT_MOST)
    others: list[Line] = Field(
        [], max_length=OTHERS_AT_MOST, description="Names; they answer on paper."
    )
    days: Number


class LegalAnswerSent(Sent):
    """One's answer, once and for all."""

    answer: Literal["yes", "no", "blank"]


class PaperSent(Sent):
    """Whether somebody gave a paper."""

    has_given: Flag


class PapersSent(Sent):
    """How many papers of each kind one counted."""

    yes: Count
    no: Count
    blank: Count
    spoilt: Count


class LegalResult(Schema):
    """What was counted, page and paper together."""

    yes: int
    no: int
    blank: int
    spoilt: int


class LegalVoteShown(Schema):
    """A legal vote as one reader sees it. What anybody answered is nowhere."""

    state: LegalVote.State
    law: str
    who: str
    rule: LawRule
    asked_by: Fellow
    seconded_by: Fellow | None
    dropped_by: Fellow | None
    drop_reason: str
    closes_at: datetime | None
    roll: int
    counters: list[str] = Field(description="Who counts, by name.")
    result: LegalResult | None
    counted_at: datetime | None
    has_taken_part: bool
    may_answer: bool
    may_count: bool


class VoterShown(Schema):
    """Somebody on the roll; whether they took part is for those who count."""

    id: UUID
    name: str
    is_member: bool
    has_taken_part: bool | None


class VoterPart(Part):
    """A part of the roll."""

    voters: list[VoterShown]


@router.get(ONE, response=LegalVoteShown)
def get_legal_vote(request: PersonRequest, slug: str, number: int) -> LegalVoteShown:
    """Read what the law asks for, and where it stands."""
    return _show(settled(request, slug, number), request.now)


@router.put(ONE, response=LegalVoteShown)
def ask_for_vote(
    request: PersonRequest, slug: str, number: int, data: LawSent
) -> LegalVoteShown:
    """Say which law asks for a vote after the decision."""
    place = get_question_for(request.person, slug, number)
    operations.ask_for_vote(
        member=place.member,
        question=place.question,
        text=LawText(data.law, data.who),
        rule=_rule_of(data.rule),
        now=request.now,
    )
    return _show(place, request.now)


@router.post(f"{ONE}/second-name", response=LegalVoteShown)
def second_vote(request: PersonRequest, slug: str, number: int) -> LegalVoteShown:
    """Put a second name to it."""
    place = get_question_for(request.person, slug, number)
    vote = get_vote_for(place)
    operations.second_vote(member=place.member, vote=vote, now=request.now)
    return _show(place, request.now)


@router.post(f"{ONE}/removal", response=LegalVoteShown)
def drop_vote(
    request: PersonRequest, slug: str, number: int, data: DropSent
) -> LegalVoteShown:
    """Say that the law does not ask for it; with a second name it is dropped."""
    place = get_question_for(request.person, slug, number)
    operations.drop_vote(
        member=place.member,
        vote=get_vote_for(place),
        reason=data.reason,
        now=request.now,
    )
    return _show(place, request.now)


@router.post(f"{ONE}/opening", response=LegalVoteShown)
def open_vote(
    request: PersonRequest, slug: str, number: int, data: RollSent
) -> LegalVoteShown:
    """Open it on a roll that stays as it is."""
    place = get_question_for(request.person, slug, number)
    vote = get_vote_for(place)
    here = {one.id for one in list_people(place.question)}
    if not here.issuperset(data.members):
        message = _("Somebody on the roll is not in this collective.")
        raise WireError(422, "not_here", message, {"members": message})
    operations.open_vote(
        member=place.member,
        vote=vote,
        roll=Roll(data.members, data.others),
        days=data.days,
        now=request.now,
    )
    return _show(place, request.now)


@router.put(f"{ONE}/answer", response=LegalVoteShown)
def cast_vote(
    request: PersonRequest, slug: str, number: int, data: LegalAnswerSent
) -> LegalVoteShown:
    """Answer, once and for all; it is added up and kept for nobody."""
    place = get_question_for(request.person, slug, number)
    vote = get_vote_for(place)
    operations.cast_vote(
        member=place.member, vote=vote, answer=data.answer, now=request.now
    )
    return _show(place, request.now)


@router.get(f"{ONE}/roll", response=VoterPart)
def get_roll(
    request: PersonRequest,
    slug: str,
    number: int,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> VoterPart:
    """List who may take part; for members."""
    place = get_question_for(request.person, slug, number)
    vote = get_roll_for(place)
    counts = may_count(vote, place.member, request.now)
    part = cut(roll_of(vote), ("id",), cursor, limit)
    return VoterPart(
        voters=[_voter(row, counts=counts) for row in part.rows], next=part.next
    )


@router.put(f"{ONE}/roll/{{uuid:voter_id}}/paper", response=VoterShown)
def note_paper(
    request: PersonRequest, slug: str, number: int, voter_id: UUID, data: PaperSent
) -> VoterShown:
    """Note that somebody on the roll gave a paper, or did not."""
    place = get_question_for(request.person, slug, number)
    row = operations.note_paper(
        member=place.member,
        voter=get_voter_for(place, voter_id),
        has_given=data.has_given,
        now=request.now,
    )
    return _voter(row, counts=True)


@router.put(f"{ONE}/count", response=LegalVoteShown)
def enter_count(
    request: PersonRequest, slug: str, number: int, data: PapersSent
) -> LegalVoteShown:
    """Enter what one counted; two who counted the same end it."""
    place = get_question_for(request.person, slug, number)
    operations.enter_count(
        member=place.member,
        vote=get_vote_for(place),
        papers=Papers(**data.dict()),
        now=request.now,
    )
    return _show(place, request.now)


def _rule_of(rule: LawRule) -> LegalRule:
    try:
        return LegalRule(**rule.dict())
    except ValueError as error:
        message = _("No law can ask for this share.")
        raise WireError(422, "no_share", message, {"rule": message}) from error


def _voter(row: Voter, *, counts: bool) -> VoterShown:
    return VoterShown(
        id=row.id,
        name=row.name_on_roll,
        is_member=row.member_id is not None,
        has_taken_part=bool(row.way) if counts else None,
    )


def _show(place: Place, now: datetime) -> LegalVoteShown:
    vote = get_vote_for(place)
    page = vote_page(place.question, place.member, now)
    names = ("state", "law", "who", "drop_reason", "closes_at", "roll", "counted_at")
    rule = legal_rule_from_dict(vote.rule)
    return LegalVoteShown(
        **{name: getattr(vote, name) for name in names},
        rule=LawRule(**{name: getattr(rule, name) for name in LawRule.model_fields}),
        asked_by=fellow_of(vote.asked_by),
        seconded_by=fellow_or_none(vote.seconded_by),
        dropped_by=fellow_or_none(vote.dropped_by),
        counters=[name for name, _has_entered in page.counters],
        result=_result(vote),
        has_taken_part=page.has_taken_part,
        may_answer=page.may_cast,
        may_count=page.may_count,
    )


def _result(vote: LegalVote) -> LegalResult | None:
    if vote.counted_at is None:
        return None
    numbers = {name: getattr(vote, name) for name in LegalResult.model_fields}
    return LegalResult(**numbers)
