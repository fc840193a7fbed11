"""Recipes as the planning files have them: tables of text, read by the same reader.

What stands in a book is what ``folkmoot plan`` reads; nothing is converted.
"""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from folkmoot.engines import provision

GOODS, WAYS, FLOWS = "goods.csv", "techniques.csv", "flows.csv"
NEEDS, RESOURCES = "needs.csv", "resources.csv"
COLUMNS: Mapping[str, tuple[str, ...]] = {
    GOODS: ("good", "unit", "stock", "end_stock", "loss", "outside"),
    WAYS: (
        *("technique", "hours", "capacity", "end_capacity", "wear", "lead"),
        *("build_hours", "lump"),
    ),
    FLOWS: ("technique", "direction", "name", "amount", "unit"),
    NEEDS: ("good", "amount", "class", "period", "unit", "who"),
    RESOURCES: ("resource", "unit", "kind", "amount", "period"),
}
MOST_ROWS = 5_000  # of all tables; a national table stays in files
type Row = dict[str, str]
type Tables = dict[str, list[Row]]


class TooLargeError(Exception):
    """More than fits on pages; such tables stay in files."""


def empty_tables() -> Tables:
    """Return tables without rows."""
    return {name: [] for name in COLUMNS}


def lines_of(tables: Mapping[str, Sequence[Row]], name: str) -> list[str]:
    """Return one table as lines of CSV, only the columns that hold something."""
    rows = tables.get(name, [])
    needed = _needed(name)
    columns = [
        one
        for one in COLUMNS[name]
        if one in needed or any(row.get(one) for row in rows)
    ]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([row.get(one, "") for one in columns] for row in rows)
    return out.getvalue().splitlines()


def read_tables(texts: Mapping[str, str]) -> Tables:
    """Return the rows of planning files, after the reader of plans had no objection.

    Raises
    ------
    engines.provision.ProvisionError
        With file, line and what is wrong.
    TooLargeError
        If there are more rows than fit on pages.
    """
    from folkmoot.engines import provision  # with all of SciPy

    given = {name: text.splitlines() for name, text in texts.items() if name in COLUMNS}
    provision.read_situation(given)
    tables = empty_tables()
    for name, lines in given.items():
        reader = csv.DictReader(line.lstrip("\ufeff") for line in lines)
        tables[name] = [row for row in map(_plain, reader) if any(row.values())]
    if sum(map(len, tables.values())) > MOST_ROWS:
        raise TooLargeError
    return tables


def situation_of(tables: Tables, weeks: int | None = None) -> "provision.Situation":
    """Return what a plan is made from.

    Raises
    ------
    engines.provision.ProvisionError
        If something does not fit together.
    """
    from folkmoot.engines import provision

    lines = {name: lines_of(tables, name) for name in COLUMNS}
    return provision.read_situation(lines, weeks)


def digest_of(tables: Tables, *more: object) -> str:
    """Return the hash of what a plan is made from."""
    text = json.dumps([tables, *more], sort_keys=True, ensure_ascii=False)
    return sha256(text.encode()).hexdigest()


def names_in(tables: Tables, name: str) -> list[str]:
    """Return what a table is about, in order: goods, ways, resources."""
    first = COLUMNS[name][0]
    return list(dict.fromkeys(row[first] for row in tables.get(name, [])))


def unit_of(tables: Tables, name: str) -> str:
    """Return what a good or a resource is counted in."""
    for table, column in ((GOODS, "good"), (RESOURCES, "resource")):
        for row in tables.get(table, []):
            if row[column] == name:
                return row["unit"]
    return ""


def last_week(tables: Tables) -> int:
    """Return the last week that the recipes name; 1 where they name none."""
    cells = [
        row.get("period", "") for name in (NEEDS, RESOURCES) for row in tables[name]
    ]
    return max((int(one) for one in cells if one.isdecimal()), default=1)


def flows_of(tables: Tables, way: str, *directions: str) -> list[Row]:
    """Return what goes into a way of making, or comes out."""
    return [
        row
        for row in tables.get(FLOWS, [])
        if row["technique"] == way
        and (not directions or row["direction"] in directions)
    ]


def without_way(tables: Tables, way: str) -> Tables:
    """Return the tables without one way of making."""
    kept = dict(tables)
    kept[WAYS] = [row for row in tables[WAYS] if row["technique"] != way]
    kept[FLOWS] = [row for row in tables[FLOWS] if row["technique"] != way]
    return kept


def renamed(rows: Iterable[Row], column: str, names: Mapping[str, str]) -> list[Row]:
    """Return rows in which what was renamed has its new name."""
    return [{**row, column: names.get(row[column], row[column])} for row in rows]


def text_of(number: object) -> str:
    """Return a number as a cell holds it; nothing for none."""
    if number is None or number == "":
        return ""
    return f"{float(str(number)):.12g}"


def _plain(row: Mapping[str | None, str | None]) -> Row:
    return {
        key.strip(): (value or "").strip()
        for key, value in row.items()
        if isinstance(key, str) and not isinstance(value, list)
    }


def _needed(name: str) -> tuple[str, ...]:
    return {
        GOODS: ("good", "unit"),
        WAYS: ("technique",),
        FLOWS: ("technique", "direction", "name", "amount"),
        NEEDS: ("good", "amount"),
        RESOURCES: ("resource", "unit"),
    }[name]
