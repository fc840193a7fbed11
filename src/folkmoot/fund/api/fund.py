"""The API of the fund: how it stands, accounts, bookings, promises, payments."""

from uuid import UUID

from django.http import Http404
from ninja import Router, Status
from pydantic import Field

from folkmoot.fund import operations
from folkmoot.fund.access import (
    FundPlace,
    get_account_for,
    get_booking_for,
    get_fund_for,
    get_own_fund_for,
    get_payment_for,
    get_promise_for,
    get_unit_for,
)
from folkmoot.fund.api.shapes import (
    AccountPart,
    AccountShown,
    Amount,
    FundShown,
    LedgerLineShown,
    LedgerPart,
    PaymentPart,
    PaymentShown,
    PromisePart,
    PromiseShown,
    Sum,
    UnitShown,
    show_account,
    show_booking,
    show_paid,
    show_payment,
    show_promise,
    show_standing,
    show_unit,
)
from folkmoot.fund.models import FundAccount, Payment
from folkmoot.fund.queries.agreed import standing_ids
from folkmoot.fund.queries.caps import list_paid
from folkmoot.fund.queries.pages import (
    list_accounts,
    list_bookings,
    list_payments,
    list_promises,
    payers_of,
)
from folkmoot.fund.queries.standing import balances_of, list_standing, paid_under
from folkmoot.people.access import get_fellow_for
from folkmoot.people.requests import PersonRequest
from folkmoot.web.wire.cursors import cut
from folkmoot.web.wire.fields import (
    Count,
    Cursor,
    Day,
    Flag,
    FullLine,
    Limit,
    Name,
    Sent,
    Title,
)

router = Router()
ALL = "/collectives/{slug:slug}/fund"
PAYMENT = ALL + "/payments/{uuid:payment_id}"
PROMISE = ALL + "/promises/{uuid:promise_id}"


class AccountSent(Sent):
    """A new account; the first of a currency or good begins that unit."""

    name: Name
    kind: FundAccount.Kind
    code: str = Field(min_length=1, max_length=40, description="EUR, or: kg flour")
    digits: int | None = Field(
        default=None,
        ge=0,
        le=3,
        description="Places of a good; a currency has its own.",
    )


class BookingSent(Sent):
    """What came in, or moved."""

    from_account_id: UUID
    to_account_id: UUID
    amount: Amount
    day: Day
    text: FullLine


class PromiseSent(Sent):
    """What a decision reserves."""

    unit_id: UUID
    agreed_id: UUID
    what: Title
    amount: Amount
    payer_id: UUID | None = Field(default=None, description="A membership.")
    may_exceed: Flag = False


class RulesSent(Sent):
    """What members decided for a unit."""

    agreed_id: UUID
    reserve: Sum = 0
    ask_from: Sum | None = None
    hour_cap: Sum | None = None


class PaymentSent(Sent):
    """A payment; pay and expenses say whose and in how many minutes."""

    from_account_id: UUID
    use_account_id: UUID
    amount: Amount
    to_whom: str = Field(min_length=1, max_length=120)
    text: FullLine
    day: Day
    kind: Payment.Kind = Payment.Kind.THING
    paid_member_id: UUID | None = None
    minutes: Count | None = None


class WhySent(Sent):
    """Why."""

    reason: FullLine


@router.get(ALL, response=FundShown)
def get_fund(request: PersonRequest, slug: str) -> FundShown:
    """Read how the fund stands."""
    place = get_fund_for(request.person, slug)
    return FundShown(
        units=[show_standing(one) for one in list_standing(place.collective)],
        paid=[show_paid(one) for one in list_paid(place.collective)],
    )


@router.get(f"{ALL}/accounts", response=AccountPart)
def get_fund_accounts(
    request: PersonRequest, slug: str, cursor: Cursor = "", limit: Limit = 50
) -> AccountPart:
    """List the accounts and what stands on each."""
    place = get_fund_for(request.person, slug)
    part = cut(list_accounts(place.collective), ("id",), cursor, limit)
    balances = balances_of(place.collective)
    shown = [show_account(row, balances.get(row.id, 0)) for row in part.rows]
    return AccountPart(accounts=shown, next=part.next)


