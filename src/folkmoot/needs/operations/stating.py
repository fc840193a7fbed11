"""Saying what one needs or can give, changing it, taking it back."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from folkmoot.needs.models import Match, Need, NeedClass, Offer
from folkmoot.needs.operations.errors import (
    AboveCeilingError,
    AgreedAlreadyError,
    EndedError,
    NotOwnError,
    TooManyEntriesError,
)
from folkmoot.needs.operations.rights import lock_part
from folkmoot.needs.queries.classes import first_classes
from folkmoot.needs.queries.needs import PROMISED
from folkmoot.needs.words.needs import amount_words
from folkmoot.people.models import Collective, Membership
from folkmoot.people.operations import tell
from folkmoot.people.queries import get_settings
from folkmoot.record.operations import append_entry

# What somebody said yes to stays as it was.
FIXED_ONCE_AGREED = ("kind", "what", "unit")


@dataclass(frozen=True)
class NeedText:
    """What somebody needs."""

    kind: str
    what: str
    amount: Decimal
    unit: str
    klass_id: UUID
    urgency: int = Need.Urgency.SOON
    note: str = ""
    due_date: date | None = None
    people: int = 1
    goes_out: bool = False


@dataclass(frozen=True)
class OfferText:
    """What somebody can give."""

    kind: str
    what: str
    amount: Decimal
    unit: str
    note: str = ""
    until_date: date | None = None
    goes_out: bool = False


@transaction.atomic
def state_need(
    *,
    member: Membership,
    text: NeedText,
    now: datetime,
    helper: Membership | None = None,
) -> Need:
    """Say what one needs; a helper may write it down for somebody without a device.

    Locks the memberships and, the first time, the collective.

    Raises
    ------
    AboveCeilingError
        If it is more for each person than the members agreed on.
    EndedError
        If the class is no longer in force.
    """
    owner = lock_part(member)
    _lock_helper(owner, helper)
    _require_class(owner.collective, text)
    row = Need.objects.create(
        collective=owner.collective,
        member=owner,
        helper=helper,
        created_at=now,
        **asdict(text),
    )
    _record(row, "need.stated", helper or owner, now)
    _send_receipt(row, now)
    return row


@transaction.atomic
def make_offer(
    *,
    member: Membership,
    text: OfferText,
    now: datetime,
    helper: Membership | None = None,
) -> Offer:
    """Say what one can give; as `state_need`."""
    owner = lock_part(member)
    _lock_helper(owner, helper)
    row = Offer.objects.create(
        collective=owner.collective,
        member=owner,
        helper=helper,
        created_at=now,
        **asdict(text),
    )
    _record(row, "offer.made", helper or owner, now)
    _send_receipt(row, now)
    return row


@transaction.atomic
def change_need(
    *, member: Membership, need: Need, text: NeedText, now: datetime
) -> Need:
    """Say it anew; who was only asked is not asked any more. Locks the need.

    Raises
    ------
    AgreedAlreadyError
        If somebody said yes to it, and it would be something else or less than that.
    AboveCeilingError
        As `state_need`.
    """
    held = _lock_own(need, member)
    _require_class(held.collective, text)
    _rewrite(held, text, now)
    _record(held, "need.changed", lock_part(member), now)
    return held


@transaction.atomic
def change_offer(
    *, member: Membership, offer: Offer, text: OfferText, now: datetime
) -> Offer:
    """Say it anew; as `change_need`. Locks the offer."""
    held = _lock_own(offer, member)
    _rewrite(held, text, now)
    _record(held, "offer.changed", lock_part(member), now)
    return held


@transaction.atomic
def end_need(*, member: Membership, need: Need, now: datetime) -> Need:
    """Take a need back; no reason is asked. Locks it; a second time changes nothing.

    Raises
    ------
    AgreedAlreadyError
        If somebody has said yes: that is ended first, with them.
    """
    held = _lock_own(need, member, may_be_over=True)
    if _end(held, now):
        _record(held, "need.ended", lock_part(member), now)
    return held


@transaction.atomic
def end_offer(*, member: Membership, offer: Offer, now: datetime) -> Offer:
    """Take an offer back; as `end_need`. Locks it."""
    held = _lock_own(offer, member, may_be_over=True)
    if _end(held, now):
        _record(held, "offer.ended", lock_part(member), now)
    return held


def _lock_own[Side: (Need, Offer)](
    row: Side, member: Membership, *, may_be_over: bool = False
) -> Side:
    """Return a need or an offer locked, if it is this person's to change."""
    rows = type(row).objects.select_for_update(of=("self",))
    held = rows.select_related("collective", "member").get(id=row.id)
    if not held.is_of(member):
        raise NotOwnError(_("Only the person who said it can change it."))
    if not (held.is_open or may_be_over):
        raise EndedError(_("This is over already. You can say it anew."))
    return held


