"""Folding what disturbs a hearing, and opening it again."""

from enum import StrEnum
from uuid import UUID

from ninja import Router, Schema, Status

from folkmoot.listening import operations
from folkmoot.listening.access import get_item_for
from folkmoot.people.access import get_member_for
from folkmoot.people.requests import PersonRequest
from folkmoot.web.wire.fields import FullLine, Sent

router = Router()
ONE = "/collectives/{slug:slug}/folds/{slug:kind}/{uuid:item_id}"


class Foldable(StrEnum):
    """What can be folded."""

    STATEMENTS = "statements"
    CONTRIBUTIONS = "contributions"


class Folding(Sent):
    """Why it is folded; everybody can read it."""

    reason: FullLine


class Folded(Schema):
    """Whether something is folded, and why."""

    id: UUID
    is_folded: bool
    reason: str


@router.put(ONE, response=Folded)
def fold(
    request: PersonRequest, slug: str, kind: Foldable, item_id: UUID, data: Folding
) -> Folded:
    """Fold a statement or a contribution of somebody else."""
    member = get_member_for(request.person, slug)
    item = get_item_for(member, kind, item_id)
    row = operations.fold(member=member, item=item, reason=data.reason, now=request.now)
    return Folded(id=row.id, is_folded=row.is_folded, reason=row.fold_reason)


@router.delete(ONE, response={204: None})
def unfold(
    request: PersonRequest, slug: str, kind: Foldable, item_id: UUID
) -> Status[None]:
    """Open what was folded."""
    member = get_member_for(request.person, slug)
    item = get_item_for(member, kind, item_id)
    operations.unfold(member=member, item=item, now=request.now)
    return Status(204, None)
