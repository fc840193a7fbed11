"""One's own entries: how far each has come, and the receipt to take away."""

import json
from dataclasses import dataclass
from uuid import UUID

from folkmoot.engines.tlog import Receipt, inclusion_proof
from folkmoot.record.models import Disclosure, Entry, Log
from folkmoot.record.queries.serving import get_checkpoint
from folkmoot.record.queries.standing import Standing, standing_of
from folkmoot.record.tiles import reader


@dataclass(frozen=True)
class OwnEntry:
    """Something that a member said: written, in the log, seen by witnesses."""

    number: int
    is_in_log: bool
    witnessed: int
    witnesses: int

    @property
    def is_witnessed(self) -> bool:
        """Whether all who are asked have seen it."""
        return 0 < self.witnesses <= self.witnessed


def own_entry(standing: Standing, index: int) -> OwnEntry:
    """Return how far the entry at ``index`` has come; asks nothing."""
    return OwnEntry(
        number=index + 1,
        is_in_log=standing.is_in_log(index),
        witnessed=standing.witnesses_of(index),
        witnesses=standing.witnesses,
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
    indexes = rows.order_by("-entry__index").values_list("entry__index", flat=True)
    index = indexes.first()
    return None if index is None else own_entry(standing_of(collective_id), index)


def make_receipt(log: Log, entry: Entry, member_id: UUID) -> bytes:
    """Return the proof that an entry is in a log, with what its member said.

    As C2SP tlog-proof; ``extra`` holds the leaf, and what it discloses, in JSON.
    """
    own = entry.disclosures.filter(member_id=member_id).order_by("name")
    told = list(own.values_list("encoded", flat=True))
    extra = json.dumps({"leaf": entry.leaf, "disclosures": told})
    size = log.signed_size
    proof = inclusion_proof(entry.index, size, reader(log.collective_id, size))
    return Receipt(
        index=entry.index,
        proof=tuple(proof),
        checkpoint=get_checkpoint(log).encode(),
        extra=extra.encode(),
    ).format()
