"""What changed since the last version, in at most sixty words."""

from collections.abc import Iterable, Iterator, Sequence

from folkmoot.deciding.differences import Change, Kind, compare
from folkmoot.deciding.models import Proposal

WORDS_AT_MOST = 60
AROUND = 4  # words of unchanged text before and after a change
GAP = " … "


def news_of(proposal: Proposal | None) -> list[Change]:
    """Return what is new in ``proposal``, cut short; nothing for the first version."""
    if proposal is None or proposal.version == 1:
        return []
    earlier = Proposal.objects.filter(
        question_id=proposal.question_id, version=proposal.version - 1
    ).first()
    if earlier is None or earlier.text == proposal.text:
        return []
    return shorten(compare(earlier.text, proposal.text))


def shorten(changes: Sequence[Change], words: int = WORDS_AT_MOST) -> list[Change]:
    """Return the changed stretches with a few words around them, then cut.

    Examples
    --------
    >>> old, new = "one two three four five six", "one two three four five seven"
    >>> [(c.kind.value, c.text) for c in shorten(compare(old, new))]
    [('same', ' … two three four five '), ('removed', 'six'), ('added', 'seven')]
    """
    return list(_cut(_around(changes), words))


def _around(changes: Sequence[Change]) -> Iterator[Change]:
    last = len(changes) - 1
    for number, change in enumerate(changes):
        if change.kind is Kind.SAME:
            text = _ends_of(change.text, is_first=not number, is_last=number == last)
            yield Change(Kind.SAME, text)
        else:
            yield change


def _ends_of(text: str, *, is_first: bool, is_last: bool) -> str:
    words = text.split()
    room = AROUND * (not is_first) + AROUND * (not is_last)
    if len(words) <= room:
        return text
    head = "" if is_first else " " + " ".join(words[:AROUND])
    tail = "" if is_last else " ".join(words[-AROUND:]) + " "
    return head + GAP + tail


def _cut(changes: Iterable[Change], words: int) -> Iterator[Change]:
    left = words
    for change in changes:
        told = change.text.split()
        if len(told) > left:
            yield Change(change.kind, " ".join(told[:left]) + GAP)
            return
        left -= len([word for word in told if word != GAP.strip()])
        yield change
