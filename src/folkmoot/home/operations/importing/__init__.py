"""Bringing a collective here from the file that `folkmoot export` wrote elsewhere."""

from folkmoot.home.operations.importing.reading import (
    Copy,
    WrongCopyError,
    open_copy,
)
from folkmoot.home.operations.importing.rebuilding import import_collective

__all__ = ["Copy", "WrongCopyError", "import_collective", "open_copy"]
