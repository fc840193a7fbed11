"""``comments.csv``: the statements of a conversation."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from folkmoot.listening.polis.tables import Table, read_table
from folkmoot.listening.polis.tables import mark as _

COLUMNS = ("comment-id", "timestamp", "moderated", "comment-body")
COUNTS = ("agrees", "disagrees")
MODERATED = {"-1": -1, "0": 0, "1": 1}
LONGEST = 2000  # characters; Polis allows 1,000 at most


@dataclass(frozen=True)
class PolisStatement:
    """One statement as exported; its counts are of every press, repeats included."""

    number: int
    text: str
    at: datetime
    moderated: int
    agrees: int | None
    disagrees: int | None


def read_statements(path: Path) -> tuple[list[PolisStatement], Table]:
    """Return the statements in the order of their numbers, and the table's faults."""
    table = read_table(path)
    found: dict[int, PolisStatement] = {}
    places = table.places_of(COLUMNS) if table.columns else None
    if places is None:
        return [], table
    counts = [table.columns.index(name) for name in COUNTS if name in table.columns]
    for line, row in table.rows:
        statement = _read_one(table, line, [row[place] for place in places])
        if statement is None:
            continue
        if statement.number in found:
            table.blame(line, _("This statement is there twice."))
            continue
        if len(counts) == len(COUNTS):
            statement = _with_counts(table, line, statement, [row[p] for p in counts])
        found[statement.number] = statement
    return [found[number] for number in sorted(found)], table


def _read_one(table: Table, line: int, cells: list[str]) -> PolisStatement | None:
    number = table.number(line, cells[0], COLUMNS[0])
    at = table.instant(line, cells[1])
    moderated = MODERATED.get(cells[2])
    if moderated is None:
        values = {"text": cells[2][:40]}
        table.blame(line, _("moderated is not -1, 0 or 1: “%(text)s”."), values)
    if len(cells[3]) > LONGEST:
        limit = {"limit": LONGEST}
        table.blame(line, _("The statement is over %(limit)s characters."), limit)
        return None
    if number is None or at is None or moderated is None:
        return None
    return PolisStatement(number, cells[3].strip(), at, moderated, None, None)


def _with_counts(
    table: Table, line: int, bare: PolisStatement, cells: list[str]
) -> PolisStatement:
    agrees, disagrees = (
        table.number(line, cell, name) for cell, name in zip(cells, COUNTS, strict=True)
    )
    return PolisStatement(
        bare.number, bare.text, bare.at, bare.moderated, agrees, disagrees
    )
