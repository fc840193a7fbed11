"""Reserving what a decision promises, freeing the rest, and the rules of a unit."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from folkmoot.fund.models import FundPromise, FundUnit, Payment
from folkmoot.fund.operations.errors import (
    FundIncompleteError,
    FundMovedOnError,
    HeldError,
    NotEnoughError,
)
from folkmoot.fund.operations.finding import find_left_over
from folkmoot.fund.operations.locking import (
    erasable_by,
    lock_member,
    lock_unit,
    require_agreed,
    require_amount,
    signed_by,
)
from folkmoot.fund.queries.agreed import Agreed, find_agreed, find_anew
from folkmoot.fund.queries.standing import left_of, standing_of
from folkmoot.fund.words.money import plain_amount, write_amount
from folkmoot.people.models import Collective, Membership
from folkmoot.record.operations import append_entry


@dataclass(frozen=True)
class PromiseText:
    """What a decision reserves, and who may pay under it."""

    what: str
    amount: int
    payer_id: UUID | None = None
    may_exceed: bool = False


@dataclass(frozen=True)
class UnitRules:
    """What members decided for a currency or a good."""

    reserve: int = 0
    ask_from: int | None = None
    hour_cap: int | None = None


@transaction.atomic
def promise_from_fund(
    *,
    member: Membership,
    unit: FundUnit,
    agreed_id: UUID,
    promise: PromiseText,
    now: datetime,
) -> FundPromise:
    """Write down what a decision promises; locks the unit and the decision.

    Raises
    ------
    NoDecisionError
        If the decision is none of this collective's, or does not stand.
    NotEnoughError
        If less is there and free, or the question named a lower cost.
    """
    held = lock_unit(unit.id, unit.collective)
    person = lock_member(member, held.collective)
    agreed = require_agreed(held.collective, agreed_id)
    require_amount(promise.amount)
    if not promise.what.strip():
        raise FundIncompleteError(_("Please write what it is for."))
    _require_free(held, promise.amount)
    _require_within_cost(held, agreed, promise.amount)
    return write_promise(held, agreed, promise, now, member=person)


def write_promise(
    unit: FundUnit,
    agreed: Agreed,
    promise: PromiseText,
    now: datetime,
    *,
    member: Membership | None = None,
    idea_id: UUID | None = None,
) -> FundPromise:
    """Write a promise of a locked unit, and its entry."""
    collective = unit.collective
    row = FundPromise.objects.create(
        collective=collective,
        unit=unit,
        agreed_id=agreed.id,
        question_number=agreed.number,
        question_title=agreed.title,
        what=promise.what,
        amount=promise.amount,
        payer=_payer_of(collective, promise.payer_id),
        may_exceed=promise.may_exceed,
        idea_id=idea_id,
        member=member,
        created_at=now,
    )
    append_entry(
        collective_id=collective.id,
        kind="fund.promised",
        details={
            "what": row.what,
            "amount": plain_amount(row.amount, unit.digits),
            "unit": unit.code,
            "question": agreed.title,
            "decision": str(agreed.id),
            "payer": row.payer.name if row.payer else None,
            "may_exceed": row.may_exceed,
            **(signed_by(member, collective) if member else {}),
        },
        now=now,
        about_id=agreed.question_id,
        member_id=erasable_by(member, collective) if member else None,
    )
    return row


def _payer_of(collective: Collective, payer_id: UUID | None) -> Membership | None:
    if payer_id is None:
        return None
    payer = Membership.objects.filter(id=payer_id, ended_at=None).first()
    if payer is None:
        raise FundIncompleteError(
            _("Somebody you named is not part of this group any more.")
        )
    return lock_member(payer, collective)


def _require_free(unit: FundUnit, amount: int) -> None:
    free = standing_of(unit).free
    if amount > free:
        message = _("Only %(free)s is there and not promised or locked.")
        told = write_amount(max(free, 0), unit.code, unit.digits)
        raise NotEnoughError(message % {"free": told})


def _require_within_cost(unit: FundUnit, agreed: Agreed, amount: int) -> None:
    """Keep to what the question said that it would cost, where it did."""
    if agreed.cost is None or not unit.is_money:
        return
    rows = FundPromise.objects.filter(unit=unit, agreed_id=agreed.id, freed_at=None)
    before = rows.aggregate(sum=Sum("amount"))["sum"] or 0
    cost = agreed.cost * 10**unit.digits
    if before + amount > cost:
        message = _("The decision is about %(cost)s in all.")
        told = write_amount(cost, unit.code, unit.digits)
        raise NotEnoughError(message % {"cost": told})


@transaction.atomic
def free_promise(
    *, member: Membership, promise: FundPromise, reason: str, now: datetime
) -> FundPromise:
    """Free what is left of a promise; what was paid stays paid. Locks the unit.

    Raises
    ------
    FundMovedOnError
        If it was freed before, or a payment under it waits for its second name.
    FundIncompleteError
        If nothing says why.
    """
    unit = lock_unit(promise.unit_id, promise.collective)
    person = lock_member(member, unit.collective)
    row = FundPromise.objects.get(id=promise.id)
    waits = row.payments.filter(state=Payment.State.WAITING).exists()
    if row.freed_at is not None or waits:
        raise FundMovedOnError(
            _("It was freed already, or a payment waits for its second name.")
        )
    if not reason.strip():
        raise FundIncompleteError(_("Please say in a few words why."))
    left = left_of(row)
    row.freed_at, row.freed_by, row.reason = now, person, reason.strip()
    row.save()
    append_entry(
        collective_id=unit.collective_id,
        kind="fund.freed",
        details={
            "what": row.what,
            "amount": plain_amount(left, unit.digits),
            "unit": unit.code,
            "reason": row.reason,
            **signed_by(person, unit.collective),
        },
        now=now,
        about_id=row.id,
        member_id=erasable_by(person, unit.collective),
    )
    find_left_over(unit, person, now)
    return row


@transaction.atomic
def renew_promise(
    *, member: Membership, promise: FundPromise, now: datetime
) -> FundPromise:
    """Keep a promise under what was agreed anew; locks the unit and the decision.

    Raises
    ------
    FundMovedOnError
        If it was freed, or its decision stands.
    HeldError
        If nothing was agreed anew.
    """
    unit = lock_unit(promise.unit_id, promise.collective)
    person = lock_member(member, unit.collective)
    row = FundPromise.objects.select_related("unit", "collective").get(id=promise.id)
    if row.freed_at or find_agreed(unit.collective, row.agreed_id):
        raise FundMovedOnError(_("It stands under its decision, or was freed."))
    agreed = find_anew(unit.collective, row.agreed_id)
    if agreed is None:
        raise HeldError(_("It is not agreed anew. Until then the promise is held."))
    require_agreed(unit.collective, agreed.id)
    _require_within_cost(unit, agreed, row.amount)
    move_promise(row, agreed, row.amount, now, member=person)
    return row


def move_promise(
    row: FundPromise,
    agreed: Agreed,
    amount: int,
    now: datetime,
    *,
    member: Membership | None = None,
) -> None:
    """Write a promise of a locked unit under another decision, and its entry."""
    row.agreed_id, row.amount = agreed.id, amount
    row.question_number, row.question_title = agreed.number, agreed.title
    row.save()
    append_entry(
        collective_id=row.collective_id,
        kind="fund.renewed",
        details={
            "what": row.what,
            "amount": plain_amount(amount, row.unit.digits),
            "unit": row.unit.code,
            "question": agreed.title,
            "decision": str(agreed.id),
            **(signed_by(member, row.collective) if member else {}),
        },
        now=now,
        about_id=agreed.question_id,
        member_id=erasable_by(member, row.collective) if member else None,
    )


@transaction.atomic
def set_fund_rules(
    *,
    member: Membership,
    unit: FundUnit,
    agreed_id: UUID,
    rules: UnitRules,
    now: datetime,
) -> FundUnit:
    """Write down the reserve and the cap that a decision set; locks both.

    Raises
    ------
    NoDecisionError
        If the decision is none of this collective's, or does not stand.
    FundIncompleteError
        If a number is below 0.
    """
    held = lock_unit(unit.id, unit.collective)
    person = lock_member(member, held.collective)
    agreed = require_agreed(held.collective, agreed_id)
    numbers = (rules.reserve, rules.ask_from or 0, rules.hour_cap or 0)
    if min(numbers) < 0:
        raise FundIncompleteError(_("Please write amounts of 0 or more."))
    held.reserve, held.ask_from = rules.reserve, rules.ask_from
    held.hour_cap, held.rules_by_id = rules.hour_cap, agreed.id
    held.save()
    append_entry(
        collective_id=held.collective_id,
        kind="fund_rules.set",
        details={
            "unit": held.code,
            "reserve": plain_amount(rules.reserve, held.digits),
            "ask_from": _told(rules.ask_from, held),
            "hour_cap": _told(rules.hour_cap, held),
            "question": agreed.title,
            "decision": str(agreed.id),
            **signed_by(person, held.collective),
        },
        now=now,
        about_id=agreed.question_id,
        member_id=erasable_by(person, held.collective),
    )
    find_left_over(held, person, now)
    return held


def _told(amount: int | None, unit: FundUnit) -> str | None:
    return None if amount is None else plain_amount(amount, unit.digits)
