"""Reading the folder that Polis exports for a conversation; nothing is written here.

A folder holds ``comments.csv`` and ``votes.csv`` or ``participants-votes.csv``, and
often ``summary.csv``. What the files of compdemocracy/openData show:

- columns are found by name, since their order differs between exports;
- ``votes.csv`` holds every press of a button, so one person may answer a statement
  several times: the latest counts (at equal times the later line), and then the votes
  equal ``participants-votes.csv`` cell by cell;
- ``agrees`` and ``disagrees`` in ``comments.csv`` count every press, so they are at
  least as high; they tell which sign means agreement (+1 in these exports, -1 in
  Polis' own database);
- statements that nobody answered have no column in ``participants-votes.csv``;
- ``moderated`` is -1 for statements that the hosts took out, 0 for those they never
  looked at.
"""

from folkmoot.listening.polis.files import COMMENTS, MATRIX, VOTES, find_file
from folkmoot.listening.polis.folder import (
    Conversation,
    Vote,
    digest_of,
    read_folder,
)
from folkmoot.listening.polis.plain import read_plain
from folkmoot.listening.polis.statements import PolisStatement
from folkmoot.listening.polis.tables import (
    Fault,
    MalformedFolderError,
    Table,
    read_table,
)

__all__ = [
    "COMMENTS",
    "MATRIX",
    "VOTES",
    "Conversation",
    "Fault",
    "MalformedFolderError",
    "PolisStatement",
    "Table",
    "Vote",
    "digest_of",
    "find_file",
    "read_folder",
    "read_plain",
    "read_table",
]
