"""What changed between two versions of a text, word by word: a pure function.

Paragraphs are paired first, so that a long text is compared in time and one moved
sentence does not tear the others apart.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORDS = re.compile(r"\s+|[^\s]+")
_PARAGRAPHS = re.compile(r"[^\n]*\n+|[^\n]+")
# Above this, comparing word by word costs more than it tells.
WORDS_AT_MOST = 4000


class Kind(StrEnum):
    """What happened to a stretch of the text."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Change:
    """A stretch of text and what happened to it."""

    kind: Kind
    text: str


def compare(old: str, new: str) -> list[Change]:
    """Return the stretches from which both versions can be read.

    Removed stretches stand before what replaced them.

    Examples
    --------
    >>> [(c.kind.value, c.text) for c in compare("two trees", "three trees")]
    [('removed', 'two'), ('added', 'three'), ('same', ' trees')]
    """
    changes: list[Change] = []
    for was, became in _paired(_PARAGRAPHS.findall(old), _PARAGRAPHS.findall(new)):
        for change in _compare_words(was, became):
            is_more = bool(changes) and changes[-1].kind is change.kind
            before = changes.pop().text if is_more else ""
            changes.append(Change(change.kind, before + change.text))
    return changes


def _paired(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the runs of paragraphs that stand for each other."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for _tag, i, j, k, m in matcher.get_opcodes():
        yield "".join(old[i:j]), "".join(new[k:m])


def _compare_words(was: str, became: str) -> Iterator[Change]:
    if was == became:
        yield Change(Kind.SAME, was)
        return
    old, new = _WORDS.findall(was), _WORDS.findall(became)
    if len(old) + len(new) > WORDS_AT_MOST:
        yield from _replaced(was, became)
        return
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            yield Change(Kind.SAME, "".join(old[i:j]))
        else:
            yield from _replaced("".join(old[i:j]), "".join(new[k:m]))


def _replaced(was: str, became: str) -> Iterator[Change]:
    if was:
        yield Change(Kind.REMOVED, was)
    if became:
        yield Change(Kind.ADDED, became)
