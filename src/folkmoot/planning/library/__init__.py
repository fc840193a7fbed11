"""Recipes to begin with: a folder of planning files for each, a large one packed."""

import csv
import zipfile
from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable

from folkmoot.planning.models import Length
from folkmoot.planning.tables import COLUMNS, Tables, read_tables

PACKED = "tables.zip"
# Of examples that do not count in weeks, or are not for one's own members.
LENGTHS: Mapping[str, str] = {"germany-2014": Length.YEAR}
PEOPLE: Mapping[str, int] = {"germany-2014": 42_706_000}


def read_example(name: str, language: str = "en") -> Tables:
    """Return the recipes of an example, with names in a language if it has that."""
    folder = files(__name__) / name
    tables = read_tables(_texts_of(folder))
    names = folder / "names.csv"
    if not names.is_file():
        return tables
    rows = csv.DictReader(names.read_text("utf-8").splitlines())
    said = {row["en"]: row.get(language, row["en"]) for row in rows}
    return {
        name: [
            {column: said.get(cell, cell) for column, cell in row.items()}
            for row in rows
        ]
        for name, rows in tables.items()
    }


def _texts_of(folder: Traversable) -> dict[str, str]:
    packed = folder / PACKED
    if packed.is_file():
        with packed.open("rb") as file, zipfile.ZipFile(file) as opened:
            return {one: opened.read(one).decode() for one in opened.namelist()}
    texts = {one: folder / one for one in COLUMNS}
    return {one: path.read_text() for one, path in texts.items() if path.is_file()}
