"""What ``folkmoot doctor`` looks at; each check answers in plain words."""

import platform
import shutil
import sqlite3
import stat
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from urllib.parse import urlsplit

from folkmoot.cli.errors import in_one_line
from folkmoot.cli.server.database import (
    OTHER_TABLES,
    has_database,
    is_new,
    lacks_columns,
    list_pending,
    measure_skew,
)
from folkmoot.cli.server.findings import Finding, Level
from folkmoot.cli.server.mirror_checks import check_mirrors
from folkmoot.cli.server.serve import MOST_SKEW
from folkmoot.cli.server.statics import are_collected
from folkmoot.site.config import Config, list_misnamed

OLDEST_PYTHON = (3, 12)
LOW_SPACE, NO_SPACE = 0.10, 0.05
SILENT = timedelta(minutes=2)
NO_SENDER = Config.model_fields["mail_from"].default
LOCAL = {"localhost", "127.0.0.1", "::1"}


def check_python(config: Config) -> Finding:
    """Look at the version of Python."""
    level = Level.OK if sys.version_info >= OLDEST_PYTHON else Level.WRONG
    return Finding(level, f"Python {platform.python_version()}")


def check_database(config: Config) -> Finding:
    """Reach the database and name its version."""
    from django.db import DatabaseError, connection

    if not has_database():
        return Finding(Level.WRONG, "There is no database yet. Run: folkmoot init")
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        text = f"The database cannot be reached: {in_one_line(error)}"
        return Finding(Level.WRONG, text)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            (version,) = cursor.fetchone()
        return Finding(Level.OK, f"PostgreSQL {version} answers")
    return Finding(Level.OK, f"SQLite {sqlite3.sqlite_version} answers")


def check_migrations(config: Config) -> Finding:
    """Compare the database with this version."""
    if not list_pending():
        if lacks_columns():
            return Finding(Level.WRONG, OTHER_TABLES)
        return Finding(Level.OK, "The database is of this version")
    if is_new():
        return Finding(Level.WRONG, "The database is empty. Run: folkmoot init")
    text = (
        "The database is of an earlier version: make a backup, then run "
        "folkmoot serve --migrate"
    )
    return Finding(Level.WRONG, text)


def check_secret_key(config: Config) -> Finding:
    """Look whether the key is there, and for nobody else to read."""
    if config.secret_key:
        return Finding(Level.OK, "The secret key comes from the settings")
    file = config.data / "secret_key"
    if not file.exists():
        return Finding(Level.WRONG, "There is no secret key. Run: folkmoot init")
    if file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        text = f"Others can read the secret key. Run: chmod 600 {file}"
        return Finding(Level.WRONG, text)
    return Finding(Level.OK, "The secret key is there, and private")


def check_address(config: Config) -> Finding:
    """Look whether people's way to the server is protected."""
    parts = urlsplit(config.public_url)
    if parts.scheme == "https":
        return Finding(Level.OK, f"People come by {config.public_url}")
    if parts.hostname in LOCAL:
        text = f"{config.public_url} works on this machine only: FOLKMOOT_PUBLIC_URL"
        return Finding(Level.NOTE, text)
    text = f"{config.public_url} is not protected: put HTTPS in front of the server"
    return Finding(Level.WRONG, text)


def check_debug(config: Config) -> Finding:
    """Look whether errors would show secrets."""
    if config.debug:
        text = "FOLKMOOT_DEBUG is on: errors show secrets to everyone"
        return Finding(Level.WRONG, text)
    return Finding(Level.OK, "Errors show nothing to visitors")


def check_mail(config: Config) -> Finding:
    """Look whether the setting says how mail leaves."""
    from folkmoot.messaging.transport import (
        EmailUrlError,
        SmtpTransport,
        open_transport,
    )

    try:
        transport = open_transport(config.email_url)
    except EmailUrlError as error:
        return Finding(Level.WRONG, str(error))
    if transport is None:
        text = "Mail is not set up: people are asked on the page only (EMAIL_URL)"
        return Finding(Level.NOTE, text)
    if isinstance(transport, SmtpTransport) and config.mail_from == NO_SENDER:
        text = f"Mail is sent as {NO_SENDER}, which few take: set FOLKMOOT_MAIL_FROM"
        return Finding(Level.NOTE, text)
    return Finding(Level.OK, "Mail is set up; --mail ADDRESS sends a test")


