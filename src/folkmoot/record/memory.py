"""What this server has signed, remembered outside the database.

A database that was put back from a copy does not know what was signed after the copy
was made. These files do: each is written, and on disk, before a checkpoint can be seen
by anyone, and `folkmoot restore` leaves them alone.
"""

import os
from dataclasses import dataclass
from itertools import batched
from pathlib import Path
from uuid import UUID

from django.conf import settings

FOLDER = "signed"
AGAIN = "/again/"
LINES = 3  # of each name: itself, size, root


@dataclass(frozen=True)
class Signed:
    """The last checkpoint under a log's name that left this server."""

    origin: str
    size: int
    root: bytes


def count_names(origin: str) -> int:
    """Return the how manieth name of its log this is; a new one follows each break."""
    _base, slash, number = origin.rpartition(AGAIN)
    return int(number) if slash else 1


def next_name(collective_id: UUID, origin: str) -> str:
    """Return the name under which a log goes on; none that was ever signed under."""
    known = [one.origin for one in recall_all(collective_id)]
    count = max(map(count_names, [origin, *known]))
    return f"{origin.partition(AGAIN)[0]}{AGAIN}{count + 1}"


def recall(collective_id: UUID) -> Signed | None:
    """Return what was signed last; None if this server remembers nothing."""
    return next(iter(recall_all(collective_id)), None)


def recall_all(collective_id: UUID) -> list[Signed]:
    """Return what was signed last under each name of a log, the latest name first.

    What cannot be read any more counts as gone: two members must answer for it.
    """
    try:
        lines = _file(collective_id).read_text(encoding="utf-8").splitlines()
        blocks = batched(lines, LINES, strict=True)
        return [
            Signed(name, int(size), bytes.fromhex(root)) for name, size, root in blocks
        ]
    except (FileNotFoundError, ValueError):
        return []


def remember(collective_id: UUID, signed: Signed) -> None:
    """Write it, whole or not at all, and return once it is on disk.

    What is known of other names stays: a log that went on under a new name must not
    be signed under its old one again.
    """
    known = recall_all(collective_id)
    others = [one for one in known if one.origin != signed.origin]
    file = _file(collective_id)
    file.parent.mkdir(parents=True, exist_ok=True)
    partly = file.with_suffix(f".{os.getpid()}.partly")
    with partly.open("w", encoding="utf-8") as out:
        for one in (signed, *others):
            out.write(f"{one.origin}\n{one.size}\n{one.root.hex()}\n")
        out.flush()
        os.fsync(out.fileno())
    partly.rename(file)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _file(collective_id: UUID) -> Path:
    folder: Path = settings.CONFIG.data / FOLDER
    return folder / str(collective_id)
