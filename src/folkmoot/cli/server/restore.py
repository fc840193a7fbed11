"""``folkmoot restore``: a backup into a folder or database that is empty."""

import io
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from folkmoot.cli.errors import StopError
from folkmoot.cli.server.archive import SECRETS, Kind, Manifest, extract, open_archive
from folkmoot.cli.server.init import prepare_folder
from folkmoot.cli.server.starting import (
    make_parser,
    read_config,
    read_options,
    start_django,
)

NEEDS = {Kind.SQLITE: "sqlite", Kind.POSTGRES: "postgresql"}


def main(argv: Sequence[str]) -> int:
    """Restore, then check every record; 1 when one does not hold."""
    parser = make_parser("restore", "Bring a backup back into an empty folder.")
    parser.add_argument("file", type=Path, metavar="FILE", help="made by backup")
    options = read_options(parser, argv)
    data = read_config().data
    with open_archive(options.file) as (archive, manifest):
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        start_django()
        check_database(manifest)
        fill(archive, manifest.kind)
        for name in SECRETS:
            if not (data / name).exists():
                extract(archive, name, data / name)
    prepare_folder(data)
    return finish(manifest)


def check_database(manifest: Manifest) -> None:
    """Stop when the database is of another kind, in use or too old for the backup.

    Raises
    ------
    StopError
        With what to do about it.
    """
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    from folkmoot.cli.server.database import has_database, is_new

    if NEEDS.get(manifest.kind, connection.vendor) != connection.vendor:
        message = (
            f"This backup is for {NEEDS[manifest.kind]}, the database here is "
            f"{connection.vendor}. Make one that moves: folkmoot backup --portable"
        )
        raise StopError(message)
    if has_database() and not is_new():
        raise StopError(say_used(connection.settings_dict["NAME"]))
    known = {".".join(key) for key in MigrationLoader(None).disk_migrations or {}}
    if set(manifest.migrations) - known:
        message = f"The backup is of a later version: {manifest.version}"
        raise StopError(message)


def say_used(name: object) -> str:
    """Return what to do where the database holds something already."""
    from folkmoot.cli.server.database import find_sqlite

    if find_sqlite() is not None:
        return "There is a database here already. Choose another folder: --data"
    return (
        f"The database {name} is not empty. Make an empty one (createdb) and name it in"
        " DATABASE_URL, or in the settings: database_url"
    )


def fill(archive: tarfile.TarFile, kind: Kind) -> None:
    """Put the database in its place and bring it up to this version."""
    from folkmoot.cli.server.database import find_sqlite, migrate

    place = find_sqlite()
    if kind is Kind.SQLITE and place is not None:
        extract(archive, kind.value, place)
    elif kind is Kind.POSTGRES:
        fill_postgres(archive)
    migrate()
    if kind is Kind.ROWS:
        fill_rows(archive)


def fill_postgres(archive: tarfile.TarFile) -> None:
    """Load what pg_dump wrote.

    Raises
    ------
    StopError
        If PostgreSQL's program is not there or fails.
    """
    from folkmoot.cli.server import postgres

    if not postgres.has_program("pg_restore"):
        message = "PostgreSQL's program pg_restore is needed. Install it, run again."
        raise StopError(message)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / Kind.POSTGRES.value
        extract(archive, Kind.POSTGRES.value, file)
        problem = postgres.load(file)
    if problem:
        message = f"pg_restore could not do it: {problem}"
        raise StopError(message)


def fill_rows(archive: tarfile.TarFile) -> None:
    """Write the rows of a portable backup."""
    from folkmoot.cli.server.rows import read_rows

    stream = archive.extractfile(Kind.ROWS.value)
    if stream is not None:
        read_rows(io.TextIOWrapper(stream, encoding="utf-8"))


def finish(manifest: Manifest) -> int:
    """Check that every record holds; say what was found."""
    from folkmoot.record.models import Head
    from folkmoot.record.queries import find_fault

    heads = Head.objects.order_by("collective_id")
    made_at = datetime.fromisoformat(manifest.made_at)
    print(f"Restored: the state of {_say_instant(made_at)}")
    print(_say_what_is_here())
    faults = 0
    for collective_id in heads.values_list("collective_id", flat=True):
        fault = find_fault(collective_id)
        if fault is not None:
            faults += 1
            place = f"{collective_id}, entry {fault.index}"
            print(f"A record does not hold: {place}: {fault.reason}", file=sys.stderr)
    print(f"{heads.count() - faults} of {heads.count()} records hold")
    _erase_again()
    return int(faults > 0)


def _say_what_is_here() -> str:
    """Return what somebody who knows the server can hold against what they know."""
    from folkmoot.people.models import Collective, Membership
    from folkmoot.record.models import Entry

    members = Membership.objects.filter(
        standing=Membership.Standing.MEMBER, ended_at=None
    )
    newest = Entry.objects.order_by("at").last()
    return (
        f"Collectives: {Collective.objects.count()}, members: {members.count()}, "
        f"last entry in a record: {_say_instant(newest.at) if newest else 'none'}"
    )


def _say_instant(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S} UTC"


def _erase_again() -> None:
    """Erase whoever had erased themselves since, as far as this folder remembers."""
    from folkmoot.home.operations import erase_again
    from folkmoot.web.clock import read_clock

    count = erase_again(now=read_clock())
    if count:
        print(f"Erased themselves since, and erased again: {count}")
