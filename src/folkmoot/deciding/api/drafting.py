"""Writing the draft: who writes, its versions, what it did with what was said."""

from datetime import date, datetime
from typing import Self
from uuid import UUID

from django.http import Http404
from ninja import Router, Schema, Status
from pydantic import Field

from folkmoot.deciding import operations
from folkmoot.deciding.access import (
    get_contribution_of,
    get_question_for,
    get_version_beside,
)
from folkmoot.deciding.api.drafts import DraftSent, VersionSent
from folkmoot.deciding.api.places import settled
from folkmoot.deciding.differences import Kind
from folkmoot.deciding.models import Drafter, Heard, Proposal
from folkmoot.deciding.queries.drafts import drafters_of, heard_on, versions_of
from folkmoot.deciding.queries.pages.versions import show_version
from folkmoot.people.api.shapes import Fellow, fellow_of, fellow_or_none
from folkmoot.people.requests import PersonRequest
from folkmoot.web.wire.cursors import Part, cut
from folkmoot.web.wire.fields import Cursor, Limit, Lines, Sent

router = Router()
ONE = "/collectives/{slug:slug}/questions/{int:number}"


class DrafterShown(Schema):
    """Somebody who is willing to write; drawn by lot, they do."""

    member: Fellow
    willing_at: datetime
    drawn_at: datetime | None
    seed: str


class DrafterPart(Part):
    """A part of those who are willing, in the order they offered."""

    drafters: list[DrafterShown]


class VersionShown(Schema):
    """One version of a draft."""

    id: UUID
    version: int
    text: str
    what_changed: str
    same_text: bool
    wording_only: bool
    wording_seconded: bool
    look_back_date: date
    start_date: date | None
    minutes: int
    author: Fellow | None
    created_at: datetime
    sent_at: datetime | None
    label: str
    place: int | None = Field(description="Among several versions side by side.")
    round: int | None = Field(description="The check in which they stand there.")
    removed_at: datetime | None

    @classmethod
    def of(cls, row: Proposal) -> Self:
        """Return a version as everybody sees it."""
        return cls(
            id=row.id,
            version=row.version,
            text=row.text,
            what_changed=row.what_changed,
            same_text=row.same_text,
            wording_only=row.wording_only,
            wording_seconded=row.wording_seconded_by_id is not None,
            look_back_date=row.look_back_date,
            start_date=row.start_date,
            minutes=row.minutes,
            author=fellow_or_none(row.author),
            created_at=row.created_at,
            sent_at=row.sent_at,
            label=row.label,
            place=row.variant,
            round=row.round,
            removed_at=row.removed_at,
        )


class VersionPart(Part):
    """A part of the versions of a draft, oldest first."""

    versions: list[VersionShown]


class ChangeShown(Schema):
    """A stretch of text and what happened to it since the version before."""

    kind: Kind
    text: str


class VersionWithChanges(VersionShown):
    """A version of a draft with what changed; nothing for the first."""

    changes: list[ChangeShown]


class UseShown(Schema):
    """What the draft did with one contribution."""

    contribution_id: UUID
    use: Heard.Use
    text: str
    member: Fellow
    updated_at: datetime


class UsePart(Part):
    """A part of what a draft did with what was said."""

    uses: list[UseShown]


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


@router.get(f"{ONE}/drafters", response=DrafterPart)
def get_drafters(
    request: PersonRequest,
    slug: str,
    number: int,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> DrafterPart:
    """List who is willing to write the draft, and who was drawn."""
    place = settled(request, slug, number)
    part = cut(drafters_of(place.question), ("willing_at", "id"), cursor, limit)
    return DrafterPart(drafters=[_drafter(row) for row in part.rows], next=part.next)


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


@router.get(f"{ONE}/versions", response=VersionPart)
def get_versions(
    request: PersonRequest,
    slug: str,
    number: int,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> VersionPart:
    """List the versions of a draft, oldest first."""
    place = settled(request, slug, number)
    part = cut(versions_of(place.question), ("version",), cursor, limit)
    return VersionPart(
        versions=[VersionShown.of(row) for row in part.rows], next=part.next
    )


@router.get(ONE + "/versions/{int:version}", response=VersionWithChanges)
def get_version(
    request: PersonRequest, slug: str, number: int, version: int
) -> VersionWithChanges:
    """Read a version of a draft beside the one before it."""
    place = get_question_for(request.person, slug, number)
    shown = show_version(place.question, version)
    if shown is None:
        raise Http404
    changes = [ChangeShown(kind=each.kind, text=each.text) for each in shown.changes]
    return VersionWithChanges(**VersionShown.of(shown.proposal).dict(), changes=changes)


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


@router.post(f"{ONE}/versions/beside", response={201: VersionShown})
def add_version(
    request: PersonRequest, slug: str, number: int, data: VersionSent
) -> Status[VersionShown]:
    """Put another version beside the draft."""
    place = get_question_for(request.person, slug, number)
    row = operations.add_version(
        member=place.member,
        question=place.question,
        draft=data.read(place.member, request.now),
        now=request.now,
    )
    return Status(201, VersionShown.of(row))


@router.delete(ONE + "/versions/beside/{int:version}", response=VersionShown)
def remove_version(
    request: PersonRequest, slug: str, number: int, version: int
) -> VersionShown:
    """Take a version away again that waits beside the draft."""
    place = get_question_for(request.person, slug, number)
    beside = get_version_beside(place, version)
    row = operations.remove_version(
        member=place.member,
        question=place.question,
        version=beside.version,
        now=request.now,
    )
    return VersionShown.of(row)


@router.post(f"{ONE}/submission", response=VersionShown)
def submit_draft(request: PersonRequest, slug: str, number: int) -> VersionShown:
    """Send the draft on to be answered."""
    place = get_question_for(request.person, slug, number)
    row = operations.submit_draft(
        member=place.member, question=place.question, now=request.now
    )
    return VersionShown.of(row)


@router.put(f"{ONE}/wording", response=VersionShown)
def second_wording(request: PersonRequest, slug: str, number: int) -> VersionShown:
    """Agree as another drafter that only the wording changed."""
    place = get_question_for(request.person, slug, number)
    row = operations.second_wording(
        member=place.member, question=place.question, now=request.now
    )
    return VersionShown.of(row)


@router.get(f"{ONE}/uses", response=UsePart)
def get_uses(
    request: PersonRequest,
    slug: str,
    number: int,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> UsePart:
    """List what the draft did with each contribution."""
    place = settled(request, slug, number)
    part = cut(heard_on(place.question), ("updated_at", "id"), cursor, limit)
    return UsePart(uses=[_use(row) for row in part.rows], next=part.next)


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
