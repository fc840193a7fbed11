"""The clock of a server, and a worker that goes on while it moves."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from threading import Event


def set_clock(file: Path, now: datetime) -> None:
    """Let time stand still at ``now``, for every process that reads ``file``."""
    half = file.with_suffix(".half")
    half.write_text(now.isoformat())
    half.rename(file)


def look() -> None:
    """Let a worker look once. For a process with Django set up."""
    from folkmoot.cli.server.worker import Worker

    assert Worker(Event()).look()


def look_at(times: Iterable[str]) -> None:
    """Let one worker look at each of these times. For a process with Django set up."""
    from django.conf import settings

    from folkmoot.cli.server.worker import Worker

    worker = Worker(Event())
    for now in times:
        set_clock(settings.CONFIG.clock_file, datetime.fromisoformat(now))
        assert worker.look()
