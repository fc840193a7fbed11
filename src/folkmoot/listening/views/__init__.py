"""Pages of hearings that no question leads to, and of what lies inside any hearing."""

from folkmoot.listening.views.answering import (
    next_statement,
    respond,
    withdraw_response,
)
from folkmoot.listening.views.drawn import (
    map_closer,
    map_comparison,
    map_picture,
    map_points,
    map_report,
)
from folkmoot.listening.views.files import attachment
from folkmoot.listening.views.first import put_back, put_first
from folkmoot.listening.views.folding import appeal, fold, folds, unfold
from folkmoot.listening.views.hearings import hearing, hearings
from folkmoot.listening.views.maps import opinion_map
from folkmoot.listening.views.tables import answers_table, statements_table

__all__ = [
    "answers_table",
    "appeal",
    "attachment",
    "fold",
    "folds",
    "hearing",
    "hearings",
    "map_closer",
    "map_comparison",
    "map_picture",
    "map_points",
    "map_report",
    "next_statement",
    "opinion_map",
    "put_back",
    "put_first",
    "respond",
    "statements_table",
    "unfold",
    "withdraw_response",
]
