"""Copying a PostgreSQL database with PostgreSQL's own programs."""

import os
import shutil
import subprocess
from pathlib import Path

from django.db import connection


def has_program(name: str) -> bool:
    """Return whether PostgreSQL's program is installed."""
    return shutil.which(name) is not None


def dump(target: Path) -> str:
    """Write the database into ``target``; return what went wrong, if anything."""
    options = ["--format=custom", "--no-owner", "--no-privileges", f"--file={target}"]
    return _run(["pg_dump", *options, _name()])


def load(source: Path) -> str:
    """Fill the empty database from ``source``; return what went wrong, if anything."""
    options = ["--no-owner", "--no-privileges", "--exit-on-error"]
    whole = ["--single-transaction", f"--dbname={_name()}", str(source)]
    return _run(["pg_restore", *options, *whole])


def _run(command: list[str]) -> str:
    environment = os.environ | _surroundings()
    done = subprocess.run(  # noqa: S603 -- our own words, no shell
        command, env=environment, capture_output=True, text=True, check=False
    )
    return done.stderr.strip() or "no reason given" if done.returncode else ""


def _name() -> str:
    return str(connection.get_connection_params()["dbname"])


def _surroundings() -> dict[str, str]:
    """Return how the programs reach the database, password included, off `ps`."""
    values = connection.get_connection_params()
    names = {
        "PGHOST": "host",
        "PGPORT": "port",
        "PGUSER": "user",
        "PGPASSWORD": "password",
        "PGSSLMODE": "sslmode",
    }
    return {name: str(values[key]) for name, key in names.items() if values.get(key)}
