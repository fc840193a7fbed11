"""Those who write wait in a queue, and the next one goes on when a turn ends.

SQLite lets one write at a time; whoever finds another writing sleeps and tries again,
up to a tenth of a second later, and may find the next one there. When many press a
button in the same seconds, some wait for seconds although each writes for a few
milliseconds.
"""

from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base

from folkmoot.web.sqlite.turns import Turn


class Cursor(base.SQLiteCursorWrapper):
    """Writes each question in SQLite's way once, however often it is asked."""

    def convert_query(self, query: str, *, param_names: list[str] | None = None) -> str:
        """Return ``query`` with SQLite's marks where values will stand."""
        if param_names is not None:
            return str(super().convert_query(query, param_names=param_names))
        return _with_marks(query)


@lru_cache(maxsize=1000)
def _with_marks(query: str) -> str:
    return str(base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%"))


class DatabaseWrapper(base.DatabaseWrapper):
    """One connection; it has its turn from the beginning of a transaction to its end."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.turn = Turn(None)

    def connect(self) -> None:
        """Connect; from now on it is known which file is written."""
        super().connect()
        name = self.settings_dict["NAME"]
        is_shared = not self.is_in_memory_db()
        self.turn = Turn(Path(name) if is_shared else None)

    def create_cursor(self, name: str | None = None) -> Any:
        """Return a cursor."""
        return self.connection.cursor(factory=Cursor)

    def _start_transaction_under_autocommit(self) -> None:
        self.turn.take()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc] # untyped
        except BaseException:
            self.turn.end()
            raise

    def commit(self) -> None:
        """Commit; whoever waits is next."""
        super().commit()
        self.turn.end()

    def rollback(self) -> None:
        """Take back; whoever waits is next."""
        try:
            super().rollback()
        finally:
            self.turn.end()

    def close(self) -> None:
        """Close; whoever waits is next."""
        try:
            super().close()
        finally:
            self.turn.close()

    def __del__(self) -> None:
        self.turn.close()  # its thread ended in the middle
