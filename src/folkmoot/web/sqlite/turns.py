"""Whose turn it is to write to an SQLite file: one thread of one process at a time."""

import fcntl
import os
import time
from contextlib import suppress
from pathlib import Path
from threading import Lock

PATIENCE = 20.0  # seconds; then as without a queue
AGAIN = 0.0005  # seconds between two looks at what another process holds
_threads = (
    Lock()
)  # those of this process: of them one at most waits for another process


class Turn:
    """The right to write, as one connection has it.

    Among threads it is a lock, and whoever waits is woken; among processes it is a lock
    on a file beside the database, which ends with the process that holds it.

    Parameters
    ----------
    database : Path or None
        None where no other process can write.
    """

    def __init__(self, database: Path | None) -> None:
        self.path = database and database.with_name(f"{database.name}-turn")
        self.file: int | None = None
        self.is_ours = False

    def take(self) -> None:
        """Wait for it, as long as `PATIENCE`."""
        began = time.monotonic()
        self.is_ours = _threads.acquire(timeout=PATIENCE)
        if not self.is_ours or self.path is None:
            return
        if self.file is None:
            with suppress(OSError):  # where nothing can be written nobody waits
                flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
                self.file = os.open(self.path, flags, 0o600)
        while self.file is not None and time.monotonic() < began + PATIENCE:
            with suppress(BlockingIOError):
                fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            time.sleep(AGAIN)

    def end(self) -> None:
        """Let the next one have it."""
        if not self.is_ours:
            return
        self.is_ours = False
        if self.file is not None:
            fcntl.flock(self.file, fcntl.LOCK_UN)
        _threads.release()

    def close(self) -> None:
        """End it, and let go of the file."""
        self.end()
        if self.file is not None:
            os.close(self.file)
            self.file = None
