"""Reading a collective's record."""

from base64 import b64encode
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from folkmoot.engines.tlog import Frontier, hash_leaf
from folkmoot.record.models import Entry, Log


def as_code(raw: bytes) -> str:
    """Return a hash as checkpoints write it: base64."""
    return b64encode(raw).decode()


@dataclass(frozen=True)
class End:
    """Where a record ends: how many entries it has, and the root over all of them."""

    size: int
    root: bytes

    @property
    def code(self) -> str:
        """The root as checkpoints write it: base64."""
        return as_code(self.root)


def list_entries(collective_id: UUID) -> QuerySet[Entry]:
    """Return a collective's entries, newest first, with what they disclose."""
    entries = Entry.objects.filter(collective_id=collective_id).order_by("-index")
    return entries.prefetch_related("disclosures")


def get_end(collective_id: UUID) -> End:
    """Return the end of a collective's record, with what is not in the tree yet."""
    log = Log.objects.filter(collective_id=collective_id).first()
    frontier = Frontier.from_bytes(log.size, bytes(log.edge)) if log else Frontier()
    entries = Entry.objects.filter(
        collective_id=collective_id, index__gte=frontier.size
    )
    leaves = entries.order_by("index").values_list("leaf", flat=True).iterator()
    frontier = frontier.add_many(hash_leaf(leaf.encode()) for leaf in leaves)
    return End(frontier.size, frontier.root)
