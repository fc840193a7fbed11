"""What home does: export, import, erase, keep the record's key."""

from folkmoot.home.operations.device_keys import sign_with_device, stop_signing
from folkmoot.home.operations.doubting import confirm_own, mark_doubt
from folkmoot.home.operations.erased_again import erase_again
from folkmoot.home.operations.erasing import erase_everything
from folkmoot.home.operations.exporting import begin_export, stream_copy, write_copy
from folkmoot.home.operations.going_on import (
    LookedOtherwiseError,
    agree_to_go_on,
    agree_to_other_paper,
    bring_next_key,
    put_key_on_paper,
    refuse_other_paper,
)
from folkmoot.home.operations.importing import (
    Copy,
    WrongCopyError,
    import_collective,
    open_copy,
)

__all__ = [
    "Copy",
    "LookedOtherwiseError",
    "WrongCopyError",
    "agree_to_go_on",
    "agree_to_other_paper",
    "begin_export",
    "bring_next_key",
    "confirm_own",
    "erase_again",
    "erase_everything",
    "import_collective",
    "mark_doubt",
    "open_copy",
    "put_key_on_paper",
    "refuse_other_paper",
    "sign_with_device",
    "stop_signing",
    "stream_copy",
    "write_copy",
]
