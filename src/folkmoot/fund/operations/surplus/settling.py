"""What a decision on a surplus does: promises in the ledger, and the lock ends."""

import logging
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.fund.models import LeftOverUse, Surplus
from folkmoot.fund.operations.errors import NotOfFundError
from folkmoot.fund.operations.locking import (
    erasable_by,
    lock_member,
    lock_unit,
    signed_by,
)
from folkmoot.fund.operations.promising import PromiseText, write_promise
from folkmoot.fund.operations.surplus.errors import (
    NotDecidedError,
    NotOfSurplusError,
    SurplusIncompleteError,
)
from folkmoot.fund.operations.surplus.following import follow_decision
from folkmoot.fund.queries.agreed import Agreed, find_agreed
from folkmoot.fund.queries.surplus.questions import (
    asked_of,
    decided_version,
    list_settleable,
)
from folkmoot.fund.words.money import plain_amount
from folkmoot.people.models import Membership
from folkmoot.record.operations import append_entry

log = logging.getLogger(__name__)


def settle_surplus_due(*, now: datetime) -> int:
    """Carry out what was decided about surpluses; return how many. For the worker."""
    settled = 0
    for row in list_settleable():
        try:
            settled += settle_surplus(surplus=row, now=now)
        except Exception:  # one that fails holds up none
            log.exception("surplus_not_settled", extra={"surplus": str(row.id)})
    return settled


def settle_surplus_of(*, collective_id: UUID, now: datetime) -> None:
    """Carry out what was decided about the surpluses of one collective."""
    rows = list_settleable().filter(collective_id=collective_id)
    for row in rows:
        settle_surplus(surplus=row, now=now)


@transaction.atomic
def settle_surplus(*, surplus: Surplus, now: datetime) -> bool:
    """Turn a decision into promises, or end the lock without one; say if anything was.

    Locks the surplus, its unit and the decision. The rest is kept: it joins the
    reserve. Where the decided text is no version with computed amounts, nothing is
    promised by itself, and members write the promises down. Where a decision was opened
    again and made anew, the promises follow it.
    """
    rows = Surplus.objects.select_for_update(of=("self",)).select_related("collective")
    row = rows.get(id=surplus.id)
    decided = None if row.ended_at else decided_version(row)
    if decided is None:
        return row.is_open and _end(row, now)
    decision, version = decided
    if (decision.id, version) == (row.agreed_id, row.agreed_version):
        return False
    agreed = find_agreed(row.collective, decision.id, lock=True)
    if agreed is None:
        return False
    was_open = row.is_open
    row.settled_at, row.agreed_id = row.settled_at or now, agreed.id
    row.agreed_version = version
    row.save(update_fields=["settled_at", "agreed_id", "agreed_version"])
    if was_open:
        promised = _promise(row, agreed, version, now)
    else:
        promised = follow_decision(row, agreed, version, now)
    append_entry(
        collective_id=row.collective_id,
        kind="surplus.settled",
        details={
            "what": row.what,
            "promised": plain_amount(promised, row.digits),
            "rest": plain_amount(row.amount - promised, row.digits),
            "unit": row.counted_in,
            "decision": str(agreed.id),
        },
        now=now,
        about_id=row.question_id,
    )
    return True


def _end(row: Surplus, now: datetime) -> bool:
    if not asked_of(row).is_ended:
        return False
    row.ended_at = now
    row.save(update_fields=["ended_at"])
    append_entry(
        collective_id=row.collective_id,
        kind="surplus.ended",
        details={"what": row.what},
        now=now,
        about_id=row.question_id,
    )
    return True


def _promise(row: Surplus, agreed: Agreed, version: int, now: datetime) -> int:
    """Reserve in the ledger what the decided version gives to each idea."""
    split = row.splits.filter(version=version).first()
    if split is None or row.unit_id is None:
        return 0
    unit = lock_unit(row.unit_id, row.collective)
    promised = 0
    for idea in row.ideas.filter(id__in=split.parts):
        amount = split.parts[str(idea.id)]
        text = PromiseText(idea.title, amount)
        write_promise(unit, agreed, text, now, idea_id=idea.id)
        promised += amount
    unit.reserve += row.amount - promised
    unit.save(update_fields=["reserve"])
    return promised


@transaction.atomic
def use_left_over(
    *, member: Membership, surplus: Surplus, what: str, amount: int, now: datetime
) -> LeftOverUse:
    """Mark hours or things as used, under the decision on them; locks the surplus.

    What is of the fund is used by its payments.

    Raises
    ------
    NotDecidedError
        If nobody decided on it.
    SurplusIncompleteError
        If it is more than is left, or of the fund.
    """
    settle_surplus(surplus=surplus, now=now)
    rows = Surplus.objects.select_for_update(of=("self",)).select_related("collective")
    row = rows.get(id=surplus.id)
    try:
        person = lock_member(member, row.collective)
    except NotOfFundError as error:
        raise NotOfSurplusError(str(error)) from error
    agreed = row.agreed_id and find_agreed(row.collective, row.agreed_id, lock=True)
    if not agreed:
        raise NotDecidedError(
            _(
                "What we decided on it is open again. Until we agree anew, nothing "
                "more of it is used."
            )
            if row.agreed_id
            else _("Nobody can use it without a decision of all of us.")
        )
    if row.kind == Surplus.Kind.FUND:
        raise SurplusIncompleteError(
            _("What goes out is a payment. It needs a decision and two names.")
        )
    used = sum(row.uses.values_list("amount", flat=True))
    if not what.strip() or not 0 < amount <= row.amount - used:
        raise SurplusIncompleteError(_("There is not as much left of it."))
    use = LeftOverUse.objects.create(
        collective=row.collective,
        surplus=row,
        what=what.strip(),
        amount=amount,
        agreed_id=agreed.id,
        member=person,
        created_at=now,
    )
    append_entry(
        collective_id=row.collective_id,
        kind="surplus.used",
        details={
            "what": use.what,
            "amount": plain_amount(amount, row.digits),
            "unit": row.counted_in,
            "decision": str(agreed.id),
            **signed_by(person, row.collective),
        },
        now=now,
        about_id=row.question_id,
        member_id=erasable_by(person, row.collective),
    )
    return use
