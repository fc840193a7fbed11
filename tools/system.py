"""Programs of the system that the tests use: found, installed, or named as missing."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from postgres import find_binaries

SHELL = "chromium-headless-shell"
BROWSERS = (SHELL, "chromium", "chromium-browser", "google-chrome")
GO_LOGS = Path("/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog")
type Find = Callable[[], object]
# Debian's package, how to see that it is there, and what is skipped without it.
NEEDED: dict[str, tuple[Find, str]] = {
    "postgresql": (find_binaries, "tests on PostgreSQL"),
    SHELL: (lambda: any(map(shutil.which, BROWSERS)), "browser tests"),
    "gettext": (lambda: shutil.which("xgettext"), "tests of the message catalogues"),
    "poppler-utils": (lambda: shutil.which("pdftoppm"), "tests that look at PDFs"),
    "zbar-tools": (lambda: shutil.which("zbarimg"), "tests that read QR codes"),
    "golang-go": (lambda: shutil.which("go"), "Go's checks of the record"),
    "golang-golang-x-mod-dev": (GO_LOGS.exists, "Go's checks of the record"),
    "nodejs": (lambda: shutil.which("node"), "Node's checks of signatures"),
    "openssl": (lambda: shutil.which("openssl"), "openssl's check of a signature"),
}


def missing() -> list[str]:
    """Return the packages of `NEEDED` that are not there."""
    return [package for package, (is_there, _) in NEEDED.items() if not is_there()]


def provide(say: Callable[[str], None]) -> None:
    """Install what is missing where that is allowed; say what stays missing."""
    packages = missing()
    if packages and (become := _apt()) is not None:
        say(f"installing {', '.join(packages)}")
        _install(become, packages)
        packages = missing()
    if packages:
        skipped = "; ".join(NEEDED[package][1] for package in packages)
        say(f"missing: {', '.join(packages)}. Skipped: {skipped}")


def _apt() -> list[str] | None:
    """Return how to become root for apt-get; None where that is not possible."""
    if not Path("/etc/debian_version").exists() or not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and _works(["sudo", "-n", "true"]):
        return ["sudo", "-n"]
    return None


def _install(become: list[str], packages: list[str]) -> None:
    quiet = [*become, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    install = [*quiet, "install", "-y", "--no-install-recommends", *packages]
    if not _works(install):  # the lists of packages may be old, or not there yet
        _works([*quiet, "update"])
        _works(install)


def _works(command: list[str]) -> bool:
    done = subprocess.run(
        command, check=False, stdin=subprocess.DEVNULL, capture_output=True
    )
    return done.returncode == 0
