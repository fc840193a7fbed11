"""Saying that a question is for one's own part alone, and cases drawn by lot."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from ninja import Router, Schema, Status
from pydantic import Field

from folkmoot.federating import operations
from folkmoot.federating.access import Place, get_case_of, get_part_of, get_stop_of
from folkmoot.federating.api.places import ONE, settled
from folkmoot.federating.models import FederatedPanel, FederatedSeat
from folkmoot.federating.queries.alone import PartToSay, cases_of, parts_to_say
from folkmoot.federating.queries.pages.cases import tries_of
from folkmoot.federating.queries.panels import seats_of
from folkmoot.people.requests import PersonRequest
from folkmoot.web.wire.fields import Flag, FullLine, FullText, Sent

router = Router()


class AlonePartShown(Schema):
    """A part of which one may say that it decides alone, and how far that is."""

    part_id: UUID
    name: str
    is_leaf: bool
    here: int = Field(description="How many of one's own group say so.")
    needed_here: int
    groups: int = Field(description="How many groups do; for a council.")
    needed_groups: int
    is_mine: bool
    reasons: list[str]
    has_case: bool = Field(description="Whether people were drawn by lot for it.")


class FederatedSeatShown(Schema):
    """Somebody who was drawn, and what they found once the case is settled."""

    member_id: UUID
    name: str
    group: str
    has_answered: bool
    answer: bool | None
    reason: str


class GroupTriesShown(Schema):
    """A group with people who were not reached with one asking."""

    name: str
    asked: int
    missed: int = Field(description="How many were not reached.")
    often: int = Field(description="How many of these were asked three times or more.")


class FederatedCaseShown(Schema):
    """A case before people drawn by lot from several groups."""

    id: UUID
    kind: FederatedPanel.Kind
    part_id: UUID | None
    part: str
    stop_id: UUID | None = Field(description="Of a case about a stop.")
    reason: str
    drawn_at: datetime
    due_at: datetime
    ruling: str = Field(description="Yes, no, or nothing while it is open.")
    ruled_at: datetime | None
    own_question_id: UUID | None = Field(description="What the part decides alone.")


class FederatedCaseWhole(FederatedCaseShown):
    """The same with everything needed to draw the lot again."""

    facts: dict[str, int | str] = Field(description="Numbers it is about, at the lot.")
    tries: list[GroupTriesShown] = Field(description="Groups with people not reached.")
    seed: str
    leaves: list[UUID] = Field(description="From which at most twelve were drawn.")
    candidates: list[UUID] = Field(description="Memberships; of these three.")
    seats: list[FederatedSeatShown]


class SayingOurs(Sent):
    """Why it is for one's own part alone."""

    reason: FullLine


class CaseAnswer(Sent):
    """What somebody who was drawn finds."""

    answer: Flag
    reason: FullText


SAME = (
    "id",
    "stop_id",
    "reason",
    "drawn_at",
    "due_at",
    "ruling",
    "ruled_at",
    "own_question_id",
)


def _line(row: FederatedPanel) -> dict[str, object]:
    return {
        **{name: getattr(row, name) for name in SAME},
        "kind": FederatedPanel.Kind(row.kind),
        "part_id": row.about_id,
        "part": row.about.name if row.about else "",
    }


def _whole(row: FederatedPanel) -> FederatedCaseWhole:
    return FederatedCaseWhole.model_validate(
        {
            **_line(row),
            "facts": row.facts,
            "tries": [asdict(one) for one in tries_of(row)],
            "seed": row.seed,
            "leaves": row.leaves,
            "candidates": row.candidates,
            "seats": [_seat(row, one) for one in seats_of(row)],
        }
    )


def _seat(row: FederatedPanel, seat: FederatedSeat) -> dict[str, object]:
    is_told = bool(row.ruling)
    return {
        "member_id": seat.member_id,
        "name": seat.member.name,
        "group": seat.member.collective.name,
        "has_answered": seat.answered_at is not None,
        "answer": seat.answer if is_told else None,
        "reason": seat.reason if is_told else "",
    }


