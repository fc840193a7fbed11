"""Folding what disturbs a hearing, with a reason; appealing; opening it again.

One member folds, in sight of all. Who folded opens it again alone; otherwise the author
appeals, and a second member, who neither wrote nor folded it, opens it.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.listening.models import Contribution, Statement
from folkmoot.listening.operations.rights import HearingError, lock_member, lock_speaker
from folkmoot.people.models import Membership
from folkmoot.people.operations import tell
from folkmoot.record.operations import append_entry

type Item = Statement | Contribution

FOLDED = {"statement": "statement.folded", "contribution": "contribution.folded"}
UNFOLDED = {"statement": "statement.unfolded", "contribution": "contribution.unfolded"}
APPEALED = {"statement": "statement.appealed", "contribution": "contribution.appealed"}
FOLDS_EACH = 10  # open at a time, by one member in one hearing
STATE = (
    *("folded_at", "folded_by", "fold_reason"),
    *("appealed_at", "appealed_by", "appeal"),
)


class FoldError(HearingError):
    """The item cannot be folded, appealed for or opened again now."""


@transaction.atomic
def fold(*, member: Membership, item: Item, reason: str, now: datetime) -> Item:
    """Fold an item of somebody else; it stays readable on a tap. Locks the item.

    Its author is told why, and how to appeal.

    Raises
    ------
    NotPartError
        If who folds is not a member now.
    FoldError
        If the item is one's own, and nobody entered it for one, or folded already, the reason is blank, two members
        opened it again after this one had folded it, or `FOLDS_EACH` stand.
    """
    locked = _lock(item)
    member = lock_member(member, locked.collective_id)
    if not reason.strip():
        raise FoldError(_("Please give a reason. Everybody can read it."))
    if locked.is_folded:
        raise FoldError(_("This is folded already."))
    if locked.member_id == member.id and not _is_entered(locked):
        raise FoldError(_("This is your own. Ask somebody else to fold it."))
    if locked.folded_by_id == member.id:
        raise FoldError(_("Others opened this again. Somebody else may fold it."))
    if _count_folds(member, locked) >= FOLDS_EACH:
        message = _("You folded %(limit)s things here. That is the most for each.")
        raise FoldError(message % {"limit": FOLDS_EACH})
    _set(locked, folded_at=now, folded_by=member, fold_reason=reason.strip())
    _append(locked, FOLDED, member, now, reason=locked.fold_reason)
    _tell_author(locked, now)
    return locked


@transaction.atomic
def appeal(*, member: Membership, item: Item, words: str, now: datetime) -> Item:
    """Ask that a folded item be opened, with one's words; locks the item.

    Its author does; any member does for words from elsewhere.

    Raises
    ------
    NotPartError
        If who appeals is no longer part of the collective.
    FoldError
        If the item is open, empty, somebody else's or appealed for already, or the
        words are blank.
    """
    locked = _lock(item)
    if locked.member_id is None:
        member = lock_member(member, locked.collective_id)
    else:
        member = lock_speaker(member, locked.collective_id)
    _require_folded(locked)
    if locked.member_id not in (None, member.id):
        raise FoldError(_("Only the person who said it appeals."))
    if not words.strip():
        raise FoldError(_("Please say why it should be open."))
    if locked.is_appealed:
        raise FoldError(_("Somebody appealed already. Another member can open it."))
    locked.appealed_at, locked.appealed_by = now, member
    locked.appeal = words.strip()
    locked.save(update_fields=STATE)
    _append(locked, APPEALED, member, now, appeal=locked.appeal)
    return locked


@transaction.atomic
def unfold(*, member: Membership, item: Item, now: datetime) -> Item:
    """Open a folded item: who folded it alone, or a second member on an appeal.

    Locks the item. After an appeal it stays noted who had folded it.

    Raises
    ------
    NotPartError
        If who opens is not a member now.
    FoldError
        If the item is open or empty, or this member may not open it.
    """
    locked = _lock(item)
    member = lock_member(member, locked.collective_id)
    _require_folded(locked)
    reason, words = locked.fold_reason, locked.appeal
    if locked.folded_by_id == member.id:
        _set(locked)
    elif member.id in (locked.member_id, locked.appealed_by_id):
        raise FoldError(_("Another member opens it: nobody decides alone."))
    elif not locked.is_appealed:
        raise FoldError(_("Nobody appealed yet. Its author can do so."))
    else:
        _set(locked, folded_by=locked.folded_by)
    _append(locked, UNFOLDED, member, now, reason=reason, appeal=words)
    return locked


def _is_entered(item: Item) -> bool:
    """Say whether another member entered it, so that its owner may not know the words."""
    return isinstance(item, Contribution) and item.helper_id is not None


def _require_folded(item: Item) -> None:
    if not item.is_folded:
        raise FoldError(_("This is open already."))
    if not item.text and not getattr(item, "attachment_id", None):
        raise FoldError(_("Its words were erased. Nothing is left to open."))


def _set(
    item: Item,
    *,
    folded_at: datetime | None = None,
    folded_by: Membership | None = None,
    fold_reason: str = "",
) -> None:
    item.folded_at, item.folded_by, item.fold_reason = folded_at, folded_by, fold_reason
    item.appealed_at, item.appealed_by, item.appeal = None, None, ""
    item.save(update_fields=STATE)


def _count_folds(member: Membership, item: Item) -> int:
    by_this = {
        "hearing_id": item.hearing_id,
        "folded_by": member,
        "folded_at__isnull": False,
    }
    models = (Statement, Contribution)
    return sum(model.objects.filter(**by_this).count() for model in models)


def _lock(item: Item) -> Item:
    if isinstance(item, Statement):
        return Statement.objects.select_for_update().get(id=item.id)
    return Contribution.objects.select_for_update().get(id=item.id)


def _append(
    item: Item,
    kinds: dict[str, str],
    member: Membership,
    now: datetime,
    **said: str,
) -> None:
    name = "statement" if isinstance(item, Statement) else "contribution"
    append_entry(
        collective_id=item.collective_id,
        kind=kinds[name],
        details={name: str(item.id), **said},
        now=now,
        about_id=item.hearing.about_id,
        member_id=member.id,
    )


def _tell_author(item: Item, now: datetime) -> None:
    if item.member is None or not item.member.is_open:
        return
    tell(
        memberships=[item.member],
        kind="hearing.folded",
        template="listening/mail/folded.txt",
        context={"item": item, "slug": item.hearing.collective.slug},
        now=now,
        about_id=item.hearing.about_id,
        once=f"{item.id} folded {now.isoformat()}",
    )
