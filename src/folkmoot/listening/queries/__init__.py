"""Reading a hearing; nobody is given a count before their own answer."""

from folkmoot.listening.queries.next import next_statement
from folkmoot.listening.queries.people import (
    Progress,
    count_heard,
    list_heard_ids,
    progress_of,
)
from folkmoot.listening.queries.similar import find_similar
from folkmoot.listening.queries.statements import (
    Order,
    ShownContribution,
    ShownStatement,
    count_statements,
    list_contributions,
    list_statements,
    show_statement,
)
from folkmoot.listening.queries.summary import Share, Summary, summarise

__all__ = [
    "Order",
    "Progress",
    "Share",
    "ShownContribution",
    "ShownStatement",
    "Summary",
    "count_heard",
    "count_statements",
    "find_similar",
    "list_contributions",
    "list_heard_ids",
    "list_statements",
    "next_statement",
    "progress_of",
    "show_statement",
    "summarise",
]
