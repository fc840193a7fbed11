"""A throw-away PostgreSQL cluster: in a temporary folder, reached by a socket only."""

import locale
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

# Nothing here outlives the tests, so nothing needs to survive a power cut.
OPTIONS = (
    "listen_addresses=''",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=200",
)


def find_binaries() -> Path | None:
    """Return the folder of the newest initdb: Debian's, or the one on the path."""
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda initdb: int(initdb.parent.parent.name),
    )
    if debian:
        return debian[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


def find_ctype() -> tuple[str, ...]:
    """Return the option that lets PostgreSQL know the letters of every script."""
    before = locale.setlocale(locale.LC_CTYPE)
    for name in ("C.UTF-8", "en_US.UTF-8"):
        try:
            locale.setlocale(locale.LC_CTYPE, name)
        except locale.Error:
            continue
        locale.setlocale(locale.LC_CTYPE, before)
        return ("--lc-ctype", name)
    return ()


@contextmanager
def cluster(binaries: Path) -> Iterator[str]:
    """Start a cluster, yield its DATABASE_URL, stop it whatever happens."""
    # Under /tmp, because the path of a socket may have 107 characters at most.
    folder = Path(tempfile.mkdtemp(prefix="folkmoot-pg-", dir="/tmp"))
    become: tuple[str, ...] = ()
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        become = ("runuser", "-u", "postgres", "--")
        shutil.chown(folder, "postgres", "postgres")
    data, log = folder / "data", folder / "log"

    def act(program: str, *arguments: str | Path) -> None:
        command = [*become, binaries / program, "-D", data, *arguments]
        subprocess.run(
            command,
            check=True,
            cwd="/",
            stdin=subprocess.DEVNULL,
            # Not a pipe: the server would keep it open after pg_ctl has ended.
            stdout=subprocess.DEVNULL,
        )

    try:
        letters = ("-E", "UTF8", *find_ctype())
        act("initdb", "-A", "trust", "--no-sync", "-U", "postgres", *letters)
        options = " ".join(f"-c {option}" for option in OPTIONS)
        act("pg_ctl", "-l", log, "-o", f"-k {folder} {options}", "-w", "start")
        yield f"postgres://postgres@{quote(str(folder), safe='')}/folkmoot"
    finally:
        if (data / "postmaster.pid").exists():
            act("pg_ctl", "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)
