"""What this server has signed, remembered outside the database.

A database that was put back from a copy does not know what was signed after the copy
was made. These files do: each is written, and on disk, before a checkpoint can be seen
by anyone, and `folkmoot restore` leaves them alone.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings

FOLDER = "signed"


@dataclass(frozen=True)
class Signed:
    """The last checkpoint of a log that left this server."""

    origin: str
    size: int
    root: bytes


def recall(collective_id: UUID) -> Signed | None:
    """Return what was signed last; None if this server remembers nothing."""
    try:
        lines = _file(collective_id).read_text(encoding="utf-8").split("\n")
    except FileNotFoundError:
        return None
    origin, size, root, *_rest = lines
    return Signed(origin, int(size), bytes.fromhex(root))


def remember(collective_id: UUID, signed: Signed) -> None:
    """Write it, whole or not at all, and return once it is on disk."""
    file = _file(collective_id)
    file.parent.mkdir(parents=True, exist_ok=True)
    partly = file.with_suffix(f".{os.getpid()}.partly")
    text = f"{signed.origin}\n{signed.size}\n{signed.root.hex()}\n"
    with partly.open("w", encoding="utf-8") as out:
        out.write(text)
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
