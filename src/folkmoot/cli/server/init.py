"""``folkmoot init``: everything a new server needs; safe to run again."""

import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from folkmoot.cli.server.starting import (
    make_parser,
    read_config,
    read_options,
    start_django,
)

START_DAYS = 7


def main(argv: Sequence[str]) -> int:
    """Make the folder, the key and the database; print where to begin."""
    parser = make_parser("init", "Make the data folder, the secret key, the database.")
    read_options(parser, argv)
    data = read_config().data
    prepare_folder(data)
    start_django()
    from folkmoot.cli.server.database import migrate
    from folkmoot.cli.server.statics import collect_static

    migrate()
    collect_static()
    print(f"Ready: {data}")
    link = make_start_link()
    if link:
        print(f"Start the first collective here, within {START_DAYS} days:\n{link}")
    return 0


def prepare_folder(data: Path) -> None:
    """Make the data folder and the secret key, for this account alone."""
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    data.chmod(0o700)
    file = data / "secret_key"
    if not file.exists():
        write_private(file, secrets.token_urlsafe(50))


def write_private(file: Path, text: str) -> None:
    """Write a new file that nobody else may read, in one step."""
    half = file.with_name(f".{file.name}.{os.getpid()}")
    handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    half.rename(file)


def make_start_link() -> str:
    """Return the one-time link that starts the first collective, or nothing.

    Links made earlier end: whoever runs the command last holds the only one.
    """
    from django.conf import settings
    from django.db import transaction

    from folkmoot.messaging.operations import end_codes, issue_code
    from folkmoot.people.models import Collective
    from folkmoot.site.config import WhoMayStart
    from folkmoot.web.clock import read_clock

    if settings.CONFIG.who_may_start != WhoMayStart.FIRST:
        return ""
    if Collective.objects.exists():
        return ""
    now = read_clock()
    with transaction.atomic():
        end_codes(purpose="start", now=now)
        minutes = START_DAYS * 24 * 60
        issued = issue_code(purpose="start", now=now, minutes=minutes)
    return f"{settings.CONFIG.public_url}/start/?key={issued.link_token}"
