"""Make ``requirements/*.txt`` anew from pyproject.toml: ``python tools/lock.py [--upgrade]``.

Every version is pinned with its hashes, for all platforms, and no host is named.
Releases of the last week are left out: bad ones are usually found by then.
"""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMPILE = (
    "uv pip compile --quiet --universal --python-version 3.12 --generate-hashes"
    " --no-emit-index-url --no-emit-find-links --no-header"
)
COOLDOWN = timedelta(days=7)


def compile_one(name: str, *sources: str, upgrade: bool) -> None:
    """Write one file; without ``upgrade`` its present versions stay where they fit."""
    newest = datetime.now(UTC) - COOLDOWN
    options = ["--upgrade", "--exclude-newer", f"{newest:%Y-%m-%d}"] if upgrade else []
    file = f"requirements/{name}.txt"
    command = [*COMPILE.split(), *options, *sources, "--output-file", file]
    subprocess.run(command, check=True, cwd=ROOT)


if __name__ == "__main__":
    wish = "--upgrade" in sys.argv
    compile_one("run", "pyproject.toml", upgrade=wish)
    # One pin per package: what runs on servers is what the tests ran with.
    constrained = ("--group", "dev", "--constraint", "requirements/run.txt")
    compile_one("dev", "pyproject.toml", *constrained, upgrade=wish)
    # For benchmarks beside other programs, in an environment of their own.
    beside = ("--group", "bench", "--constraint", "requirements/run.txt")
    compile_one("bench", "pyproject.toml", *beside, upgrade=wish)
