"""Opens a folder of planning tables, a packed one, or an example."""

import csv
import io
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile, is_zipfile

import numpy as np

import folkmoot
from folkmoot.engines.provision import (
    Exchange,
    Fault,
    FilesError,
    ProvisionError,
    Situation,
    read_exchange,
    read_situation,
)
from folkmoot.engines.provision.faults import problem
from folkmoot.engines.provision.formats import FILES
from folkmoot.engines.provision.rows import shown

# The room itself is not imported: its package would bring Django along.
LIBRARY = Path(folkmoot.__file__).parent / "planning" / "library"


EXCHANGE = "exchange.csv"
AMOUNTS = {
    *("stock", "end_stock", "outside", "hours", "capacity", "end_capacity"),
    *("build_hours", "lump", "amount"),
}
type Cell = tuple[str, int, str, str]  # file, line, column and text of a number


@dataclass(frozen=True, slots=True)
class Collectives:
    """Several collectives that exchange."""

    names: tuple[str, ...]
    situations: tuple[Situation, ...]
    exchange: Exchange


def examples() -> list[str]:
    """Return the names of the examples."""
    return sorted(about.parent.name for about in LIBRARY.glob("*/about.md"))


def is_exchange(source: str) -> bool:
    """Tell whether a source is a folder of several collectives."""
    return (_find(source) / EXCHANGE).is_file()


def _find(source: str) -> Path:
    path = Path(source)
    if path.exists() or source not in examples():
        return path
    packed = LIBRARY / source / "tables.zip"
    return packed if packed.is_file() else packed.parent


def read_collectives(source: str, n_periods: int | None) -> Collectives:
    """Return the collectives that stand in the folders of a folder.

    Raises
    ------
    ProvisionError
        If there are none, or a line of their tables is refused.
    """
    path = _find(source)
    folders = _folders(path)
    if not folders:
        message = f"{source} holds {EXCHANGE} and no folder of tables beside it"
        raise ProvisionError(message)
    found = [_read_one(one, n_periods) for one in folders]
    most = max(one.means.n_periods for one in found)
    if any(one.means.n_periods < most for one in found):
        # What is needed in each period is needed as long as the longest plan goes.
        found = [_read_one(one, most) for one in folders]
    with open_text(path / EXCHANGE) as file:
        lines = _lines(EXCHANGE, file)
        exchange = read_exchange(lines, [one.technology for one in found], most)
    return Collectives(tuple(one.name for one in folders), tuple(found), exchange)


def _folders(path: Path) -> list[Path]:
    return sorted(one for one in path.iterdir() if (one / "goods.csv").is_file())


def _read_one(folder: Path, n_periods: int | None) -> Situation:
    try:
        return read_source(str(folder), n_periods)
    except FilesError as error:
        # The name of a table alone would not say whose it is.
        raise FilesError(
            [replace(one, file=f"{folder.name}/{one.file}") for one in error.faults]
        ) from None


def read_source(source: str, n_periods: int | None) -> Situation:
    """Return the situation that tables describe.

    Raises
    ------
    ProvisionError
        If there are no such tables, or a line of them is refused.
    """
    with ExitStack() as stack:
        return read_situation(_open(source, stack), n_periods)


def furthest_number(source: str) -> FilesError:
    """Return a refusal of the number that is furthest from all others, by its powers.

    For tables that were read, and of which no plan was found that holds.
    """
    with ExitStack() as stack:
        tables = _open(source, stack).items()
        cells = [cell for name, lines in tables for cell in _numbers(name, lines)]
    return _furthest(cells)


def furthest_number_of_all(source: str) -> FilesError:
    """Return the same for several collectives that exchange."""
    cells: list[Cell] = []
    for folder in _folders(_find(source)):
        with ExitStack() as stack:
            for name, lines in _open(str(folder), stack).items():
                cells += _numbers(f"{folder.name}/{name}", lines)
    return _furthest(cells)


def _furthest(cells: list[Cell]) -> FilesError:
    powers = np.log10([float(text) for _name, _line, _column, text in cells])
    place = int(np.abs(powers - np.median(powers)).argmax())
    name, line, column, text = cells[place]
    wrong = problem("too_far", column=column, text=shown(text))
    return FilesError([Fault(name, line, wrong)])


def _numbers(name: str, lines: Iterator[str]) -> Iterator[Cell]:
    reader = csv.DictReader(lines)
    for row in reader:
        for column, text in row.items():
            if column.strip() in AMOUNTS and text.strip() and float(text) > 0:
                yield name, reader.line_num, column.strip(), text.strip()


def _open(source: str, stack: ExitStack) -> dict[str, Iterator[str]]:
    """Return the lines of each table."""
    path = _find(source)
    if path.is_dir():
        names = [name for name in FILES if (path / name).is_file()]
        opened = {name: stack.enter_context(open_text(path / name)) for name in names}
    elif path.is_file() and is_zipfile(path):
        opened = _open_packed(path, stack)
    else:
        message = f"{source} is no folder of tables, no .zip of one and no example"
        raise ProvisionError(message)
    if not opened:
        message = f"{source} holds none of {', '.join(FILES)}"
        raise ProvisionError(message)
    return {name: _lines(name, file) for name, file in opened.items()}


def open_text(path: Path) -> IO[str]:
    """Open a table; what is no UTF-8 is found while it is read."""
    return path.open(encoding="utf-8-sig", newline="")


def _open_packed(path: Path, stack: ExitStack) -> dict[str, IO[str]]:
    try:
        packed = stack.enter_context(ZipFile(path))
        inside = {Path(name).name: name for name in packed.namelist()}
        return {
            name: io.TextIOWrapper(
                stack.enter_context(packed.open(inside[name])), "utf-8-sig", newline=""
            )
            for name in FILES
            if name in inside
        }
    # The last two: a password is asked for, or it is packed in a way of its own.
    except (BadZipFile, RuntimeError, NotImplementedError) as error:
        message = f"{path} cannot be unpacked: {error}"
        raise ProvisionError(message) from error


def _lines(name: str, file: IO[str]) -> Iterator[str]:
    number = 1
    try:
        for line in file:
            yield line
            number += 1
    except UnicodeDecodeError:
        message = f"{name}, line {number}: not in UTF-8; save the table as UTF-8"
        raise ProvisionError(message) from None
    except (BadZipFile, zlib.error, EOFError) as error:
        message = f"{name}, line {number}: cannot be unpacked any further: {error}"
        raise ProvisionError(message) from None