def ensure_classes(collective: Collective) -> None:
    """Write the classes a collective starts with, once; locks the collective."""
    rows = NeedClass.objects.filter(collective=collective, ended_at=None)
    if rows.exists():
        return
    Collective.objects.select_for_update(no_key=True).get(id=collective.id)
    if not rows.exists():
        NeedClass.objects.bulk_create(first_classes(collective))


def _require_class(collective: Collective, text: NeedText) -> None:
    ensure_classes(collective)
    rows = NeedClass.objects.filter(collective=collective, ended_at=None)
    klass = rows.filter(id=text.klass_id).first()
    if klass is None:
        message = _("What comes first has changed. Please choose again.")
        raise EndedError(message)
    if klass.ceiling is None or klass.ceiling_unit != text.unit:
        return
    if text.amount > klass.ceiling * text.people:
        message = _("We agreed on up to %(amount)s for each person here.")
        shown = amount_words(klass.ceiling, klass.ceiling_unit)
        raise AboveCeilingError(message % {"amount": shown})


def _lock_helper(owner: Membership, helper: Membership | None) -> None:
    """Refuse a helper who wrote enough for others already, as in answers."""
    if helper is None:
        return
    held = lock_part(helper, owner.collective_id)
    most = int(get_settings(owner.collective)["helper_entries"])
    kept = sum(
        rows.objects.filter(helper=held, state=rows.State.OPEN).count()
        for rows in (Need, Offer)
    )
    if kept >= most:
        message = _("One person keeps up to %(most)s for others. Please ask somebody.")
        raise TooManyEntriesError(message % {"most": most})


def _rewrite(held: Need | Offer, text: NeedText | OfferText, now: datetime) -> None:
    said = asdict(text)
    agreed = held.matches.filter(state__in=PROMISED)
    if any(said[name] != getattr(held, name) for name in FIXED_ONCE_AGREED):
        if agreed.exists():
            message = _("Somebody has said yes to it as it is. You can add a new one.")
            raise AgreedAlreadyError(message)
        _call_off(held, now)
    promised = agreed.aggregate(sum=Sum("amount"))["sum"] or 0
    if text.amount < promised:
        raise AgreedAlreadyError(_("More than that is agreed already."))
    for name, value in said.items():
        setattr(held, name, value)
    held.changed_at = now
    held.save()


def _end(held: Need | Offer, now: datetime) -> bool:
    if not held.is_open:
        return False
    if held.matches.filter(state=Match.State.AGREED).exists():
        message = _("Somebody has said yes. Please say first that it does not happen.")
        raise AgreedAlreadyError(message)
    _call_off(held, now)
    held.state, held.ended_at = held.State.ENDED, now
    held.save()
    return True


def _call_off(held: Need | Offer, now: datetime) -> None:
    """End what waits for a yes to it."""
    asked = held.matches.filter(state=Match.State.ASKED)
    asked.update(
        state=Match.State.CANCELLED, ended_at=now, need_reach="", offer_reach=""
    )


def _record(row: Need | Offer, kind: str, actor: Membership, now: datetime) -> None:
    details = {
        "id": str(row.id),
        "what": row.what,
        "note": row.note,
        "amount": f"{row.amount.normalize():f} {row.unit}",
    }
    if actor.id != row.member_id:
        details["for"] = row.member.name
    append_entry(
        collective_id=row.collective_id,
        kind=kind,
        details=details,
        now=now,
        about_id=row.id,
        member_id=actor.id,
    )


def _send_receipt(row: Need | Offer, now: datetime) -> None:
    """Tell the person at once what was written in their name, and by whom."""
    if row.helper is None:
        return
    tell(
        memberships=[row.member],
        kind="need.receipt",
        template="needs/mail/receipt.txt",
        context={"row": row, "is_need": isinstance(row, Need)},
        now=now,
        about_id=row.id,
        once=f"need receipt {row.id}",
        always=True,
    )
