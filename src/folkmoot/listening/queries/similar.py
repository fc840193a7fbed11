"""Statements that say nearly the same, offered before one adds one's own."""

from collections.abc import Sequence

import numpy as np

from folkmoot.listening.models import Hearing, Statement
from folkmoot.listening.queries.likeness import likeness
from folkmoot.listening.queries.meaning import Embedder, closeness, find_embedder

ALIKE = 0.35  # by letters: wordings of one thought lie above, other thoughts below
CLOSE = 0.87  # by meaning, as the model of the extra counts it
READ = 60  # statements compared by meaning, the most alike by letters: 20 ms each
MOST = 3


def find_similar(hearing: Hearing, text: str) -> list[Statement]:
    """Return up to three open statements that resemble ``text``, nearest first."""
    rows = Statement.objects.filter(hearing=hearing, folded_at=None)
    known = list(rows.order_by("number").values_list("id", "text"))
    texts = [words for _id, words in known]
    order = rank_similar(text, texts, find_embedder())
    found = Statement.objects.only("text").in_bulk([known[place][0] for place in order])
    return [found[known[place][0]] for place in order]


def rank_similar(
    text: str, texts: Sequence[str], embed: Embedder | None = None
) -> list[int]:
    """Return which of ``texts`` say nearly the same as ``text``, nearest first.

    Where both letters and meaning are compared, being near by one of them is enough.
    """
    if not texts or not text.strip():
        return []
    nearness = likeness(text, texts) / ALIKE
    if embed is not None:
        likely = np.argsort(-nearness, kind="stable")[:READ]
        close = closeness(text, [texts[place] for place in likely], embed) / CLOSE
        # Above 1 both mean "near enough"; below, the two scales have nothing in common.
        nearness[likely] = np.maximum(nearness[likely], np.where(close >= 1, close, 0))
    order = np.argsort(-nearness, kind="stable")[:MOST]
    return [int(place) for place in order if nearness[place] >= 1]
