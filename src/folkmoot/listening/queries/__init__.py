"""Reading a hearing; nobody is given a count before their own answer."""

from folkmoot.listening.queries.choosing import (
    KINDS,
    MOST_GROUPS,
    findings_of,
    group_kinds,
)
from folkmoot.listening.queries.closer import ShownAlike, ShownCloser, show_closer
from folkmoot.listening.queries.folds import (
    ShownFold,
    count_folds,
    cut_folds,
    list_appeals_for,
    list_folds,
    show_fold,
)
from folkmoot.listening.queries.hearings import (
    Numbers,
    count_numbers,
    has_free_hearings,
    list_free_hearings,
)
from folkmoot.listening.queries.lens import MapStatement
from folkmoot.listening.queries.maps import (
    ShownMap,
    draw_map_of,
    latest_map,
    list_map_statements,
    list_maps,
    may_see_map,
    readable_map,
    show_map,
)
from folkmoot.listening.queries.matrix import (
    FLOOR,
    may_take_answers,
    write_answers,
    write_statements,
)
from folkmoot.listening.queries.people import (
    Progress,
    count_heard,
    list_heard_ids,
    may_put_first,
    progress_of,
)
from folkmoot.listening.queries.similar import find_similar
from folkmoot.listening.queries.sitting import (
    Budget,
    Sitting,
    Wanted,
    budgets_of,
    next_statement,
    sit,
)
from folkmoot.listening.queries.statements import (
    ANSWER_WORDS,
    Order,
    ShownContribution,
    ShownStatement,
    count_statements,
    cut_contributions,
    cut_statements,
    list_statements,
    show_contributed,
    show_contributions,
    show_statement,
)
from folkmoot.listening.queries.summary import Share, Summary, summarise
from folkmoot.listening.queries.votes import VoteRows, get_votes

__all__ = [
    "ANSWER_WORDS",
    "FLOOR",
    "KINDS",
    "MOST_GROUPS",
    "Budget",
    "MapStatement",
    "Numbers",
    "Order",
    "Progress",
    "Share",
    "ShownAlike",
    "ShownCloser",
    "ShownContribution",
    "ShownFold",
    "ShownMap",
    "ShownStatement",
    "Sitting",
    "Summary",
    "VoteRows",
    "Wanted",
    "budgets_of",
    "count_folds",
    "count_heard",
    "count_numbers",
    "count_statements",
    "cut_contributions",
    "cut_folds",
    "cut_statements",
    "draw_map_of",
    "find_similar",
    "findings_of",
    "get_votes",
    "group_kinds",
    "has_free_hearings",
    "latest_map",
    "list_appeals_for",
    "list_folds",
    "list_free_hearings",
    "list_heard_ids",
    "list_map_statements",
    "list_maps",
    "list_statements",
    "may_put_first",
    "may_see_map",
    "may_take_answers",
    "next_statement",
    "progress_of",
    "readable_map",
    "show_closer",
    "show_contributed",
    "show_contributions",
    "show_fold",
    "show_map",
    "show_statement",
    "sit",
    "summarise",
    "write_answers",
    "write_statements",
]
