"""A throw-away PostgreSQL cluster: in a temporary folder, reached by a socket only."""

import locale
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

# As a server keeps what it acknowledged, for measuring.
DURABLE = ("listen_addresses=''", "max_connections=200")
# Nothing here outlives the tests, so nothing needs to survive a power cut.
OPTIONS = (
    *DURABLE,
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
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


class Cluster:
    """A cluster in ``folder``, which ends with `remove`."""

    def __init__(self, binaries: Path, options: Sequence[str] = OPTIONS) -> None:
        self.options = options
        # Under /tmp, because the path of a socket may have 107 characters at most.
        self.folder = Path(tempfile.mkdtemp(prefix="folkmoot-pg-", dir="/tmp"))
        self.data = self.folder / "data"
        self.url = f"postgres://postgres@{quote(str(self.folder), safe='')}/folkmoot"
        self._binaries = binaries
        self._become: tuple[str, ...] = ()
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            self._become = ("runuser", "-u", "postgres", "--")
            shutil.chown(self.folder, "postgres", "postgres")

    def make(self) -> None:
        """Set it up."""
        letters = ("-E", "UTF8", *find_ctype())
        self._act("initdb", "-A", "trust", "--no-sync", "-U", "postgres", *letters)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = " ".join(f"-c {option}" for option in self.options)
        options = f"-k {self.folder} {options}"
        self._act("pg_ctl", "-l", self.folder / "log", "-o", options, "-w", "start")

    def stop(self) -> None:
        """End it at once, as a crash would: what was committed is read again."""
        if (self.data / "postmaster.pid").exists():
            self._act("pg_ctl", "-m", "immediate", "-w", "stop")

    def remove(self) -> None:
        """End it, and leave nothing behind."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _act(self, program: str, *arguments: str | Path) -> None:
        subprocess.run(
            [*self._become, self._binaries / program, "-D", self.data, *arguments],
            check=True,
            cwd="/",
            stdin=subprocess.DEVNULL,
            # Not a pipe: the server would keep it open after pg_ctl has ended.
            stdout=subprocess.DEVNULL,
        )


@contextmanager
def cluster(binaries: Path, options: Sequence[str] = OPTIONS) -> Iterator[Cluster]:
    """Make and start a cluster, and remove it whatever happens."""
    made = Cluster(binaries, options)
    try:
        made.make()
        made.start()
        yield made
    finally:
        made.remove()
