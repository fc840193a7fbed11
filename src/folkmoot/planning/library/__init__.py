"""Recipes to begin with: a folder of planning files for each."""

from importlib.resources import files

from folkmoot.planning.tables import COLUMNS, Tables, read_tables


def read_example(name: str) -> Tables:
    """Return the recipes of an example."""
    folder = files(__name__) / name
    texts = {one: folder / one for one in COLUMNS}
    found = {one: path.read_text() for one, path in texts.items() if path.is_file()}
    return read_tables(found)
