"""Writing the draft: who writes, its versions, what it did with what was said."""

from datetime import date, datetime
from typing import Self
from uuid import UUID

from ninja import Router, Schema, Status

from folkmoot.deciding import operations
from folkmoot.deciding.access import get_contribution_of, get_question_for
from folkmoot.deciding.api.drafts import DraftSent
from folkmoot.deciding.models import Drafter, Heard, Proposal
from folkmoot.deciding.queries.drafts import drafters_of, heard_on, versions_of
from folkmoot.people.api.shapes import Fellow, fellow_of
from folkmoot.people.requests import PersonRequest
from folkmoot.web.wire.fields import Lines, Sent

router = Router()
ONE = "/collectives/{slug:slug}/questions/{int:number}"


class DrafterShown(Schema):
    """Somebody who is willing to write; drawn by lot, they do."""

    member: Fellow
    willing_at: datetime
    drawn_at: datetime | None
    seed: str


class VersionShown(Schema):
    """One version of a draft."""

    id: UUID
    version: int
    text: str
    what_changed: str
    same_text: bool
    look_back_date: date
    start_date: date | None
    minutes: int
    author: Fellow
    created_at: datetime
    sent_at: datetime | None

    @classmethod
    def of(cls, row: Proposal) -> Self:
        """Return a version as everybody sees it."""
        return cls(
            id=row.id,
            version=row.version,
            text=row.text,
            what_changed=row.what_changed,
            same_text=row.same_text,
            look_back_date=row.look_back_date,
            start_date=row.start_date,
            minutes=row.minutes,
            author=fellow_of(row.author),
            created_at=row.created_at,
            sent_at=row.sent_at,
        )


class UseShown(Schema):
    """What the draft did with one contribution."""

    contribution_id: UUID
    use: Heard.Use
    text: str
    member: Fellow
    updated_at: datetime


class Using(Sent):
    """Used, partly or not used; the latter two say why."""

    use: Heard.Use
    text: Lines = ""


def _drafter(row: Drafter) -> DrafterShown:
    return DrafterShown(
        member=fellow_of(row.member),
        willing_at=row.willing_at,
        drawn_at=row.drawn_at,
        seed=row.seed,
    )


def _use(row: Heard) -> UseShown:
    return UseShown(
        contribution_id=row.contribution_id,
        use=Heard.Use(row.use),
        text=row.text,
        member=fellow_of(row.member),
        updated_at=row.updated_at,
    )


@router.get(f"{ONE}/drafters", response=list[DrafterShown])
def get_drafters(request: PersonRequest, slug: str, number: int) -> list[DrafterShown]:
    """List who is willing to write the draft, and who was drawn."""
    place = get_question_for(request.person, slug, number)
    return [_drafter(row) for row in drafters_of(place.question)]


@router.post(f"{ONE}/drafters", response={201: DrafterShown})
def offer_to_draft(
    request: PersonRequest, slug: str, number: int
) -> Status[DrafterShown]:
    """Offer to write the draft."""
    place = get_question_for(request.person, slug, number)
    row = operations.offer_to_draft(
        member=place.member, question=place.question, now=request.now
    )
    return Status(201, _drafter(row))


@router.get(f"{ONE}/versions", response=list[VersionShown])
def get_versions(request: PersonRequest, slug: str, number: int) -> list[VersionShown]:
    """List the versions of a draft, oldest first."""
    place = get_question_for(request.person, slug, number)
    return [VersionShown.of(row) for row in versions_of(place.question)]


@router.post(f"{ONE}/versions", response={201: VersionShown})
def write_draft(
    request: PersonRequest, slug: str, number: int, data: DraftSent
) -> Status[VersionShown]:
    """Write the next version of a draft."""
    place = get_question_for(request.person, slug, number)
    row = operations.write_draft(
        member=place.member,
        question=place.question,
        draft=data.read(place.member, request.now),
        now=request.now,
    )
    return Status(201, VersionShown.of(row))


@router.post(f"{ONE}/submission", response=VersionShown)
def submit_draft(request: PersonRequest, slug: str, number: int) -> VersionShown:
    """Send the draft on to be answered."""
    place = get_question_for(request.person, slug, number)
    row = operations.submit_draft(
        member=place.member, question=place.question, now=request.now
    )
    return VersionShown.of(row)


@router.get(f"{ONE}/uses", response=list[UseShown])
def get_uses(request: PersonRequest, slug: str, number: int) -> list[UseShown]:
    """List what the draft did with each contribution."""
    place = get_question_for(request.person, slug, number)
    return [_use(row) for row in heard_on(place.question)]


@router.put(ONE + "/uses/{uuid:contribution_id}", response=UseShown)
def answer_contribution(
    request: PersonRequest, slug: str, number: int, contribution_id: UUID, data: Using
) -> UseShown:
    """Say what the draft did with a contribution."""
    place = get_question_for(request.person, slug, number)
    said = get_contribution_of(place, contribution_id)
    row = operations.answer_contribution(
        member=place.member,
        question=place.question,
        contribution=said,
        use=data.use,
        text=data.text,
        now=request.now,
    )
    return _use(row)