def _parts(place: Place) -> list[AlonePartShown]:
    may = place.member.takes_positions
    rows = parts_to_say(place.question, place.member) if may else []
    return [_part(row) for row in rows]


def _part(row: PartToSay) -> AlonePartShown:
    same = ("is_leaf", "here", "needed_here", "groups", "needed_groups", "is_mine")
    return AlonePartShown(
        **{name: getattr(row, name) for name in same},
        part_id=row.part.id,
        name=row.part.name,
        reasons=list(row.reasons),
        has_case=row.has_panel,
    )


@router.get(f"{ONE}/alone", response=list[AlonePartShown])
def get_parts_to_say(
    request: PersonRequest, slug: str, number: int
) -> list[AlonePartShown]:
    """List the parts of which one may say that they decide this alone."""
    return _parts(settled(request, slug, number))


@router.put(f"{ONE}/alone/{{uuid:part_id}}", response=list[AlonePartShown])
def say_ours(
    request: PersonRequest, slug: str, number: int, part_id: UUID, data: SayingOurs
) -> list[AlonePartShown]:
    """Say that one's own group, or a council above it, decides this alone."""
    place = settled(request, slug, number)
    operations.say_ours(
        member=place.member,
        question=place.question,
        part=get_part_of(place, part_id),
        reason=data.reason,
        now=request.now,
    )
    place.question.refresh_from_db()
    return _parts(place)


@router.delete(f"{ONE}/alone/{{uuid:part_id}}", response={204: None})
def unsay_ours(
    request: PersonRequest, slug: str, number: int, part_id: UUID
) -> Status[None]:
    """Take back what one said, before enough said it."""
    place = settled(request, slug, number)
    operations.unsay_ours(
        member=place.member,
        question=place.question,
        part=get_part_of(place, part_id),
        now=request.now,
    )
    return Status(204, None)


@router.get(f"{ONE}/cases", response=list[FederatedCaseShown])
def get_federated_cases(
    request: PersonRequest, slug: str, number: int
) -> list[FederatedCaseShown]:
    """List the latest cases of a question before people drawn by lot."""
    place = settled(request, slug, number)
    return [
        FederatedCaseShown.model_validate(_line(one.panel))
        for one in cases_of(place.question, place.member)
    ]


@router.get(f"{ONE}/cases/{{uuid:panel_id}}", response=FederatedCaseWhole)
def get_federated_case(
    request: PersonRequest, slug: str, number: int, panel_id: UUID
) -> FederatedCaseWhole:
    """Read a case, with everything needed to draw its lot again."""
    return _whole(get_case_of(settled(request, slug, number), panel_id))


@router.put(f"{ONE}/stops/{{uuid:stop_id}}/case", response=FederatedCaseWhole)
def ask_fundamental(
    request: PersonRequest, slug: str, number: int, stop_id: UUID, data: SayingOurs
) -> FederatedCaseWhole:
    """Let people drawn by lot look whether one's own stop is a fundamental one."""
    place = settled(request, slug, number)
    panel = operations.ask_fundamental(
        member=place.member,
        question=place.question,
        stop_id=get_stop_of(place, stop_id).id,
        reason=data.reason,
        now=request.now,
    )
    return _whole(get_case_of(place, panel.id))


@router.put(f"{ONE}/cases/{{uuid:panel_id}}/answer", response=FederatedCaseWhole)
def answer_federated_case(
    request: PersonRequest, slug: str, number: int, panel_id: UUID, data: CaseAnswer
) -> FederatedCaseWhole:
    """Give one's answer as somebody who was drawn."""
    place = settled(request, slug, number)
    row = get_case_of(place, panel_id)
    own = [s for s in seats_of(row) if s.member.person_id == place.member.person_id]
    operations.answer_federated_panel(
        member=own[0].member if own else place.member,
        panel=row,
        answer=data.answer,
        reason=data.reason,
        now=request.now,
    )
    return _whole(get_case_of(place, panel_id))
