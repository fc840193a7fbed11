"""One's own entries: how far each has come, and the receipt to take away."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from folkmoot.engines.tlog import Receipt, inclusion_proof
from folkmoot.engines.tlog.statements import NAME as SIGNATURE
from folkmoot.record.models import Disclosure, Entry, Log
from folkmoot.record.queries.serving import get_checkpoint
from folkmoot.record.queries.standing import Standing, standing_of
from folkmoot.record.tiles import reader

type Signer = Literal["device", "server", "helper", ""]


@dataclass(frozen=True)
class OwnEntry:
    """Something that a member said: written, in the log, seen by witnesses."""

    number: int
    is_in_log: bool
    witnessed: int
    witnesses: int
    signed_by: Signer = ""  # device, server, or who entered it; nothing where none did

    @property
    def is_witnessed(self) -> bool:
        """Whether all who are asked have seen it."""
        return 0 < self.witnesses <= self.witnessed


def signer_of(disclosures: Iterable[Disclosure]) -> Signer:
    """Return whose key signed an entry that discloses these.

    The member's device, the server in its place, or the helper who entered it.
    """
    told = {row.name: row for row in disclosures}
    signature = told[SIGNATURE].value if SIGNATURE in told else None
    if not isinstance(signature, dict):
        return ""
    if "helper" in told:
        return "helper"
    return "device" if signature.get("by") == "device" else "server"


def own_entry(standing: Standing, index: int, signed_by: Signer = "") -> OwnEntry:
    """Return how far the entry at ``index`` has come; asks nothing."""
    return OwnEntry(
        number=index + 1,
        is_in_log=standing.is_in_log(index),
        witnessed=standing.witnesses_of(index),
        witnesses=standing.witnesses,
        signed_by=signed_by,
    )


def find_own_entry(
    *, collective_id: UUID, member_id: UUID, kind: str, about_id: UUID
) -> OwnEntry | None:
    """Return the last entry of this kind that a member made about something."""
    rows = Disclosure.objects.filter(
        collective_id=collective_id,
        member_id=member_id,
        name="kind",
        entry__about_id=about_id,
        entry__kind=kind,
    )
    last = rows.order_by("-entry__index").values_list("entry_id", "entry__index")
    found = last.first()
    if found is None:
        return None
    entry_id, index = found
    told = Disclosure.objects.filter(entry=entry_id, name__in=(SIGNATURE, "helper"))
    return own_entry(standing_of(collective_id), index, signer_of(told))


def make_receipt(log: Log, entry: Entry, member_id: UUID) -> bytes:
    """Return the proof that an entry is in a log, with what its member said.

    As C2SP tlog-proof; ``extra`` holds the leaf, and what it discloses, in JSON.
    """
    return receipts_of(log, member_id)(entry)


def receipts_of(log: Log, member_id: UUID) -> Callable[[Entry], bytes]:
    """Return what makes a member's receipts, for as many entries as there are.

    The signed end and the tiles are read once for all of them.
    """
    make = receipt_maker(log)

    def receipt(entry: Entry) -> bytes:
        own = [row for row in entry.disclosures.all() if row.member_id == member_id]
        return make(entry, own)

    return receipt


def receipt_maker(log: Log) -> Callable[[Entry, Iterable[Disclosure]], bytes]:
    """Return what makes receipts of entries with what they are to disclose."""
    size, checkpoint = log.signed_size, get_checkpoint(log).encode()
    read = reader(log.collective_id, size)

    def make(entry: Entry, disclosures: Iterable[Disclosure]) -> bytes:
        told = [row.encoded for row in sorted(disclosures, key=lambda row: row.name)]
        extra = json.dumps({"leaf": entry.leaf, "disclosures": told})
        return Receipt(
            index=entry.index,
            proof=tuple(inclusion_proof(entry.index, size, read)),
            checkpoint=checkpoint,
            extra=extra.encode(),
        ).format()

    return make
