"""Reading one CSV file; everything that is wrong with it is collected."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path


def mark(words: str) -> str:
    """Mark words for translation; whoever shows a fault has them translated.

    So nothing here needs Django, and a command on files can read the same folders.
    """
    return words


_ = mark
LARGEST = 2**31 - 1
LAST_INSTANT = 253_402_300_799_999  # the end of the year 9999, in milliseconds


@dataclass(frozen=True)
class Fault:
    """What is wrong in one line of one file; line 0 stands for the whole file."""

    file: str
    line: int
    words: str
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def reason(self) -> str:
        """What is wrong, in English."""
        return self.words % self.values

    def say(self, translate: Callable[[str], str]) -> str:
        """Return what is wrong in another language."""
        return translate(self.words) % self.values


class MalformedFolderError(Exception):
    """The folder cannot be read as it is; ``faults`` names every line."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(_("Nothing was imported. Some lines cannot be read."))
        self.faults = tuple(faults)


@dataclass
class Table:
    """One file: its column names, its rows with their line, and its faults."""

    file: str
    columns: list[str] = field(default_factory=list)
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def blame(
        self, line: int, words: str, values: Mapping[str, object] | None = None
    ) -> None:
        """Note that something is wrong in ``line``."""
        self.faults.append(Fault(self.file, line, words, values or {}))

    def places_of(self, names: Sequence[str]) -> list[int] | None:
        """Return where the columns ``names`` stand, or None and a fault for each."""
        missing = [name for name in names if name not in self.columns]
        for name in missing:
            self.blame(1, _("The column %(name)s is missing."), {"name": name})
        return None if missing else [self.columns.index(name) for name in names]

    def number(self, line: int, text: str, name: str) -> int | None:
        """Return a whole number from 0, or None and a fault."""
        if text.isascii() and text.isdigit() and int(text) <= LARGEST:
            return int(text)
        values = {"name": name, "text": text[:40]}
        self.blame(line, _("%(name)s is not a whole number: “%(text)s”."), values)
        return None

    def instant(self, line: int, text: str) -> datetime | None:
        """Return the instant that ``text`` gives in milliseconds, or None and a fault."""
        if text.isascii() and text.isdigit() and int(text) <= LAST_INSTANT:
            return datetime.fromtimestamp(int(text) / 1000, UTC)
        values = {"text": text[:40]}
        self.blame(line, _("The timestamp is not one: “%(text)s”."), values)
        return None


def read_table(path: Path, *, has_header: bool = True) -> Table:
    """Return the rows of a file; lines of another width are faults, not rows."""
    table = Table(path.name)
    text = _decoded(table, path.read_bytes())
    for line, row in _rows(table, text):
        if has_header and not table.columns:
            table.columns = [name.strip() for name in row]
        elif has_header and len(row) != len(table.columns):
            values = {"there": len(row), "expected": len(table.columns)}
            words = _("There are %(there)s columns; %(expected)s are expected.")
            table.blame(line, words, values)
        elif any("\0" in cell for cell in row):
            table.blame(line, _("There is a character that cannot be stored."))
        else:
            table.rows.append((line, row))
    if has_header and not table.columns and not table.faults:
        table.blame(0, _("The file is empty."))
    return table


def _decoded(table: Table, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        table.blame(line, _("This is not UTF-8 text."))
        return ""


def _rows(table: Table, text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the line on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader, None)
        except csv.Error as error:
            values = {"error": str(error)}
            table.blame(line, _("The quotes or commas do not fit: %(error)s."), values)
            return
        if row is None:
            return
        if row:
            yield line, row
