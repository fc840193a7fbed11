"""The folder of the demo: made by it, held by one process, emptied on request only."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from folkmoot.cli.errors import StopError

MARK = "folkmoot-demo"  # a folder with this file in it was made by the demo


def check_folder(data: Path) -> None:
    """Refuse a folder in which something of others is.

    Raises
    ------
    StopError
        If it is a file, or holds anything but an earlier demo.
    """
    if data.exists() and not data.is_dir():
        message = f"{data} is a file. Choose a folder: --data FOLDER"
        raise StopError(message)
    if not data.exists() or (data / MARK).is_file():
        return
    if any(data.iterdir()):
        message = (
            f"{data} holds something that the demo did not make. "
            "Choose an empty folder: --data FOLDER"
        )
        raise StopError(message)


@contextmanager
def holding(data: Path, *, is_fresh: bool) -> Iterator[None]:
    """Hold the folder while the demo runs; ``is_fresh`` empties it first.

    Raises
    ------
    StopError
        If another demo runs on it.
    """
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (data / MARK).open("a") as mark:
        try:
            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            message = f"A demo runs on {data} already. Stop it, or use --data FOLDER"
            raise StopError(message) from None
        if is_fresh:
            empty(data)
        yield


def empty(data: Path) -> None:
    """Remove everything but the mark."""
    for item in data.iterdir():
        if item.name == MARK:
            continue
        if item.is_dir() and not item.is_symlink():
            shutil.rmtree(item)
        else:
            item.unlink()


def choose_settings(data: Path, port: int) -> None:
    """Set the settings of this process; those of a real server do not count here."""
    kept = {"FOLKMOOT_CLOCK_FILE", "FOLKMOOT_VENV"}
    for name in list(os.environ):
        is_setting = name.startswith("FOLKMOOT_") or name in {
            "DATABASE_URL",
            "EMAIL_URL",
            "DJANGO_SETTINGS_MODULE",
        }
        if is_setting and name not in kept:
            del os.environ[name]
    os.environ |= {
        "FOLKMOOT_DEMO": "1",
        "FOLKMOOT_DATA": str(data),
        "FOLKMOOT_PUBLIC_URL": f"http://localhost:{port}",
        "FOLKMOOT_WHO_MAY_START": "anyone",
        "EMAIL_URL": f"file://{data / 'mail'}",
    }
