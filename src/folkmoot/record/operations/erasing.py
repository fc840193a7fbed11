"""Erasing what a digest stands for."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from folkmoot.record.models import Disclosure, Entry
from folkmoot.record.operations.appending import append_entry


@transaction.atomic
def erase_member(*, collective_id: UUID, member_id: UUID, now: datetime) -> Entry:
    """Erase the words and the name of one member from the record.

    Counts and outcomes stay: they are entries without a member. The log's root and all
    proofs stay what they were; the erasure itself is an entry.
    """
    said = Disclosure.objects.filter(collective_id=collective_id, member_id=member_id)
    gone, _ = said.exclude(name__in=("kind", "at")).delete()
    said.update(member_id=None)
    return append_entry(
        collective_id=collective_id,
        kind="record.erased",
        details={"disclosures": gone},
        now=now,
    )
