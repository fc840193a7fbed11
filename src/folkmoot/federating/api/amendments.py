"""Other wordings for what all groups are asked, and who backs them."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from ninja import Router, Schema, Status
from pydantic import Field

from folkmoot.federating import operations
from folkmoot.federating.access import Place, get_amendment_of
from folkmoot.federating.api.places import ONE, settled
from folkmoot.federating.models import Amendment, AmendmentLeaf, AmendmentSignature
from folkmoot.federating.queries.amendments import (
    backing_of,
    count_signed,
    list_amendments,
    needed_in,
)
from folkmoot.people.requests import PersonRequest
from folkmoot.web.wire.cursors import Part, cut
from folkmoot.web.wire.fields import Cursor, FullLine, FullText, Limit, Lines, Sent

router = Router()
AMENDMENT = ONE + "/wordings/{uuid:amendment_id}"
Kind = AmendmentSignature.Kind


class WordingSent(Sent):
    """Another wording of the whole text, its short name, and why."""

    label: Annotated[FullLine, Field(max_length=60)]
    text: FullText
    why: Lines = ""


class BackingGroup(Schema):
    """A group that asks for another wording."""

    collective_id: UUID
    name: str
    backed_at: datetime | None
    agreed_at: datetime | None = Field(
        description="Since when it agrees that the draft holds it."
    )

    @classmethod
    def of(cls, row: AmendmentLeaf) -> "BackingGroup":
        """Return a group that backs an amendment."""
        return cls(
            collective_id=row.collective_id,
            name=row.collective.name,
            backed_at=row.backed_at,
            agreed_at=row.agreed_at,
        )


class WordingLine(Schema):
    """Another wording, without who backs it."""

    id: UUID
    number: int
    label: str
    text: str
    why: str
    collective_id: UUID = Field(description="The group it came from.")
    taken_number: int | None = Field(
        description="The version of the draft that is said to hold it."
    )
    stood_in: int | None = Field(description="The check in which it was asked about.")
    created_at: datetime


class WordingShown(WordingLine):
    """Another wording with the groups that back it."""

    groups: list[BackingGroup]
    signed_here: int
    needed_here: int = Field(description="Signatures with which a group backs it.")


class WordingPart(Part):
    """A part of the other wordings, oldest first."""

    wordings: list[WordingLine]


def _values(row: Amendment) -> dict[str, object]:
    return {name: getattr(row, name) for name in WordingLine.model_fields}


def _show(place: Place, row: Amendment) -> WordingShown:
    home = place.member.collective
    row.refresh_from_db()
    return WordingShown(
        **_values(row),  # type: ignore[arg-type]
        groups=[BackingGroup.of(one) for one in backing_of(row)],
        signed_here=count_signed(row, home, Kind.BACK),
        needed_here=needed_in(home),
    )


@router.get(f"{ONE}/wordings", response=WordingPart)
def get_wordings(
    request: PersonRequest,
    slug: str,
    number: int,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> WordingPart:
    """List the other wordings that somebody proposed."""
    place = settled(request, slug, number)
    part = cut(list_amendments(place.question), ("number",), cursor, limit)
    shown = [WordingLine(**_values(row)) for row in part.rows]  # type: ignore[arg-type]
    return WordingPart(wordings=shown, next=part.next)


@router.post(f"{ONE}/wordings", response={201: WordingShown})
def propose_wording(
    request: PersonRequest, slug: str, number: int, data: WordingSent
) -> Status[WordingShown]:
    """Propose another wording in one's own group, and sign it."""
    place = settled(request, slug, number)
    row = operations.propose_amendment(
        member=place.member,
        question=place.question,
        amendment=operations.AmendmentText(**data.dict()),
        now=request.now,
    )
    return Status(201, _show(place, row))


@router.get(AMENDMENT, response=WordingShown)
def get_wording(
    request: PersonRequest, slug: str, number: int, amendment_id: UUID
) -> WordingShown:
    """Read another wording with the groups that back it."""
    place = settled(request, slug, number)
    return _show(place, get_amendment_of(place, amendment_id))


@router.put(f"{AMENDMENT}/signature", response=WordingShown)
def sign_wording(
    request: PersonRequest, slug: str, number: int, amendment_id: UUID
) -> WordingShown:
    """Ask for another wording too."""
    place = settled(request, slug, number)
    row = get_amendment_of(place, amendment_id)
    operations.sign_amendment(member=place.member, amendment=row, now=request.now)
    return _show(place, row)


@router.delete(f"{AMENDMENT}/signature", response=WordingShown)
def unsign_wording(
    request: PersonRequest, slug: str, number: int, amendment_id: UUID
) -> WordingShown:
    """Take one's signature back."""
    return _withdraw(settled(request, slug, number), amendment_id, Kind.BACK, request)


@router.put(f"{AMENDMENT}/taking", response=WordingShown)
def take_wording(
    request: PersonRequest, slug: str, number: int, amendment_id: UUID
) -> WordingShown:
    """Say, as one who writes, that the draft holds it."""
    place = settled(request, slug, number)
    row = get_amendment_of(place, amendment_id)
    operations.take_amendment(member=place.member, amendment=row, now=request.now)
    return _show(place, row)


@router.put(f"{AMENDMENT}/agreement", response=WordingShown)
def agree_wording_taken(
    request: PersonRequest, slug: str, number: int, amendment_id: UUID
) -> WordingShown:
    """Say that the draft holds what one's group asked for."""
    place = settled(request, slug, number)
    row = get_amendment_of(place, amendment_id)
    operations.agree_taken(member=place.member, amendment=row, now=request.now)
    return _show(place, row)


@router.delete(f"{AMENDMENT}/agreement", response=WordingShown)
def take_agreement_back(
    request: PersonRequest, slug: str, number: int, amendment_id: UUID
) -> WordingShown:
    """Take back that the draft holds it."""
    return _withdraw(settled(request, slug, number), amendment_id, Kind.TAKEN, request)


def _withdraw(
    place: Place, amendment_id: UUID, kind: str, request: PersonRequest
) -> WordingShown:
    row = get_amendment_of(place, amendment_id)
    operations.withdraw_signature(
        member=place.member, amendment=row, kind=kind, now=request.now
    )
    return _show(place, row)
