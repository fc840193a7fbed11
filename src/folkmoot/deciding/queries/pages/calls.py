"""The signatures that a page offers, as one reader may see them."""

from collections.abc import Sequence
from dataclasses import dataclass

from folkmoot.deciding.models import Call, Question
from folkmoot.deciding.queries.calls import count_by_kind, signatures_for_each
from folkmoot.deciding.queries.leading import may_be_called
from folkmoot.deciding.words.calls import WORDS, CallWords
from folkmoot.people.models import Membership

# Friends speak and propose; the other steps are for members.
FOR_FRIENDS = (Call.Kind.SUPPORT, Call.Kind.UNCLEAR_WORD)


@dataclass(frozen=True)
class ShownCall:
    """One kind of signature: its words, how many there are and are needed."""

    kind: str
    words: CallWords
    count: int | None  # None before one's own tap, where others' taps could sway
    needed: int | None  # None where every tap counts by itself
    is_signed: bool
    reasons: Sequence[tuple[str, str]] = ()  # who gives it, and the reason


def calls_of(
    question: Question, member: Membership, *kinds: Call.Kind
) -> list[ShownCall]:
    """Return those of ``kinds`` that ``member`` may sign; a fixed number of queries."""
    offered = [
        kind
        for kind in kinds
        if (member.takes_positions or kind in FOR_FRIENDS)
        and may_be_called(question, kind)
    ]
    if not offered:
        return []
    counts, own, reasons = count_by_kind(question, offered, member)
    needed = _needed(question, offered)
    return [
        ShownCall(
            kind=kind.value,
            words=WORDS[kind],
            count=counts[kind] if kind != Call.Kind.SUPPORT or kind in own else None,
            needed=needed[kind],
            is_signed=kind in own,
            reasons=reasons.get(kind, ()),
        )
        for kind in offered
    ]


def _needed(
    question: Question, kinds: Sequence[Call.Kind]
) -> dict[Call.Kind, int | None]:
    if question.klass == Question.Class.FOUNDING:
        kinds = [kind for kind in kinds if kind != Call.Kind.URGENT]
    every = dict.fromkeys(Call.Kind)
    counted = [kind for kind in kinds if kind not in FOR_FRIENDS]
    return every | signatures_for_each(question, counted)
