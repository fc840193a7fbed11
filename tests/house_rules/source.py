"""The house's own source, as the rules read it."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "folkmoot"
APPS = sorted(folder.parent for folder in PACKAGE.glob("*/apps.py"))


@cache
def tracked(*patterns: str) -> tuple[Path, ...]:
    """Return the files that belong to the project: known to git, or new to it."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(  # noqa: S603 -- git, with patterns of our own
        [*command, "--", *patterns],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    names = sorted(filter(None, listed.stdout.split("\0")))
    return tuple(ROOT / name for name in names if (ROOT / name).is_file())


def name_of(file: Path) -> str:
    """Return the path of ``file`` inside the project."""
    return file.relative_to(ROOT).as_posix()


@cache
def tree_of(file: Path) -> ast.Module:
    """Return the syntax tree of a Python file."""
    return ast.parse(file.read_text(), str(file))


def parts_of(app: Path, *names: str) -> Iterator[Path]:
    """Yield the modules ``name.py`` of an app, or those of its package ``name/``."""
    for name in names:
        file = app / f"{name}.py"
        if file.exists():
            yield file
        yield from sorted((app / name).rglob("*.py"))


def called_name(call: ast.Call) -> str:
    """Return the last word of what is called: ``append_entry`` of ``a.append_entry()``."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def calls_in(node: ast.AST) -> Iterator[ast.Call]:
    """Yield every call inside ``node``."""
    return (inner for inner in ast.walk(node) if isinstance(inner, ast.Call))


def templates() -> tuple[Path, ...]:
    """Return every template."""
    return tuple(f for f in tracked("src/**/*.html") if "templates" in f.parts)
