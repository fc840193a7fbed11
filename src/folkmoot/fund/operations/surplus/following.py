"""A decision on a surplus was opened again and made anew: its promises follow it."""

from datetime import datetime

from django.utils.translation import gettext as _

from folkmoot.fund.models import FundPromise, Surplus
from folkmoot.fund.operations.locking import lock_unit
from folkmoot.fund.operations.promising import PromiseText, move_promise, write_promise
from folkmoot.fund.queries.agreed import Agreed
from folkmoot.fund.queries.standing import left_of
from folkmoot.fund.words.money import plain_amount
from folkmoot.record.operations import append_entry


def follow_decision(row: Surplus, agreed: Agreed, version: int, now: datetime) -> int:
    """Bring the promises of a locked surplus to the new amounts; return their sum.

    What was paid stays paid: no promise falls below it. Of an idea that is left out now
    the rest is freed. Where the new text is no version with computed amounts, the
    promises stay held until members keep or free them.
    """
    if row.unit_id is None:
        return 0
    unit = lock_unit(row.unit_id, row.collective)
    rows = FundPromise.objects.filter(idea_id__in=row.ideas.values("id"))
    promises = {
        str(one.idea_id): one
        for one in rows.filter(freed_at=None).select_related("unit", "collective")
    }
    before = sum(one.amount for one in promises.values())
    split = row.splits.filter(version=version).first()
    if split is None:
        return before
    for key, promise in promises.items():
        _follow(promise, agreed, split.parts.get(key, 0), now)
    for idea in row.ideas.filter(id__in=set(split.parts) - set(promises)):
        # Of one that was freed before there is a promise already, which stays as it is.
        if not rows.filter(idea_id=idea.id).exists():
            text = PromiseText(idea.title, split.parts[str(idea.id)])
            write_promise(unit, agreed, text, now, idea_id=idea.id)
    after = sum(rows.filter(freed_at=None).values_list("amount", flat=True))
    unit.reserve = max(0, unit.reserve + before - after)
    unit.save(update_fields=["reserve"])
    return after


def _follow(promise: FundPromise, agreed: Agreed, amount: int, now: datetime) -> None:
    used = promise.amount - left_of(promise)
    if amount or used:
        move_promise(promise, agreed, max(amount, used), now)
        return
    promise.freed_at = now
    promise.reason = _("What we agreed anew leaves it out.")
    promise.save()
    append_entry(
        collective_id=promise.collective_id,
        kind="fund.freed",
        details={
            "what": promise.what,
            "amount": plain_amount(promise.amount, promise.unit.digits),
            "unit": promise.unit.code,
            "reason": promise.reason,
        },
        now=now,
        about_id=promise.id,
    )
