"""``folkmoot backup``: everything in one file, while the server runs."""

import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import folkmoot
from folkmoot.cli.errors import StopError
from folkmoot.cli.progress import Progress
from folkmoot.cli.server.archive import SECRETS, Kind, Manifest, write_archive
from folkmoot.cli.server.starting import (
    make_parser,
    read_config,
    read_options,
    require_init,
    start_django,
)

if TYPE_CHECKING:
    from folkmoot.site.config import Config

PAGES = 1000  # copied at a time, so that writers of a live database get their turn


def main(argv: Sequence[str]) -> int:
    """Write the backup."""
    parser = make_parser("backup", "Write the database into one private file.")
    parser.add_argument("file", type=Path, metavar="FILE", help="a new .tar.gz file")
    parser.add_argument(
        "--with-secret",
        action="store_true",
        help="put the secret key and the settings file in; keep the backup as safe",
    )
    parser.add_argument(
        "--portable",
        action="store_true",
        help="in a form that moves between SQLite and PostgreSQL",
    )
    options = read_options(parser, argv)
    require_init()
    if options.file.exists():
        message = f"{options.file} exists already. Choose another name."
        raise StopError(message)
    start_django()
    secrets = find_secrets(read_config()) if options.with_secret else []
    with tempfile.TemporaryDirectory(dir=options.file.absolute().parent) as folder:
        kind = copy_database(Path(folder), is_portable=options.portable)
        write_archive(
            options.file.absolute(),
            describe(kind),
            Path(folder) / kind.value,
            secrets,
        )
    print(f"Written: {options.file}")
    return 0


def describe(kind: Kind) -> Manifest:
    """Return what the backup says of itself."""
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    from folkmoot.web.clock import read_clock

    applied = MigrationRecorder(connection).applied_migrations()
    return Manifest(
        kind=kind,
        version=folkmoot.__version__,
        made_at=read_clock().isoformat(),
        migrations=sorted(".".join(key) for key in applied),
    )


def find_secrets(config: "Config") -> list[Path]:
    """Return the files that are left out unless asked for."""
    return [file for name in SECRETS if (file := config.data / name).exists()]


def copy_database(folder: Path, *, is_portable: bool) -> Kind:
    """Write the database as of one instant into ``folder``; return in which form."""
    from folkmoot.cli.server import postgres
    from folkmoot.cli.server.database import find_sqlite

    if is_portable:
        return copy_rows(folder)
    source = find_sqlite()
    if source is not None:
        copy_sqlite(source, folder / Kind.SQLITE.value)
        return Kind.SQLITE
    if not postgres.has_program("pg_dump"):
        return copy_rows(folder)
    problem = postgres.dump(folder / Kind.POSTGRES.value)
    if problem:
        print(f"pg_dump could not do it, so the rows are written: {problem}")
        return copy_rows(folder)
    return Kind.POSTGRES


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy a database that others may be writing to."""
    progress = Progress("Copying the database")

    def show(_status: int, remaining: int, total: int) -> None:
        progress.show(total - remaining, total)

    with (
        closing(sqlite3.connect(source)) as database,
        closing(sqlite3.connect(target)) as copy,
    ):
        database.backup(copy, pages=PAGES, progress=show)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it


def copy_rows(folder: Path) -> Kind:
    """Write each row as a line, of a database whose columns this version knows."""
    from folkmoot.cli.server.database import require_this_version
    from folkmoot.cli.server.rows import count_rows, write_rows

    require_this_version()
    progress, total = Progress("Writing the rows"), count_rows()
    with (folder / Kind.ROWS.value).open("w", encoding="utf-8") as out:
        for number, line in enumerate(write_rows(), start=1):
            out.write(line + "\n")
            progress.show(min(number, total), total)
    return Kind.ROWS