@router.post(f"{ALL}/accounts", response={201: AccountShown})
def open_fund_account(
    request: PersonRequest, slug: str, data: AccountSent
) -> Status[AccountShown]:
    """Open an account."""
    place = get_own_fund_for(request.person, slug)
    row = operations.open_fund_account(
        member=place.member,
        collective=place.collective,
        now=request.now,
        **data.dict(),
    )
    return Status(201, show_account(row, 0))


@router.put(f"{ALL}/units/{{uuid:unit_id}}/rules", response=UnitShown)
def set_fund_rules(
    request: PersonRequest, slug: str, unit_id: UUID, data: RulesSent
) -> UnitShown:
    """Write down the reserve and the cap that a decision set."""
    place = get_own_fund_for(request.person, slug)
    rules = data.dict(exclude={"agreed_id"})
    unit = operations.set_fund_rules(
        member=place.member,
        unit=get_unit_for(place, unit_id),
        agreed_id=data.agreed_id,
        rules=operations.UnitRules(**rules),
        now=request.now,
    )
    return show_unit(unit)


@router.get(f"{ALL}/bookings", response=LedgerPart)
def get_fund_bookings(
    request: PersonRequest, slug: str, cursor: Cursor = "", limit: Limit = 50
) -> LedgerPart:
    """List the ledger, the newest day first."""
    place = get_fund_for(request.person, slug)
    order = ("-day", "-created_at", "-id")
    part = cut(list_bookings(place.collective), order, cursor, limit)
    return LedgerPart(bookings=[show_booking(row) for row in part.rows], next=part.next)


@router.post(f"{ALL}/bookings", response={201: LedgerLineShown})
def book_in_fund(
    request: PersonRequest, slug: str, data: BookingSent
) -> Status[LedgerLineShown]:
    """Book what came in, or moved between two places."""
    place = get_own_fund_for(request.person, slug)
    row = operations.book_in_fund(
        member=place.member,
        from_account=get_account_for(place, data.from_account_id),
        to_account=get_account_for(place, data.to_account_id),
        amount=data.amount,
        day=data.day,
        text=data.text,
        now=request.now,
    )
    return Status(201, show_booking(row))


@router.post(
    f"{ALL}/bookings/{{uuid:booking_id}}/opposite", response={201: LedgerLineShown}
)
def correct_booking(
    request: PersonRequest, slug: str, booking_id: UUID, data: WhySent
) -> Status[LedgerLineShown]:
    """Take a booking back by its opposite."""
    place = get_own_fund_for(request.person, slug)
    row = operations.correct_booking(
        member=place.member,
        booking=get_booking_for(place, booking_id),
        reason=data.reason,
        now=request.now,
    )
    return Status(201, show_booking(row))


@router.get(f"{ALL}/promises", response=PromisePart)
def get_fund_promises(
    request: PersonRequest, slug: str, cursor: Cursor = "", limit: Limit = 50
) -> PromisePart:
    """List what decisions reserve."""
    place = get_fund_for(request.person, slug)
    part = cut(list_promises(place.collective), ("created_at", "id"), cursor, limit)
    paid = paid_under(place.collective)
    stand = standing_ids(place.collective, [row.agreed_id for row in part.rows])
    shown = [
        show_promise(
            row,
            *paid.get(row.id, (0, 0)),
            is_held=row.freed_at is None and row.agreed_id not in stand,
        )
        for row in part.rows
    ]
    return PromisePart(promises=shown, next=part.next)


@router.post(f"{ALL}/promises", response={201: PromiseShown})
def promise_from_fund(
    request: PersonRequest, slug: str, data: PromiseSent
) -> Status[PromiseShown]:
    """Write down what a decision promises."""
    place = get_own_fund_for(request.person, slug)
    said = data.dict(exclude={"unit_id", "agreed_id"})
    row = operations.promise_from_fund(
        member=place.member,
        unit=get_unit_for(place, data.unit_id),
        agreed_id=data.agreed_id,
        promise=operations.PromiseText(**said),
        now=request.now,
    )
    return Status(201, show_promise(row))


