"""Payments: under a decision, within its promise, with two names."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.fund.models import FundAccount, FundPromise, FundUnit, Payment
from folkmoot.fund.operations.booking import write_booking
from folkmoot.fund.operations.errors import (
    AboveCapError,
    FundIncompleteError,
    FundMovedOnError,
    NotEnoughError,
    SecondNameError,
)
from folkmoot.fund.operations.locking import (
    erasable_by,
    lock_member,
    lock_unit,
    require_amount,
    require_standing,
    signed_by,
)
from folkmoot.fund.queries.caps import cap_for
from folkmoot.fund.queries.standing import balance_of, left_of
from folkmoot.fund.words.money import plain_amount, write_amount
from folkmoot.people.models import Membership
from folkmoot.record.operations import append_entry

Kind, State = Payment.Kind, Payment.State


@dataclass(frozen=True)
class PaymentText:
    """What a payment says; ``paid_member`` and ``minutes`` are for a role's pay."""

    from_account: FundAccount
    use_account: FundAccount
    amount: int
    to_whom: str
    text: str
    day: date
    kind: str = "thing"
    paid_member: Membership | None = None
    minutes: int | None = None


@transaction.atomic
def pay_from_fund(
    *, member: Membership, promise: FundPromise, payment: PaymentText, now: datetime
) -> Payment:
    """Write a payment, which then waits for its second name; locks the unit.

    Raises
    ------
    HeldError
        If the decision behind the promise is open again.
    NotEnoughError
        If less is left of what was promised.
    AboveCapError
        If pay is above what an average member's hour brings, and no decision lets it.
    FundIncompleteError
        If somebody else pays under this decision, or something is missing.
    """
    unit = lock_unit(promise.unit_id, promise.collective)
    person = lock_member(member, unit.collective)
    rows = FundPromise.objects.select_related("payer", "collective")
    held = rows.get(id=promise.id)
    require_standing(held)
    require_amount(payment.amount)
    _require_payer(held, person)
    _require_whole(unit, payment)
    _require_promised(unit, held, payment.amount)
    _require_within_cap(unit, held, payment)
    row = Payment.objects.create(
        collective=unit.collective,
        promise=held,
        unit=unit,
        from_account=payment.from_account,
        use_account=payment.use_account,
        amount=payment.amount,
        kind=Kind(payment.kind),
        to_whom=payment.to_whom.strip(),
        text=payment.text.strip(),
        day=payment.day,
        paid_member=payment.paid_member,
        minutes=payment.minutes,
        first=person,
        created_at=now,
    )
    _record(row, unit, person, "payment.written", now)
    return row


@transaction.atomic
def second_payment(*, member: Membership, payment: Payment, now: datetime) -> Payment:
    """Stand by a payment as its second name: it is made and booked. Locks the unit.

    Raises
    ------
    SecondNameError
        If this is the first name's person, or who is paid.
    FundMovedOnError
        If it was made or withdrawn before.
    HeldError, NotEnoughError
        If the decision is open again, or the account holds less.
    """
    unit = lock_unit(payment.unit_id, payment.collective)
    person = lock_member(member, unit.collective)
    row = _waiting(payment)
    paid = row.paid_member.person_id if row.paid_member_id else None
    if person.person_id in (row.first.person_id, paid):
        raise SecondNameError(
            _("The second name is another member's, and not who is paid.")
        )
    require_standing(row.promise)
    if balance_of(row.from_account) < row.amount:
        raise NotEnoughError(_("There is not as much on this account."))
    row.booking = write_booking(
        unit=unit,
        member=row.first,
        second=person,
        accounts=(row.from_account, row.use_account),
        amount=row.amount,
        day=row.day,
        text=f"{row.to_whom}: {row.text}"[:300],
        now=now,
        kind="payment.made",
    )
    row.state, row.second, row.made_at = State.MADE, person, now
    row.save()
    return row


@transaction.atomic
def withdraw_payment(
    *, member: Membership, payment: Payment, reason: str, now: datetime
) -> Payment:
    """Take a payment back before it is made; locks the unit.

    Raises
    ------
    FundMovedOnError
        If it was made or withdrawn before.
    FundIncompleteError
        If nothing says why.
    """
    unit = lock_unit(payment.unit_id, payment.collective)
    person = lock_member(member, unit.collective)
    row = _waiting(payment)
    if not reason.strip():
        raise FundIncompleteError(_("Please say in a few words why."))
    row.state, row.reason = State.WITHDRAWN, reason.strip()
    row.withdrawn_by = person
    row.save()
    _record(row, unit, person, "payment.withdrawn", now)
    return row


def _waiting(payment: Payment) -> Payment:
    rows = Payment.objects.select_related(
        "promise__collective",
        "first__collective",
        "paid_member",
        "from_account",
        "use_account",
    )
    row = rows.get(id=payment.id)
    if row.state != State.WAITING:
        raise FundMovedOnError(_("This payment waits no more. Please look again."))
    return row


def _require_payer(promise: FundPromise, member: Membership) -> None:
    payer = promise.payer
    if payer is None or not payer.is_open or payer.person_id == member.person_id:
        return
    message = _("Under this decision %(name)s pays.")
    raise FundIncompleteError(message % {"name": payer.name})


def _require_whole(unit: FundUnit, payment: PaymentText) -> None:
    """Refuse accounts that do not fit, and pay that says neither whose nor how long."""
    fits = (
        payment.from_account.unit_id == payment.use_account.unit_id == unit.id
        and payment.from_account.kind == FundAccount.Kind.HELD
        and payment.use_account.kind == FundAccount.Kind.USE
    )
    if not fits:
        raise FundIncompleteError(_("Please choose from where, and what for."))
    if not (payment.to_whom.strip() and payment.text.strip()):
        raise FundIncompleteError(_("Please write to whom, and what for."))
    if payment.kind == Kind.THING:
        return
    if payment.paid_member is None or payment.minutes is None:
        raise FundIncompleteError(_("Please say who did it, and in how many hours."))


def _require_promised(unit: FundUnit, promise: FundPromise, amount: int) -> None:
    left = left_of(promise)
    if amount > left:
        message = _("Only %(left)s is left of what was promised.")
        told = write_amount(max(left, 0), unit.code, unit.digits)
        raise NotEnoughError(message % {"left": told})


def _require_within_cap(
    unit: FundUnit, promise: FundPromise, payment: PaymentText
) -> None:
    """Hold pay to the average member's hour; expenses are shown beside it."""
    if payment.kind != Kind.PAY or promise.may_exceed or not unit.is_money:
        return
    cap = cap_for(unit, payment.minutes or 0)
    if cap is None:
        raise AboveCapError(
            _("Nothing is decided yet about what an average member's hour brings.")
        )
    if payment.amount > cap:
        message = _("For these hours an average member has %(cap)s, and not more.")
        told = write_amount(cap, unit.code, unit.digits)
        raise AboveCapError(message % {"cap": told})


def _record(
    row: Payment, unit: FundUnit, member: Membership, kind: str, now: datetime
) -> None:
    append_entry(
        collective_id=unit.collective_id,
        kind=kind,
        details={
            "to_whom": row.to_whom,
            "text": row.text,
            "amount": plain_amount(row.amount, unit.digits),
            "unit": unit.code,
            "what": row.promise.what,
            "decision": str(row.promise.agreed_id),
            "reason": row.reason or None,
            **signed_by(member, unit.collective),
        },
        now=now,
        about_id=row.id,
        member_id=erasable_by(member, unit.collective),
    )
