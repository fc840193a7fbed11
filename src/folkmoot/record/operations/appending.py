"""Appending to a collective's record."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet

from folkmoot.engines.tlog import Value
from folkmoot.engines.tlog.statements import NAME
from folkmoot.record.keys.signatures import Words, tell_signed
from folkmoot.record.models import Disclosure, Entry, Head
from folkmoot.record.telling import leaf_of, tell
from folkmoot.web.chance import new_id
from folkmoot.web.prepared import prepared
from folkmoot.web.writing import insert, insert_values, update

type Told = Mapping[str, Any]  # the columns of a disclosure


@prepared
def _locked_heads(collective_id: UUID) -> QuerySet[Head]:
    return Head.objects.select_for_update().filter(collective_id=collective_id)


@transaction.atomic(savepoint=False)
def append_entry(
    *,
    collective_id: UUID,
    kind: str,
    details: Mapping[str, Value],
    now: datetime,
    about_id: UUID | None = None,
    member_id: UUID | None = None,
    words: Words | None = None,
) -> Entry:
    """Append one entry and return it; locks the collective's head until commit.

    Without a savepoint: what is not recorded is not done either.

    ``details`` are kept in rows that can be erased; the leaf holds their salted
    digests only; what is None is left out. ``member_id`` names whose act it is. With
    ``words`` it is what that member says themselves, which is signed.
    """
    head = _locked_heads.first(collective_id) or _first_head(collective_id)
    values = {name: value for name, value in details.items() if value is not None}
    if member_id is not None:
        values["member"] = str(member_id)
    entry, disclosures = _make_entry(
        head, kind, values, now, about_id, member_id, words
    )
    insert(entry)
    insert_values(Disclosure, disclosures)
    update(head, "size")
    return entry


@transaction.atomic
def append_entries(
    *,
    kind: str,
    entries: Mapping[UUID, tuple[UUID | None, Mapping[str, Value]]],
    now: datetime,
) -> None:
    """Append one entry to each of many records; locks their heads until commit.

    ``entries`` holds, per collective, what the entry is about and its details.
    """
    heads = _lock_heads(sorted(entries))
    rows: list[Entry] = []
    shown: list[Told] = []
    for head in heads:
        about_id, details = entries[head.collective_id]
        entry, disclosures = _make_entry(head, kind, details, now, about_id, None)
        rows.append(entry)
        shown += disclosures
    insert(*rows)
    insert_values(Disclosure, shown)
    Head.objects.filter(collective_id__in=entries).update(size=F("size") + 1)


def _lock_heads(collective_ids: Sequence[UUID]) -> list[Head]:
    """Return locked heads in one order, those of first entries made before."""
    wanted = Head.objects.filter(collective_id__in=collective_ids)
    known = set(wanted.values_list("pk", flat=True))
    new = (Head(collective_id=one) for one in collective_ids if one not in known)
    Head.objects.bulk_create(new, ignore_conflicts=True)
    return list(wanted.select_for_update().order_by("collective_id"))


def _make_entry(
    head: Head,
    kind: str,
    values: Mapping[str, Value],
    now: datetime,
    about_id: UUID | None,
    member_id: UUID | None,
    words: Words | None = None,
) -> tuple[Entry, list[Told]]:
    """Return the next entry of a locked head with its disclosures; moves the head.

    ``holds`` names all the others: what is gone later was erased, and nobody can drop
    something unseen.
    """
    at = now.astimezone(UTC)  # as it is read again
    said: dict[str, Value] = {"kind": kind, "at": at.isoformat(), **values}
    if about_id is not None:
        said["about"] = str(about_id)
    is_signed = words is not None and member_id is not None
    said["holds"] = sorted({*said, NAME} if is_signed else said)
    if words is not None and member_id is not None:
        told = tell_signed(said, words, head.collective_id, member_id)
    else:
        told = {name: tell(name, value) for name, value in said.items()}
    entry = Entry(
        collective_id=head.collective_id,
        index=head.size,
        kind=kind,
        at=at,
        about_id=about_id,
        leaf=leaf_of(told.values()),
    )
    head.size += 1
    disclosures: list[Told] = [
        {
            "id": new_id(),
            "entry_id": entry.id,
            "collective_id": head.collective_id,
            "name": name,
            "encoded": encoded,
            "member_id": member_id,
        }
        for name, encoded in told.items()
    ]
    return entry, disclosures


def _first_head(collective_id: UUID) -> Head:
    """Return the locked head of a collective's first entry; of two first, one waits."""
    Head.objects.get_or_create(collective_id=collective_id)
    return Head.objects.select_for_update().get(collective_id=collective_id)
