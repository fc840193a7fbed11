"""How far something that was said has come: written, in the log, witnessed."""

from dataclasses import dataclass
from uuid import UUID

from folkmoot.record.models import Log, Witness


@dataclass(frozen=True)
class Standing:
    """How far a log has come, to be asked about each of its entries.

    ``cosigned`` holds the size up to which each witness cosigned; 0 for those that
    have not yet.
    """

    log: Log | None
    cosigned: tuple[int, ...]

    def is_in_log(self, index: int) -> bool:
        """Say whether a signed tree holds the entry."""
        return self.log is not None and index < self.log.signed_size

    def witnesses_of(self, index: int) -> int:
        """Return how many witnesses have cosigned a tree with the entry."""
        return sum(index < size for size in self.cosigned)

    @property
    def witnesses(self) -> int:
        """How many are asked."""
        return len(self.cosigned)


def is_stopped(collective_id: UUID) -> bool:
    """Say whether a log is not signed any more, until somebody does something."""
    log = Log.objects.filter(collective_id=collective_id)
    return log.exclude(state=Log.State.OPEN).exists()


def standing_of(collective_id: UUID) -> Standing:
    """Return how far the log of a collective has come."""
    log = Log.objects.filter(collective_id=collective_id).first()
    asked = Witness.objects.filter(collective_id=collective_id)
    sizes = asked.values_list("cosignature__size", flat=True)
    return Standing(log, tuple(size or 0 for size in sizes))
