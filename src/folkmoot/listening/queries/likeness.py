"""How alike texts are by their letters; no words of any language are known here."""

import unicodedata
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

SIZES = (1, 2, 3)  # letters or signs in a row
BUCKETS = 22  # bits; two runs of letters hardly ever share a number
MIXING = np.uint64(0x9E3779B97F4A7C15)  # 2**64 / golden ratio: spreads codes evenly
# A sign of these scripts says as much as several letters, so one alone counts too.
SIGNS = ((0x2E80, 0xA4CF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))


def likeness(text: str, others: Sequence[str]) -> NDArray[np.float64]:
    """Return how alike ``text`` is to each of ``others``, from 0 to 1.

    It is the cosine of their runs of letters, each weighted by how rare it is among all
    texts (TF-IDF over character n-grams). Case, accents and punctuation are left out.
    """
    texts = [*map(plain, others), plain(text)]
    run, of = _runs(texts)
    key, count = np.unique((of << BUCKETS) | run, return_counts=True)
    of, run = key >> BUCKETS, key & ((1 << BUCKETS) - 1)
    texts_with = np.bincount(run)
    rarity = 1 + np.log((1 + len(texts)) / (1 + texts_with[run]))
    weight = (1 + np.log(count)) * rarity
    length = np.sqrt(np.bincount(of, weight**2, len(texts)))
    is_own = of == len(texts) - 1
    own = np.zeros(len(texts_with))
    own[run[is_own]] = weight[is_own]
    shared = np.bincount(of, weight * own[run], len(texts))
    alike = shared / np.maximum(length * length[-1], np.finfo(float).tiny)
    within: NDArray[np.float64] = np.clip(alike[:-1], 0.0, 1.0)
    return within


def plain(text: str) -> str:
    """Return ``text`` without case, accents and punctuation, a space at each end."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    kept = (c for c in letters if not unicodedata.combining(c))
    words = "".join(c if c.isalnum() else " " for c in kept).split()
    return f" {' '.join(words)} " if words else ""


def _runs(texts: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return each run of letters as a number, and of which text it is."""
    joined = "".join(f"{text}\0" for text in texts) + "\0" * max(SIZES)
    codes = np.frombuffer(joined.encode("utf-32-le"), "<u4").astype(np.uint64)
    is_end = codes == 0
    text_of = np.cumsum(is_end) - is_end
    runs, of = [], []
    for size in SIZES:
        parts = np.lib.stride_tricks.sliding_window_view(codes, size)
        number = np.full(len(parts), size, np.uint64)
        for column in parts.T:
            number = number * MIXING + column
        within = np.all(parts != 0, axis=1)
        if size == 1:
            within &= _are_signs(codes)
        runs.append((number * MIXING)[within] >> np.uint64(64 - BUCKETS))
        of.append(text_of[: len(parts)][within])
    return np.concatenate(runs).astype(np.int64), np.concatenate(of)


def _are_signs(codes: NDArray[np.uint64]) -> NDArray[np.bool_]:
    found = np.zeros(len(codes), np.bool_)
    for first, last in SIGNS:
        found |= (codes >= first) & (codes <= last)
    return found
