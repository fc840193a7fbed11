"""Pack the national table of the library: tools/pack_national_table.py

Reads Germany 2014 of the World Input-Output Database from ``../shared``, as the tests
do, and writes it as planning files. The same files give the same bytes.
"""

import csv
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.engines.provision.rda import read_rda
from tests.engines.provision.real import folder, read_sheet

import folkmoot.planning
from folkmoot.planning.tables import (
    FLOWS,
    GOODS,
    NEEDS,
    RESOURCES,
    WAYS,
    Row,
    Tables,
    text_of,
)
from folkmoot.planning.transfer import as_zip

COUNTRY, YEAR = "DEU", "2014"
PLACE = Path(folkmoot.planning.__file__).parent / "library" / "germany-2014"
# What is used in the end, its class of needs, and its name among `names.csv`.
USES = {
    "CONS_h": (1, "households"),
    "CONS_np": (2, "associations"),
    "CONS_g": (2, "state"),
    "GFCF": (3, "building"),
    "EXP": (4, "exports"),
}
STOCKS, MADE, ABROAD = "INVEN", "GO", "abroad"
ENOUGH = 1.0001  # of hours and of what comes from abroad: the numbers are rounded


class Table(NamedTuple):
    """What was taken of each product, by branch and use, in millions of euros."""

    taken: Mapping[str, Mapping[str, float]]
    hours: Mapping[str, float]  # of all who work in a branch
    names: Mapping[str, str]

    @property
    def made(self) -> list[str]:
        """The branches that made something."""
        return [one for one in self.taken if self.taken[one].get(MADE)]


def read_table() -> Table:
    """Return the table as published, in euros at the rate of the accounts."""
    data = folder("wiod2016_niot")  # type: ignore[no-untyped-call]
    sheet = data / "data-raw" / f"{COUNTRY}_NIOT_nov16.xlsx"
    lines = list(read_sheet(sheet, "sheet2"))  # type: ignore[no-untyped-call]
    head = next(one for one in lines if one.get("A") == "Year")
    columns = [(head[letter], letter) for letter in head if head[letter] != "Year"][3:]
    accounts = list(_accounts(data / "data" / "sea.rda"))
    euros = float(accounts[0]["NOMEXCH"])
    taken: dict[str, dict[str, float]] = {}
    for line in lines:
        if line.get("A") != YEAR or line["D"] not in {"Domestic", "Imports"}:
            continue
        of = line["B"] if line["D"] == "Domestic" else ABROAD
        row = taken.setdefault(of, {})
        for code, letter in columns:
            if of != ABROAD or code != MADE:
                row[code] = row.get(code, 0.0) + euros * float(line.get(letter) or 0)
    with (PLACE / "names.csv").open(newline="") as file:
        names = {row["code"]: row["en"] for row in csv.DictReader(file)}
    return Table(taken, {one["code"]: _hours(one) for one in accounts}, names)


def _accounts(file: Path) -> Iterator[Mapping[str, str]]:
    (told,) = read_rda(file).values()  # type: ignore[no-untyped-call]
    names = list(told)
    for row in zip(*(told[name] for name in names), strict=True):
        found = {name: str(cell) for name, cell in zip(names, row, strict=True)}
        if (found["country"], found["year"]) == (COUNTRY, YEAR):
            yield found


def _hours(row: Mapping[str, str]) -> float:
    """Return hours of all: they are told of employees, others work as long."""
    people, employed = float(row["EMP"]), float(row["EMPE"])
    return 1e6 * float(row["H_EMPE"]) * people / employed if employed > 0 else 0.0


def tables_of(table: Table) -> Tables:
    """Return the table as recipes."""
    hours = ENOUGH * sum(table.hours.values())
    return {
        GOODS: [_good(table, code) for code in table.taken],
        WAYS: [
            {
                "technique": table.names[code],
                "hours": _text(table.hours[code] / table.taken[code][MADE]),
            }
            for code in table.made
        ],
        FLOWS: [row for code in table.made for row in _flows(table, code)],
        NEEDS: [row for use in USES for row in _needs(table, use)],
        RESOURCES: [{"resource": "hours", "unit": "h", "amount": f"{hours:.0f}"}],
    }


def _good(table: Table, code: str) -> Row:
    row = table.taken[code]
    change, bought = row[STOCKS], sum(row.values()) if code == ABROAD else 0.0
    return {
        "good": table.names[code],
        "unit": table.names["unit"],
        "stock": _text(max(0.0, -change)),
        "end_stock": _text(max(0.0, change)),
        "outside": _text(ENOUGH * bought),
    }


def _flows(table: Table, code: str) -> Sequence[Row]:
    """Return what a branch takes for a million euros of its product, the most first."""
    took = {one: table.taken[one].get(code, 0.0) for one in table.taken}
    order = sorted(filter(took.__getitem__, took), key=lambda one: -took[one])
    made = {"technique": table.names[code]}
    return [
        {**made, "direction": "out", "name": table.names[code], "amount": "1"},
        *(
            {
                **made,
                "direction": "in",
                "name": table.names[one],
                "amount": _text(took[one] / table.taken[code][MADE]),
            }
            for one in order
        ),
    ]


def _needs(table: Table, use: str) -> Iterator[Row]:
    number, who = USES[use]
    for code, row in table.taken.items():
        if row[use]:
            yield {
                "good": table.names[code],
                "amount": _text(row[use]),
                "class": str(number),
                "who": table.names[who],
            }


def _text(number: float) -> str:
    """Return seven digits of a number, in so many places as a form takes."""
    return text_of(round(float(f"{number:.7g}"), 9))


def main() -> int:
    """Write the packed tables."""
    packed = as_zip(tables_of(read_table()))
    (PLACE / "tables.zip").write_bytes(packed)
    sys.stdout.write(f"{len(packed):,} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
