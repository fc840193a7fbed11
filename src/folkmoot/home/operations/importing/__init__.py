"""Bringing a collective here from the file that `folkmoot export` wrote elsewhere."""

from folkmoot.home.operations.importing.copies import Copy, WrongCopyError
from folkmoot.home.operations.importing.reading import open_copy
from folkmoot.home.operations.importing.rebuilding import import_collective

__all__ = ["Copy", "WrongCopyError", "import_collective", "open_copy"]
