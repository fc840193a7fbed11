"""Folding what disturbs a hearing, with a reason; and asking again."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.listening.models import Contribution, Statement
from folkmoot.listening.operations.rights import HearingError, lock_member
from folkmoot.people.models import Membership
from folkmoot.record.operations import append_entry

type Item = Statement | Contribution

FOLDED = {"statement": "statement.folded", "contribution": "contribution.folded"}
UNFOLDED = {"statement": "statement.unfolded", "contribution": "contribution.unfolded"}


class FoldError(HearingError):
    """The item cannot be folded or opened again now."""


@transaction.atomic
def fold(*, member: Membership, item: Item, reason: str, now: datetime) -> Item:
    """Fold an item of somebody else; it stays readable on a tap. Locks the item.

    Raises
    ------
    NotPartError
        If who folds is not a member now.
    FoldError
        If the item is one's own or folded already, or the reason is blank.
    """
    locked = _lock(item)
    member = lock_member(member, locked.collective_id)
    if not reason.strip():
        raise FoldError(_("Please give a reason. Everybody can read it."))
    if locked.is_folded:
        raise FoldError(_("This is folded already."))
    if locked.member_id == member.id:
        raise FoldError(_("This is your own. Ask somebody else to fold it."))
    locked.folded_at, locked.folded_by = now, member
    locked.fold_reason = reason.strip()
    locked.save(update_fields=("folded_at", "folded_by", "fold_reason"))
    _append(locked, FOLDED, member, now)
    return locked


@transaction.atomic
def unfold(*, member: Membership, item: Item, now: datetime) -> Item:
    """Open a folded item again: any member may. Locks the item.

    Raises
    ------
    NotPartError
        If who asks is not a member now.
    FoldError
        If the item is open.
    """
    locked = _lock(item)
    member = lock_member(member, locked.collective_id)
    if not locked.is_folded:
        raise FoldError(_("This is open already."))
    _append(locked, UNFOLDED, member, now)
    locked.folded_at, locked.folded_by, locked.fold_reason = None, None, ""
    locked.save(update_fields=("folded_at", "folded_by", "fold_reason"))
    return locked


def _lock(item: Item) -> Item:
    if isinstance(item, Statement):
        return Statement.objects.select_for_update().get(id=item.id)
    return Contribution.objects.select_for_update().get(id=item.id)


def _append(
    item: Item, kinds: dict[str, str], member: Membership, now: datetime
) -> None:
    name = "statement" if isinstance(item, Statement) else "contribution"
    append_entry(
        collective_id=item.collective_id,
        kind=kinds[name],
        details={name: str(item.id), "reason": item.fold_reason},
        now=now,
        about_id=item.hearing.about_id,
        member_id=member.id,
    )
