"""Erasing what one member wrote in the fund and about what is left over.

Amounts, days, accounts, decisions and that there were two names stay: they are the
collective's books. So does what others were asked about: a surplus's name, and an idea
that is in a draft.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from folkmoot.federating.queries.structure import ids_above
from folkmoot.fund.models import (
    FairShares,
    FundBooking,
    FundPromise,
    LeftOverUse,
    Marking,
    Payment,
    Statement,
    StatementLine,
    SurplusIdea,
)
from folkmoot.people.models import Membership
from folkmoot.record.models import Disclosure
from folkmoot.record.operations import append_entry, erase_disclosures

NAMES = ("name", "second", "carrier", "payer")
# What is a person's own in an entry of all groups; the rest is of the books.
OWN = ("name", "text", "reason", "to_whom", "idea")


@transaction.atomic
def erase_fund_words(*, member: Membership, now: datetime) -> int:
    """Empty notes, reasons, marks and ideas of a member; return how many there were.

    What no row can be without is replaced by a mark. Called before the person is
    erased, in the same transaction.
    """
    mark = _("Erased by its author.")
    count = _erase_payments(member, mark) + _erase_ideas(member, mark, now)
    for rows, column, word in (
        (FundBooking.objects.filter(member=member, payment=None), "text", mark),
        (FundPromise.objects.filter(freed_by=member), "reason", ""),
        (Statement.objects.filter(member=member), "name", ""),
        # A line that stands for nothing needs a word why.
        (StatementLine.objects.filter(member=member).exclude(aside=""), "aside", mark),
        (LeftOverUse.objects.filter(member=member), "what", mark),
    ):
        count += rows.exclude(**{column: word}).update(**{column: word})
    count += Marking.objects.filter(member=member).delete()[0]
    for shares in FairShares.objects.filter(paid__has_key=str(member.id)):
        del shares.paid[str(member.id)]
        shares.save(update_fields=["paid"])
    append_entry(
        collective_id=member.collective_id,
        kind="fund_words.erased",
        details={"count": count},
        now=now,
    )
    for top in ids_above([member.collective_id]):
        _erase_above(member, top, now)
    return count


def _erase_payments(member: Membership, mark: str) -> int:
    """Erase what a payment was said to be for, and why one was taken back.

    To whom it went stays, unless it went to this person.
    """
    first = Payment.objects.filter(first=member).exclude(text=mark)
    count = first.update(text=mark)
    back = Payment.objects.filter(withdrawn_by=member).exclude(reason="")
    count += back.update(reason="")
    count += Payment.objects.filter(paid_member=member).update(to_whom=mark)
    booked = FundBooking.objects.filter(payment__first=member) | (
        FundBooking.objects.filter(payment__paid_member=member)
    )
    for booking in booked.select_related("payment"):
        booking.text = booking.payment.to_whom
        booking.save(update_fields=["text"])
    return count


def _erase_ideas(member: Membership, mark: str, now: datetime) -> int:
    """Erase reasons; an idea that is in no draft yet goes with its name."""
    own = SurplusIdea.objects.filter(member=member)
    count = own.exclude(why="").update(why="")
    alone = own.filter(surplus__fair_shares=None).exclude(title=mark)
    return count + alone.update(title=mark, dropped_at=Coalesce("dropped_at", now))


def _erase_above(member: Membership, top: UUID, now: datetime) -> None:
    """Erase a person's name and words from the record of all groups together.

    Entries there are no member's: they say from which group somebody is.
    """
    rows = Disclosure.objects.filter(collective_id=top)
    of_group = {
        row.entry_id
        for row in rows.filter(name="from")
        if row.value == member.collective.name
    }
    named = rows.filter(name__in=NAMES, entry__in=of_group)
    own = [row for row in named if row.value == member.name]
    if own:
        acted = {row.entry_id for row in own if row.name == "name"}
        gone = Q(entry__in=acted, name__in=OWN) | Q(id__in=[row.id for row in own])
        erase_disclosures(collective_id=top, gone=rows.filter(gone), now=now)