@router.post(f"{PROMISE}/freeing", response=PromiseShown)
def free_promise(
    request: PersonRequest, slug: str, promise_id: UUID, data: WhySent
) -> PromiseShown:
    """Free what is left of a promise."""
    place = get_own_fund_for(request.person, slug)
    row = operations.free_promise(
        member=place.member,
        promise=get_promise_for(place, promise_id),
        reason=data.reason,
        now=request.now,
    )
    return show_promise(row)


@router.post(f"{PROMISE}/renewal", response=PromiseShown)
def renew_promise(request: PersonRequest, slug: str, promise_id: UUID) -> PromiseShown:
    """Keep a promise under what was agreed anew, once its decision was open again."""
    place = get_own_fund_for(request.person, slug)
    row = operations.renew_promise(
        member=place.member,
        promise=get_promise_for(place, promise_id),
        now=request.now,
    )
    return show_promise(row)


@router.get(f"{ALL}/payments", response=PaymentPart)
def get_fund_payments(
    request: PersonRequest, slug: str, cursor: Cursor = "", limit: Limit = 50
) -> PaymentPart:
    """List the payments, the newest first."""
    place = get_fund_for(request.person, slug)
    order = ("-created_at", "-id")
    part = cut(list_payments(place.collective), order, cursor, limit)
    return PaymentPart(
        payments=[show_payment(row) for row in part.rows], next=part.next
    )


@router.get(PAYMENT, response=PaymentShown)
def get_fund_payment(
    request: PersonRequest, slug: str, payment_id: UUID
) -> PaymentShown:
    """Read a payment."""
    place = get_fund_for(request.person, slug)
    return show_payment(get_payment_for(place, payment_id))


@router.post(f"{PROMISE}/payments", response={201: PaymentShown})
def pay_from_fund(
    request: PersonRequest, slug: str, promise_id: UUID, data: PaymentSent
) -> Status[PaymentShown]:
    """Write a payment, which waits for its second name."""
    place = get_own_fund_for(request.person, slug)
    row = operations.pay_from_fund(
        member=place.member,
        promise=get_promise_for(place, promise_id),
        payment=_payment_of(place, data),
        now=request.now,
    )
    return Status(201, show_payment(row))


def _payment_of(place: FundPlace, data: PaymentSent) -> operations.PaymentText:
    paid = None
    if data.paid_member_id is not None and place.is_federation:
        paid = next(
            (
                one
                for one in payers_of(place.collective)
                if one.id == data.paid_member_id
            ),
            None,
        )
        if paid is None:
            raise Http404
    elif data.paid_member_id is not None:
        paid = get_fellow_for(place.member, data.paid_member_id)
    return operations.PaymentText(
        from_account=get_account_for(place, data.from_account_id),
        use_account=get_account_for(place, data.use_account_id),
        amount=data.amount,
        to_whom=data.to_whom,
        text=data.text,
        day=data.day,
        kind=data.kind,
        paid_member=paid,
        minutes=data.minutes,
    )


@router.put(f"{PAYMENT}/second-name", response=PaymentShown)
def second_payment(request: PersonRequest, slug: str, payment_id: UUID) -> PaymentShown:
    """Stand by a payment as its second name; it is made."""
    place = get_own_fund_for(request.person, slug)
    row = operations.second_payment(
        member=place.member,
        payment=get_payment_for(place, payment_id),
        now=request.now,
    )
    return show_payment(row)


@router.post(f"{PAYMENT}/withdrawal", response=PaymentShown)
def withdraw_payment(
    request: PersonRequest, slug: str, payment_id: UUID, data: WhySent
) -> PaymentShown:
    """Take a payment back before it is made."""
    place = get_own_fund_for(request.person, slug)
    row = operations.withdraw_payment(
        member=place.member,
        payment=get_payment_for(place, payment_id),
        reason=data.reason,
        now=request.now,
    )
    return show_payment(row)
