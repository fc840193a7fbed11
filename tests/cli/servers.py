"""Running the command as people do: as a process of its own, on a folder of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.error import URLError

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 60  # seconds, on a machine that is busy with other tests


def surroundings(data: Path, **more: str) -> dict[str, str]:
    """Return an environment without anything of the tests' own settings."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("FOLKMOOT_")
        and name not in {"DATABASE_URL", "EMAIL_URL", "DJANGO_SETTINGS_MODULE"}
    }
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    return kept | {"PYTHONPATH": path, "FOLKMOOT_DATA": str(data)} | more


def folkmoot(
    *words: str, data: Path, **more: str
) -> "subprocess.CompletedProcess[str]":
    """Run one command to its end."""
    return subprocess.run(  # noqa: S603 -- our own command
        [sys.executable, "-m", "folkmoot", *words],
        env=surroundings(data, **more),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )


def start(*words: str, data: Path, **more: str) -> "subprocess.Popen[str]":
    """Start one command."""
    return subprocess.Popen(  # noqa: S603 -- our own command
        [sys.executable, "-m", "folkmoot", *words],
        env=surroundings(data, **more),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def act(script: str, *, data: Path, **more: str) -> str:
    """Run a few lines of Python on the server's data; return what they print."""
    lines = f"import django\ndjango.setup()\n{script}"
    more["DJANGO_SETTINGS_MODULE"] = "folkmoot.site.settings"
    done = subprocess.run(  # noqa: S603 -- our own lines
        [sys.executable, "-c", lines],
        env=surroundings(data, **more),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def wait_until(is_so: Callable[[], bool], process: Any = None) -> None:
    """Wait while ``process`` runs, if any; fail when it ends before, or patience does."""
    until = time.monotonic() + PATIENCE
    while not is_so():
        if process is not None:
            assert process.poll() is None, process.communicate()[0]
        assert time.monotonic() < until, "it did not come about"
        time.sleep(0.1)


def get(url: str) -> int:
    """Return the status of a page, or 0 when nobody answers."""
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 -- ours
            return answer.status
    except (URLError, OSError):
        return 0


@contextmanager
def serving(
    data: Path,
    *words: str,
    env: Mapping[str, str] | None = None,
    begin: Callable[..., Any] = start,
) -> Iterator[tuple[str, Any]]:
    """Yield the address of a running server and its process; end it afterwards.

    It begins from nothing, or as a fork (``begin=forks.Running``).
    """
    port = free_port()
    process = begin("serve", "--port", str(port), *words, data=data, **(env or {}))
    url = f"http://127.0.0.1:{port}"
    try:
        wait_until(lambda: get(f"{url}/healthz") == 200, process)
        yield url, process
    finally:
        if process.poll() is None:
            process.kill()
        with suppress(subprocess.TimeoutExpired):  # what it started may hold its pipe
            process.communicate(timeout=10)
