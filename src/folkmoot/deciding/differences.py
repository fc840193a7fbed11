"""What changed between two versions of a text, word by word: a pure function.

Paragraphs are paired first, so that a long text is compared in time and one moved
sentence does not tear the others apart. A word or two that stayed between two changes
is told with them: people read one change more easily than three.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_WORD = re.compile(r"\w+")
_PARAGRAPHS = re.compile(r"[^\n]*\n+|[^\n]+")
# Above this, comparing word by word costs more than it tells.
WORDS_AT_MOST = 4000
BETWEEN_AT_MOST = 2  # words that stayed between two changes of one sentence


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


@dataclass(frozen=True)
class _Hunk:
    """What one stretch was and what it became; the same where nothing changed."""

    was: str
    became: str

    @property
    def is_same(self) -> bool:
        return self.was == self.became

    def __add__(self, other: "_Hunk") -> "_Hunk":
        return _Hunk(self.was + other.was, self.became + other.became)


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
        for change in _told(_joined(_hunks(was, became))):
            is_more = bool(changes) and changes[-1].kind is change.kind
            before = changes.pop().text if is_more else ""
            changes.append(Change(change.kind, before + change.text))
    return changes


def _paired(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the runs of paragraphs that stand for each other."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for _tag, i, j, k, m in matcher.get_opcodes():
        yield "".join(old[i:j]), "".join(new[k:m])


def _hunks(was: str, became: str) -> Iterator[_Hunk]:
    if was == became:
        yield _Hunk(was, became)
        return
    old, new = _WORDS.findall(was), _WORDS.findall(became)
    if len(old) + len(new) > WORDS_AT_MOST:
        yield _Hunk(was, became)
        return
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for _tag, i, j, k, m in matcher.get_opcodes():
        yield _Hunk("".join(old[i:j]), "".join(new[k:m]))


def _joined(hunks: Iterable[_Hunk]) -> Iterator[_Hunk]:
    """Yield the hunks, changes with only a word or two between them as one."""
    open_change: _Hunk | None = None
    between: _Hunk | None = None
    for hunk in hunks:
        if hunk.is_same and open_change and _is_short(hunk.was):
            between = hunk
        elif hunk.is_same:
            yield from filter(None, (open_change, between, hunk))
            open_change = between = None
        elif open_change and between:
            open_change, between = open_change + between + hunk, None
        else:
            open_change = hunk
    yield from filter(None, (open_change, between))


def _is_short(text: str) -> bool:
    return "\n" not in text and len(_WORD.findall(text)) <= BETWEEN_AT_MOST


def _told(hunks: Iterable[_Hunk]) -> Iterator[Change]:
    for hunk in hunks:
        if hunk.is_same:
            yield Change(Kind.SAME, hunk.was)
            continue
        if hunk.was:
            yield Change(Kind.REMOVED, hunk.was)
        if hunk.became:
            yield Change(Kind.ADDED, hunk.became)
