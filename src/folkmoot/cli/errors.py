"""How a command says that it cannot go on."""

import os
import sys


class StopError(Exception):
    """A command cannot go on; the message says why and what to do."""


def explain(error: Exception) -> str:
    """Return in one line what files or database said; nothing where the fault is ours.

    Commands on files run without a database, so its modules are only looked for.
    """
    if isinstance(error, OSError):
        return f"{error.filename}: {error.strerror}" if error.filename else str(error)
    for name in ("django.db", "sqlite3"):
        database = sys.modules.get(name)
        if database and isinstance(error, database.DatabaseError):
            return f"The database says: {in_one_line(error)} (see folkmoot doctor)"
    return ""


def in_one_line(error: Exception) -> str:
    """Return the message of ``error``, whose lines become one."""
    return " ".join(str(error).split()).rstrip(".")


def stop_writing() -> None:
    """Write to nobody, as the reader left (`| head`): that is no traceback's matter."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
