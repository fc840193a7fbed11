"""What home does: export, import, erase."""

from folkmoot.home.operations.device_keys import sign_with_device, stop_signing
from folkmoot.home.operations.erasing import erase_everything
from folkmoot.home.operations.exporting import begin_export
from folkmoot.home.operations.importing import (
    Copy,
    WrongCopyError,
    import_collective,
    open_copy,
)

__all__ = [
    "Copy",
    "WrongCopyError",
    "begin_export",
    "erase_everything",
    "import_collective",
    "open_copy",
    "sign_with_device",
    "stop_signing",
]
