"""Folding what disturbs a hearing, appealing, and opening it again."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from ninja import Router, Schema, Status
from pydantic import Field

from folkmoot.listening import operations
from folkmoot.listening.access import get_item_for
from folkmoot.listening.models import Contribution, Statement
from folkmoot.listening.queries import ShownFold, cut_folds, show_fold
from folkmoot.people.access import get_member_for, get_membership_for
from folkmoot.people.api.shapes import Fellow, fellow_or_none
from folkmoot.people.requests import PersonRequest
from folkmoot.web.wire.cursors import Part
from folkmoot.web.wire.fields import Cursor, FullLine, Limit, Sent

router = Router()
ALL = "/collectives/{slug:slug}/folds"
ONE = ALL + "/{slug:kind}/{uuid:item_id}"


class Foldable(StrEnum):
    """What can be folded."""

    STATEMENTS = "statements"
    CONTRIBUTIONS = "contributions"

    @property
    def model(self) -> type[Statement] | type[Contribution]:
        """The rows it stands for."""
        return Statement if self is Foldable.STATEMENTS else Contribution


class Folding(Sent):
    """Why it is folded; everybody can read it."""

    reason: FullLine


class Appealing(Sent):
    """Why it should be open; everybody can read it."""

    words: FullLine


class Folded(Schema):
    """Something folded or open again: why, and who asked for it."""

    id: UUID
    hearing_id: UUID
    text: str
    member: Fellow | None = Field(description="None in a conversation held elsewhere.")
    is_folded: bool
    folded_at: datetime | None
    folded_by: Fellow | None
    reason: str
    appealed_by: Fellow | None
    appeal: str
    may_appeal: bool
    may_open: bool


class FoldPart(Part):
    """A part of what is folded, the latest first."""

    folds: list[Folded]


def show(shown: ShownFold) -> Folded:
    """Return what a reader may know and do: all of it is open to everybody."""
    row = shown.item
    return Folded(
        id=row.id,
        hearing_id=row.hearing_id,
        text=row.text,
        member=fellow_or_none(row.member),
        is_folded=row.is_folded,
        folded_at=row.folded_at,
        folded_by=fellow_or_none(row.folded_by) if row.is_folded else None,
        reason=row.fold_reason,
        appealed_by=fellow_or_none(row.appealed_by),
        appeal=row.appeal,
        may_appeal=shown.may_appeal,
        may_open=shown.may_open,
    )


@router.get(ALL, response=FoldPart)
def get_folds(
    request: PersonRequest,
    slug: str,
    kind: Foldable = Foldable.STATEMENTS,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> FoldPart:
    """List what is folded, and why."""
    member = get_membership_for(request.person, slug)
    part = cut_folds(kind.model, member, cursor=cursor, limit=limit)
    return FoldPart(folds=[show(each) for each in part.rows], next=part.next)


@router.put(ONE, response=Folded)
def fold(
    request: PersonRequest, slug: str, kind: Foldable, item_id: UUID, data: Folding
) -> Folded:
    """Fold a statement or a contribution of somebody else."""
    member = get_member_for(request.person, slug)
    item = get_item_for(member, kind, item_id)
    row = operations.fold(member=member, item=item, reason=data.reason, now=request.now)
    return show(show_fold(row, member))


@router.delete(ONE, response={204: None})
def unfold(
    request: PersonRequest, slug: str, kind: Foldable, item_id: UUID
) -> Status[None]:
    """Open what one folded, or what somebody appealed for."""
    member = get_member_for(request.person, slug)
    item = get_item_for(member, kind, item_id)
    operations.unfold(member=member, item=item, now=request.now)
    return Status(204, None)


@router.put(f"{ONE}/appeal", response=Folded)
def appeal(
    request: PersonRequest, slug: str, kind: Foldable, item_id: UUID, data: Appealing
) -> Folded:
    """Ask that something folded be opened: its author does."""
    member = get_membership_for(request.person, slug)
    item = get_item_for(member, kind, item_id)
    row = operations.appeal(member=member, item=item, words=data.words, now=request.now)
    return show(show_fold(row, member))
