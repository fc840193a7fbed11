"""What changes in a hearing: one function for each thing that people do there.

None of these looks at the stage of a question; `deciding` wraps those that it must
allow or refuse.
"""

from folkmoot.listening.operations.answering import respond, withdraw_response
from folkmoot.listening.operations.attaching import TooManyAttachmentsError, attach
from folkmoot.listening.operations.erasing import erase_words
from folkmoot.listening.operations.first import (
    NotHostError,
    TooManyFirstError,
    put_back,
    put_first,
)
from folkmoot.listening.operations.folding import FoldError, appeal, fold, unfold
from folkmoot.listening.operations.hearings import open_hearing, set_heard_out
from folkmoot.listening.operations.importing import (
    AlreadyImportedError,
    UntitledError,
    import_polis,
    import_table,
)
from folkmoot.listening.operations.mapping import make_due_maps, make_map
from folkmoot.listening.operations.media import Media, MediaError, read_media
from folkmoot.listening.operations.rights import (
    HearingError,
    NotPartError,
    TooFewPeopleError,
)
from folkmoot.listening.operations.saying import (
    BudgetSpentError,
    NothingSaidError,
    add_statement,
    contribute,
)

__all__ = [
    "AlreadyImportedError",
    "BudgetSpentError",
    "FoldError",
    "HearingError",
    "Media",
    "MediaError",
    "NotHostError",
    "NotPartError",
    "NothingSaidError",
    "TooFewPeopleError",
    "TooManyAttachmentsError",
    "TooManyFirstError",
    "UntitledError",
    "add_statement",
    "appeal",
    "attach",
    "contribute",
    "erase_words",
    "fold",
    "import_polis",
    "import_table",
    "make_due_maps",
    "make_map",
    "open_hearing",
    "put_back",
    "put_first",
    "read_media",
    "respond",
    "set_heard_out",
    "unfold",
    "withdraw_response",
]
