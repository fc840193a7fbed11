"""What home does: settle before showing, export, import, erase."""

from folkmoot.home.operations.erasing import erase_everything
from folkmoot.home.operations.exporting import begin_export
from folkmoot.home.operations.importing import (
    Copy,
    WrongCopyError,
    import_collective,
    open_copy,
)
from folkmoot.home.operations.settling import settle_due_of

__all__ = [
    "Copy",
    "WrongCopyError",
    "begin_export",
    "erase_everything",
    "import_collective",
    "open_copy",
    "settle_due_of",
]
