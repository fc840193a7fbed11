"""Noting that something is left over: it is locked, and its question opens by itself."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.deciding.models import Question
from folkmoot.deciding.operations import Shape, raise_question
from folkmoot.federating.models import FederatedQuestion
from folkmoot.federating.operations import raise_found
from folkmoot.fund.models import FundUnit, Surplus
from folkmoot.fund.operations.errors import NotOfFundError
from folkmoot.fund.operations.locking import (
    erasable_by,
    lock_member,
    lock_unit,
    signed_by,
)
from folkmoot.fund.operations.surplus.errors import (
    NotOfSurplusError,
    SurplusIncompleteError,
)
from folkmoot.fund.queries.pages import payers_of
from folkmoot.fund.queries.standing import standing_of
from folkmoot.fund.words.money import LIMIT, plain_amount, write_amount
from folkmoot.people.models import Collective, Membership
from folkmoot.people.queries import get_settings, list_members
from folkmoot.record.operations import append_entry
from folkmoot.web.chance import draw, new_seed

CHECKERS = 3
COST_AT_MOST = 2_000_000_000
Kind = Surplus.Kind


@dataclass(frozen=True)
class SurplusText:
    """What is left over: ``unit`` for what is of the fund, else what is counted."""

    what: str
    amount: int
    kind: str = "fund"
    unit: FundUnit | None = None
    counted_in: str = ""


@transaction.atomic
def note_surplus(
    *, member: Membership, collective: Collective, surplus: SurplusText, now: datetime
) -> Surplus:
    """Say that something is left over; locks it and opens the question about it.

    Locks the unit. In a federation all groups are asked at once, and only about what
    the ledger shows.

    Raises
    ------
    NotOfSurplusError
        If the person is no member, or all groups would be asked about something that
        is not in the ledger.
    SurplusIncompleteError
        If it is not there and free, or waits for a decision already.
    """
    try:
        person = lock_member(member, collective)
    except NotOfFundError as error:
        raise NotOfSurplusError(str(error)) from error
    if not surplus.what.strip() or not 0 < surplus.amount <= LIMIT:
        raise SurplusIncompleteError(_("Please say what is left over, and how much."))
    if surplus.kind == Kind.FUND:
        if surplus.unit is None:
            raise SurplusIncompleteError(_("Please say in what it is counted."))
        return _of_fund(person, surplus.unit, surplus, now)
    if collective.is_federation:
        raise NotOfSurplusError(
            _("All groups are asked about what the ledger shows. Note this at home.")
        )
    return write_surplus(person, collective, surplus, now)


def _of_fund(
    member: Membership, unit: FundUnit, surplus: SurplusText, now: datetime
) -> Surplus:
    held = lock_unit(unit.id, unit.collective)
    if Surplus.objects.filter(unit=held, settled_at=None, ended_at=None).exists():
        raise SurplusIncompleteError(
            _("What is left over of it waits for a decision already.")
        )
    free = standing_of(held).left_over
    if surplus.amount > free:
        message = _("Only %(free)s is there beyond promises and reserve.")
        told = write_amount(max(free, 0), held.code, held.digits)
        raise SurplusIncompleteError(message % {"free": told})
    return write_surplus(member, held.collective, surplus, now, unit=held)


def write_surplus(
    member: Membership,
    collective: Collective,
    surplus: SurplusText,
    now: datetime,
    *,
    unit: FundUnit | None = None,
    is_found: bool = False,
) -> Surplus:
    """Write a surplus, draw who looks at costs, and open its question."""
    digits = unit.digits if unit else 0
    counted_in = unit.code if unit else surplus.counted_in or _("hours")
    amount = write_amount(surplus.amount, counted_in, digits)
    question = _ask(member, collective, surplus, amount, now, unit)
    seed = new_seed()
    people = [str(one) for one in _who_may_check(collective)]
    row = Surplus.objects.create(
        collective=collective,
        kind=Kind(surplus.kind),
        unit=unit,
        amount=surplus.amount,
        counted_in=counted_in,
        digits=digits,
        what=surplus.what.strip(),
        is_found=is_found,
        member=member,
        question_id=question.id,
        question_number=question.number,
        checkers=draw(seed, people, CHECKERS),
        seed=seed,
        noted_at=now,
    )
    append_entry(
        collective_id=collective.id,
        kind="surplus.noted",
        details={
            "what": row.what,
            "amount": plain_amount(row.amount, digits),
            "unit": counted_in,
            "found": is_found,
            "seed": seed,
            "checkers": list(row.checkers),
            **signed_by(member, collective),
        },
        now=now,
        about_id=question.id,
        member_id=erasable_by(member, collective),
    )
    return row


def _who_may_check(collective: Collective) -> list[UUID]:
    """Return who may be drawn to look at costs, in a stated order."""
    if collective.is_federation:
        rows = [one for one in payers_of(collective) if one.in_lots]
    else:
        rows = list(list_members(collective).filter(in_lots=True))
    return sorted(one.id for one in rows)


def _ask(
    member: Membership,
    collective: Collective,
    surplus: SurplusText,
    amount: str,
    now: datetime,
    unit: FundUnit | None,
) -> Question | FederatedQuestion:
    title = _("What do we do with what is left over: %(what)s?") % {
        "what": surplus.what.strip()
    }
    short = _(
        "Left over: %(amount)s. First: what is missing, and for whom? Then ideas, "
        "each with its cost and who carries it out. Mark the ideas worth funding. "
        "Until we decide, nobody uses it."
    )
    why = _("Nobody can use it without a decision of all of us.")
    affected = _("All of us")
    if collective.is_federation:
        return raise_found(
            federation=collective,
            title=title[:200],
            short_text=short % {"amount": amount},
            why_now=why,
            affected=affected,
            scope_reason=_("It is one fund of all groups."),
            now=now,
        )
    cost = _cost_of(surplus.amount, unit)
    limit = get_settings(collective)["money_limit"]
    is_serious = cost is not None and cost > limit
    shape = Shape(
        why_now=why,
        affected=affected,
        short_text=short % {"amount": amount},
        cost=cost,
    )
    return raise_question(
        member=member,
        title=title[:200],
        klass="serious" if is_serious else "ordinary",
        shape=shape,
        now=now,
    )


def _cost_of(amount: int, unit: FundUnit | None) -> int | None:
    """Return money in whole units, rounded up, as questions name it."""
    if unit is None or not unit.is_money:
        return None
    whole = -(-amount // 10**unit.digits)
    return whole if whole <= COST_AT_MOST else None
