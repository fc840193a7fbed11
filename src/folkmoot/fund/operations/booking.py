"""Accounts, and what is booked on them outside payments."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.fund.models import FundAccount, FundBooking, FundUnit, Payment
from folkmoot.fund.operations.errors import (
    FundIncompleteError,
    FundMovedOnError,
    NotEnoughError,
)
from folkmoot.fund.operations.finding import find_left_over
from folkmoot.fund.operations.locking import (
    erasable_by,
    lock_member,
    lock_unit,
    require_amount,
    signed_by,
)
from folkmoot.fund.queries.standing import balance_of
from folkmoot.fund.words.money import currency_digits, plain_amount
from folkmoot.people.models import Collective, Membership
from folkmoot.record.operations import append_entry

PLACES_AT_MOST = 3  # of a good: grams of a kilogram
Kind = FundAccount.Kind


@transaction.atomic
def open_fund_account(
    *,
    member: Membership,
    collective: Collective,
    name: str,
    kind: str,
    code: str,
    digits: int | None,
    now: datetime,
) -> FundAccount:
    """Open an account; the first of a currency or good begins that unit.

    ``digits`` are the places of a good; a currency has its own by ISO 4217. Locks the
    collective.

    Raises
    ------
    FundIncompleteError
        If the name stands already, or the unit has other places.
    """
    held = Collective.objects.select_for_update(no_key=True).get(id=collective.id)
    person = lock_member(member, held)
    unit = _unit_of(held, person, " ".join(code.split()), digits, now)
    if FundAccount.objects.filter(unit=unit, name=name).exists():
        raise FundIncompleteError(_("There is an account with this name."))
    account = FundAccount.objects.create(
        collective=held,
        unit=unit,
        name=name,
        kind=Kind(kind),
        member=person,
        created_at=now,
    )
    append_entry(
        collective_id=held.id,
        kind="fund_account.opened",
        details={
            "account": name,
            "what": kind,
            "unit": unit.code,
            **signed_by(person, held),
        },
        now=now,
        about_id=account.id,
        member_id=erasable_by(person, held),
    )
    return account


def _unit_of(
    collective: Collective,
    member: Membership,
    code: str,
    digits: int | None,
    now: datetime,
) -> FundUnit:
    places = currency_digits().get(code.upper())
    is_money = places is not None
    code = code.upper() if is_money else code
    unit = FundUnit.objects.filter(collective=collective, code=code).first()
    if unit is not None:
        return unit
    kept = places if places is not None else digits or 0
    if not code or (not is_money and kept > PLACES_AT_MOST):
        raise FundIncompleteError(_("Please say in what it is counted."))
    return FundUnit.objects.create(
        collective=collective,
        code=code,
        is_money=is_money,
        digits=kept,
        member=member,
        created_at=now,
    )


@transaction.atomic
def book_in_fund(
    *,
    member: Membership,
    from_account: FundAccount,
    to_account: FundAccount,
    amount: int,
    day: date,
    text: str,
    now: datetime,
) -> FundBooking:
    """Book what came in, or what moved between two places where things are kept.

    What goes out is a payment under a decision, never a booking by hand. Locks the
    unit. More than is promised and kept in reserve may open a question by itself.

    Raises
    ------
    FundIncompleteError
        If the accounts do not belong together, or this would be a payment.
    NotEnoughError
        If there is less on the account it comes from.
    """
    collective = to_account.collective
    unit = lock_unit(to_account.unit_id, collective)
    person = lock_member(member, collective)
    require_amount(amount)
    _require_way(from_account, to_account)
    if from_account.kind == Kind.HELD and balance_of(from_account) < amount:
        raise NotEnoughError(_("There is not as much on this account."))
    booking = write_booking(
        unit=unit,
        member=person,
        accounts=(from_account, to_account),
        amount=amount,
        day=day,
        text=text,
        now=now,
    )
    find_left_over(unit, person, now)
    return booking


def _require_way(from_account: FundAccount, to_account: FundAccount) -> None:
    if from_account.unit_id != to_account.unit_id or from_account == to_account:
        raise FundIncompleteError(_("Please choose two accounts of the same kind."))
    if to_account.kind != Kind.HELD or from_account.kind == Kind.USE:
        raise FundIncompleteError(
            _("What goes out is a payment. It needs a decision and two names.")
        )


def write_booking(  # noqa: PLR0913 -- the columns of a booking
    *,
    unit: FundUnit,
    member: Membership,
    accounts: tuple[FundAccount, FundAccount],
    amount: int,
    day: date,
    text: str,
    now: datetime,
    corrects: FundBooking | None = None,
    kind: str = "fund.booked",
    second: Membership | None = None,
) -> FundBooking:
    """Write the next booking of a locked unit, and its entry."""
    from_account, to_account = accounts
    booking = FundBooking.objects.create(
        collective_id=unit.collective_id,
        unit=unit,
        number=unit.next_number,
        day=day,
        from_account=from_account,
        to_account=to_account,
        amount=amount,
        text=text,
        member=member,
        corrects=corrects,
        created_at=now,
    )
    unit.next_number += 1
    unit.save(update_fields=["next_number"])
    append_entry(
        collective_id=unit.collective_id,
        kind=kind,
        details={
            "booking": booking.number,
            "amount": plain_amount(amount, unit.digits),
            "unit": unit.code,
            "from_account": from_account.name,
            "to_account": to_account.name,
            "day": day.isoformat(),
            "text": text,
            "corrects": corrects.number if corrects else None,
            "second": second.name if second else None,
            **signed_by(member, unit.collective),
        },
        now=now,
        about_id=booking.id,
        member_id=erasable_by(member, unit.collective),
    )
    return booking


@transaction.atomic
def correct_booking(
    *, member: Membership, booking: FundBooking, reason: str, now: datetime
) -> FundBooking:
    """Take a booking back by its opposite; nothing is ever edited. Locks the unit.

    Of a payment only another member than who wrote it first does this: two names
    again.

    Raises
    ------
    FundMovedOnError
        If it was taken back before, or takes one back itself.
    FundIncompleteError
        If nothing says why, or the first name of a payment does it alone.
    NotEnoughError
        If what came in was used since.
    """
    unit = lock_unit(booking.unit_id, booking.collective)
    person = lock_member(member, unit.collective)
    rows = FundBooking.objects.select_related("from_account", "to_account")
    held = rows.get(id=booking.id)
    if held.corrects_id or FundBooking.objects.filter(corrects=held).exists():
        raise FundMovedOnError(_("This was taken back already."))
    if not reason.strip():
        raise FundIncompleteError(_("Please say in a few words why."))
    payment = Payment.objects.filter(booking=held).select_related("first").first()
    if payment is not None and payment.first.person_id == person.person_id:
        raise FundIncompleteError(
            _("You wrote this payment. Another member takes it back.")
        )
    to_account = held.to_account
    if to_account.kind == Kind.HELD and balance_of(to_account) < held.amount:
        raise NotEnoughError(_("There is not as much on this account any more."))
    opposite = write_booking(
        unit=unit,
        member=person,
        accounts=(to_account, held.from_account),
        amount=held.amount,
        day=now.date(),
        text=reason.strip(),
        now=now,
        corrects=held,
        kind="fund.corrected",
    )
    if payment is not None:
        payment.state = Payment.State.CORRECTED
        payment.save(update_fields=["state"])
    return opposite
