"""How much real people wanted what most of them could live with."""

import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from folkmoot.cli.errors import StopError
from folkmoot.cli.files.listen.reading import read_heard

# The draft is the statements that find most agreement among those who saw them, of
# those that at least a tenth of the people saw.
STATEMENTS_IN_DRAFT = 5
SEEN_BY_PERCENT = 10


def read_wants(source: Path) -> NDArray[np.float32]:
    """Return a number from -1 to 1 for each person who answered part of the draft.

    Raises
    ------
    MalformedFolderError
        If the file or folder cannot be read.
    StopError
        If nobody answered what the draft is made of.
    """
    votes = read_heard(source, None, _say).votes
    n_people, many = len(votes.starts) - 1, votes.n_statements
    seen = np.bincount(votes.statements, minlength=many)
    agreed = np.bincount(votes.statements[votes.answers > 0], minlength=many)
    # One who agrees and one who does not are added: two answers are not yet a sign.
    share = np.where(
        100 * seen >= SEEN_BY_PERCENT * n_people, (agreed + 1) / (seen + 2), -1.0
    )
    draft = np.argsort(-share, kind="stable")[:STATEMENTS_IN_DRAFT]
    is_in = np.isin(votes.statements, draft)
    people = np.repeat(np.arange(n_people), np.diff(votes.starts))[is_in]
    answered = np.bincount(people, minlength=n_people)
    total = np.bincount(people, votes.answers[is_in], minlength=n_people)
    if not answered.any():
        message = f"{source}: nobody answered a statement that a tenth of them saw."
        raise StopError(message)
    wants = total[answered > 0] / answered[answered > 0]
    return wants.astype(np.float32)


def _say(words: str) -> None:
    print(f"{words} ...", file=sys.stderr, flush=True)
