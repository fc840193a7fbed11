"""Pages of hearings that no question leads to, and of what lies inside any hearing."""

from folkmoot.listening.views.answering import (
    next_statement,
    respond,
    withdraw_response,
)
from folkmoot.listening.views.files import attachment
from folkmoot.listening.views.folding import fold, unfold
from folkmoot.listening.views.hearings import hearing, hearings

__all__ = [
    "attachment",
    "fold",
    "hearing",
    "hearings",
    "next_statement",
    "respond",
    "unfold",
    "withdraw_response",
]
