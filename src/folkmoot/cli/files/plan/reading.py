"""Opens a folder of planning tables, a packed one, or an example."""

import io
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile, is_zipfile

import folkmoot
from folkmoot.engines.provision import ProvisionError, Situation, read_situation
from folkmoot.engines.provision.formats import FILES

# The room itself is not imported: its package would bring Django along.
LIBRARY = Path(folkmoot.__file__).parent / "planning" / "library"


def examples() -> list[str]:
    """Return the names of the examples."""
    return sorted(about.parent.name for about in LIBRARY.glob("*/about.md"))


def read_source(source: str, n_periods: int | None) -> Situation:
    """Return the situation that tables describe.

    Raises
    ------
    ProvisionError
        If there are no such tables, or a line of them is refused.
    """
    path = Path(source)
    if not path.exists() and source in examples():
        path = LIBRARY / source
    with ExitStack() as stack:
        if path.is_dir():
            names = [name for name in FILES if (path / name).is_file()]
            opened = {
                name: stack.enter_context(open_text(path / name)) for name in names
            }
        elif path.is_file() and is_zipfile(path):
            opened = _open_packed(path, stack)
        else:
            message = f"{source} is no folder of tables, no .zip of one and no example"
            raise ProvisionError(message)
        if not opened:
            message = f"{source} holds none of {', '.join(FILES)}"
            raise ProvisionError(message)
        tables = {name: _lines(name, file) for name, file in opened.items()}
        return read_situation(tables, n_periods)


def open_text(path: Path) -> IO[str]:
    """Open a table; what is no UTF-8 is found while it is read."""
    return path.open(encoding="utf-8-sig", newline="")


def _open_packed(path: Path, stack: ExitStack) -> dict[str, IO[str]]:
    try:
        packed = stack.enter_context(ZipFile(path))
    except BadZipFile as error:
        raise ProvisionError(str(error)) from error
    inside = {Path(name).name: name for name in packed.namelist()}
    return {
        name: io.TextIOWrapper(
            stack.enter_context(packed.open(inside[name])), "utf-8-sig", newline=""
        )
        for name in FILES
        if name in inside
    }


def _lines(name: str, file: IO[str]) -> Iterator[str]:
    number = 1
    try:
        for line in file:
            yield line
            number += 1
    except UnicodeDecodeError:
        message = f"{name}, line {number}: not in UTF-8; save the table as UTF-8"
        raise ProvisionError(message) from None
