"""Records with a log, grown with entries that say little."""

from datetime import datetime
from uuid import UUID

from tests.again import once
from tests.cast import NOW, collective

from folkmoot.engines.tlog import VerifierKey
from folkmoot.record.models import Key, Log
from folkmoot.record.operations import append_entry
from folkmoot.record.tending import Tending


def add(collective_id: UUID, count: int = 1) -> None:
    """Append entries."""
    for number in range(count):
        append_entry(
            collective_id=collective_id,
            kind="test.said",
            details={"number": number, "text": "ñandú"},
            now=NOW,
        )


@once
def tended(count: int = 0, name: str = "Elm Street", now: datetime = NOW) -> Log:
    """Return the log of a new collective, signed."""
    made = collective(name)
    add(made.id, count)
    Tending().look(now)
    return Log.objects.get(collective_id=made.id)


def log_of(collective_id: UUID) -> Log:
    return Log.objects.get(collective_id=collective_id)


def keys_of(log: Log) -> list[VerifierKey]:
    """Return the public keys of a log, also those it had before."""
    keys = Key.objects.filter(collective_id=log.collective_id, use="log")
    return [VerifierKey.parse(key.public) for key in keys]
