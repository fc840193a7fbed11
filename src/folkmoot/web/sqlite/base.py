"""Writers of one process wait in a queue, and each is woken when its turn comes.

SQLite lets one write at a time; whoever finds another writing sleeps and tries again,
up to a tenth of a second later, and may find the next one there. When many press a
button in the same seconds, some wait for seconds although each writes for a few
milliseconds. Writers of other processes still wait as SQLite has them wait.
"""

from threading import Lock
from typing import Any

from django.db.backends.sqlite3 import base

PATIENCE = 20.0  # seconds; then as without a queue
_turn = Lock()


class DatabaseWrapper(base.DatabaseWrapper):
    """One connection; it has its turn from the beginning of a transaction to its end."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_turn = False

    def _start_transaction_under_autocommit(self) -> None:
        self.has_turn = _turn.acquire(timeout=PATIENCE)
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc] # untyped
        except BaseException:
            self._end_turn()
            raise

    def commit(self) -> None:
        """Commit; whoever waits is next."""
        super().commit()
        self._end_turn()

    def rollback(self) -> None:
        """Take back; whoever waits is next."""
        try:
            super().rollback()
        finally:
            self._end_turn()

    def close(self) -> None:
        """Close; whoever waits is next."""
        try:
            super().close()
        finally:
            self._end_turn()

    def __del__(self) -> None:
        self._end_turn()  # its thread ended in the middle

    def _end_turn(self) -> None:
        if self.has_turn:
            self.has_turn = False
            _turn.release()
