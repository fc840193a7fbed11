"""Everything that must hold: ``./run check``. One line per step, and all tests.

The types take longest and only read: they are looked at beside the tests, which come
first and often wait.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import test

ROOT = Path(__file__).resolve().parent.parent
type Step = tuple[str, list[str]]
TOGETHER = 2
MYPY = ["nice", "-n", "5", "mypy"]
BESIDE: tuple[Step, ...] = (
    ("types", [*MYPY, "src", "tools"]),
    ("types of tests", [*MYPY, "--config-file", "tests/mypy.ini", "tests"]),
)


def steps() -> Iterator[Step]:
    """Yield each step's name and command."""
    yield "format", ["ruff", "format", "--check", "."]
    yield "lint", ["ruff", "check", "."]
    yield "import contracts", ["lint-imports"]
    templates = [str(file) for file in (ROOT / "src").rglob("templates/**/*.html")]
    if templates:
        # .djlintrc leaves out H043: a button without a type sends its form, as meant.
        yield "templates", ["djlint", "--lint", "--quiet", *templates]
    yield "settings", ["python", "-m", "django", "check", "--fail-level", "WARNING"]
    yield (
        "migrations",
        ["python", "-m", "django", "makemigrations", "--check", "--dry-run"],
    )
    yield "spelling", ["codespell"]
    yield "dependencies", ["deptry", "src"]
    if (ROOT / "docs/conf.py").exists():
        sphinx = ["sphinx-build", "-q", "-n", "-W", "--keep-going"]
        yield "docs", [*sphinx, "-b", "html", "docs", "docs/_build/html"]
        yield "examples in docs", [*sphinx, "-b", "doctest", "docs", "docs/_build/test"]


def run(step: Step) -> bool:
    """Run one step, print its line (and what it said, if it failed)."""
    name, command = step
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="folkmoot-check-") as folder:
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "folkmoot.site.settings",
            "FOLKMOOT_DATA": folder,
            "FOLKMOOT_TEST": "1",
        }
        done = subprocess.run(
            command,
            check=False,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
    is_good = done.returncode == 0
    seconds = time.monotonic() - began
    line = f"{'ok    ' if is_good else 'FAILED'} {seconds:5.1f} s  {name}"
    print(line if is_good else f"{line}\n{done.stdout}", flush=True)
    return is_good


def main() -> int:
    """Run the steps, then the tests; return 1 if anything failed."""
    todo = list(steps())
    with ThreadPoolExecutor(TOGETHER) as pool:
        results = list(pool.map(run, todo))
    beside = ThreadPoolExecutor(1)
    try:
        types = beside.map(run, BESIDE)
        status = test.main([])
        results += types
    finally:
        beside.shutdown(cancel_futures=True)
    done = zip((*todo, *BESIDE), results, strict=True)
    failed = [name for (name, _command), good in done if not good]
    if failed:
        print(f"check: failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else status


if __name__ == "__main__":
    sys.exit(main())
