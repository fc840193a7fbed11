"""Erasing what a digest stands for."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from folkmoot.record.models import Disclosure, Entry
from folkmoot.record.operations.appending import append_entry

# That something happened, when and about what, and which things were said of it.
STAYS = ("kind", "at", "about", "holds")
# Keys and what they were promised by are nobody's words: whose act it was is erased.
WHOSE = ("member", "first")


@transaction.atomic
def erase_member(*, collective_id: UUID, member_id: UUID, now: datetime) -> Entry:
    """Erase the words and the name of one member from the record.

    Counts and outcomes stay: they are entries without a member. The log's root and all
    proofs stay what they were; the erasure itself is an entry.
    """
    said = Disclosure.objects.filter(collective_id=collective_id, member_id=member_id)
    of_keys = Q(entry__kind__startswith="log.") & ~Q(name__in=WHOSE)
    gone = said.exclude(name__in=STAYS).exclude(of_keys)
    erased = erase_disclosures(collective_id=collective_id, gone=gone, now=now)
    said.update(member_id=None)
    return erased


@transaction.atomic
def erase_disclosures(
    *, collective_id: UUID, gone: QuerySet[Disclosure], now: datetime
) -> Entry:
    """Erase these from a collective's record; the entry says where something is missing.

    An auditor who finds a digest without its disclosure looks for it there.
    """
    places = gone.order_by("entry__index").values_list("entry__index", flat=True)
    entries = list(places.distinct())
    count, _each = gone.delete()
    return append_entry(
        collective_id=collective_id,
        kind="record.erased",
        details={"disclosures": count, "entries": entries},
        now=now,
    )
