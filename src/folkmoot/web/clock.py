"""The only place that reads a clock.

The database's clock decides, so that several servers with skewed clocks agree; on
SQLite that is the process clock. Tests and the demo may move time with a file
that holds either an ISO instant (time stands still there) or a shift such as
``+172800`` in seconds.
"""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection


def read_clock() -> datetime:
    """Return the present instant in UTC."""
    file = settings.CONFIG.clock_file
    if file is not None and file.exists():
        text = file.read_text().strip()
        if text.startswith(("+", "-")):
            return _database_now() + timedelta(seconds=float(text))
        if text:
            return datetime.fromisoformat(text).astimezone(UTC)
    return _database_now()


def _database_now() -> datetime:
    if connection.vendor != "postgresql":
        return datetime.now(UTC)
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (instant,) = cursor.fetchone()
    return instant.astimezone(UTC)  # type: ignore[no-any-return]