def check_clock(config: Config) -> Finding:
    """Compare this machine's clock with the database's, which decides."""
    try:
        skew = measure_skew()
    except Exception as error:  # noqa: BLE001 -- whatever it is, the doctor goes on
        return Finding(Level.WRONG, f"The clock could not be compared: {error}")
    if abs(skew) > MOST_SKEW:
        text = f"This machine's clock is {skew:+.0f} s off the database's"
        return Finding(Level.WRONG, text)
    return Finding(Level.OK, "The clocks agree")


def check_space(config: Config) -> Finding:
    """Look how much of the disk is free."""
    if not config.data.exists():
        return Finding(Level.WRONG, f"{config.data} is not there. Run: folkmoot init")
    usage = shutil.disk_usage(config.data)
    share = usage.free / usage.total
    text = f"{share:.0%} of the disk is free"
    if share < NO_SPACE:
        return Finding(Level.WRONG, f"Only {text}")
    return Finding(Level.NOTE if share < LOW_SPACE else Level.OK, text)


def check_worker(config: Config) -> Finding:
    """Look when a worker gave a sign of life."""
    from folkmoot.messaging.queries import get_last_beat
    from folkmoot.web.clock import read_clock

    last = get_last_beat()
    silent = None if last is None else read_clock() - last
    if silent is not None and silent < SILENT:
        seconds = max(int(silent.total_seconds()), 0)
        return Finding(Level.OK, f"A worker was at work {seconds} s ago")
    text = "No worker is running: mail waits until folkmoot serve or worker runs"
    return Finding(Level.NOTE, text)


def check_records(config: Config) -> Finding:
    """Look whether every record is signed, and whether others vouch for it."""
    from folkmoot.people.models import Collective
    from folkmoot.record.models import Log

    stopped = Log.objects.exclude(state=Log.State.OPEN).values("pk")
    collectives = Collective.objects.filter(pk__in=stopped).order_by("slug")
    slugs = ", ".join(collectives.values_list("slug", flat=True))
    if slugs:
        text = (
            f"The record is not signed any more: {slugs}. "
            "On its page two members say what to do"
        )
        return Finding(Level.WRONG, text)
    if not config.witnesses:
        text = "Only this server vouches for its records: FOLKMOOT_WITNESSES"
        return Finding(Level.NOTE, text)
    return Finding(Level.OK, "All records are signed, with witnesses elsewhere")


def check_static(config: Config) -> Finding:
    """Look whether browsers would get the files of this version."""
    if are_collected():
        return Finding(Level.OK, "The pages' files are those of this version")
    return Finding(Level.NOTE, "The pages' files are gathered when the server starts")


Check = Callable[[Config], Finding]
CHECKS: tuple[Check, ...] = (
    check_python,
    check_secret_key,
    check_address,
    check_debug,
    check_mail,
    check_space,
    check_static,
)
# Each needs the ones before it; those below need all of these.
DATABASE: tuple[Check, ...] = (check_database, check_migrations)
IN_DATABASE: tuple[Check, ...] = (check_clock, check_worker, check_records)


def check_names() -> Iterator[Finding]:
    """Look for variables that were meant as settings and count for nothing."""
    for name, meant in list_misnamed():
        yield Finding(Level.NOTE, f"{name} is no setting: is {meant} meant?")


def examine(config: Config) -> Iterator[Finding]:
    """Yield what each check finds; without a database nothing is looked for in it."""
    yield from (check(config) for check in CHECKS)
    yield from check_names()
    for check in DATABASE:
        finding = check(config)
        yield finding
        if finding.level is Level.WRONG:
            return
    yield from (check(config) for check in IN_DATABASE)
    yield from check_mirrors(config)
