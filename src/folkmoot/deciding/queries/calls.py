"""Counting signatures: who asks for a step now, and how many it takes."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from itertools import combinations
from uuid import UUID

from django.db.models import QuerySet

from folkmoot.deciding.models import Call, Question
from folkmoot.deciding.queries.facts import count_members
from folkmoot.engines.consensus import signatures_needed
from folkmoot.people.models import Membership, Term
from folkmoot.web.prepared import prepared

Kind = Call.Kind
# Kinds that may be asked for anew each time the question comes to the same stage.
AGAIN = (Kind.PAUSE, Kind.WAKE, Kind.PARK, Kind.TAKE_UP_AGAIN, Kind.NOT_WORDING)
ALONE = (
    *(Kind.TALK_FIRST, Kind.WAKE, Kind.MORE_TIME),
    *(Kind.NOT_WORDING, Kind.REACH_OUT),
)
URGENT_TAKES = 2


def round_of(question: Question, kind: Call.Kind) -> int:
    """Return which asking for ``kind`` this is: earlier ones have had their effect."""
    if kind in AGAIN:
        return question.transitions.count()
    if kind == Kind.REACH_OUT:
        return question.round
    # A small matter is lifted by one; that tap does not also make it serious.
    return int(kind == Kind.LIFT and question.klass == Question.Class.SMALL)


def signed_calls(question: Question) -> QuerySet[Call]:
    """Return the signatures of present people that stand now, oldest first."""
    rows = Call.objects.filter(
        question=question, withdrawn_at=None, member__ended_at=None
    )
    return rows.order_by("created_at", "id")


def counts_now(question: Question, signed: Call) -> bool:
    """Say whether a signature counts for the present asking of its kind."""
    if signed.kind in AGAIN:
        return signed.created_at >= question.since
    if signed.kind in (Kind.LIFT, Kind.REACH_OUT):
        return signed.round == round_of(question, Kind(signed.kind))
    return True


def count_signed(question: Question, kind: Call.Kind, text: str | None = None) -> int:
    """Return how many present members sign for ``kind`` now, or for one text of it."""
    rows = signed_calls(question).filter(kind=kind)
    if text is not None:
        rows = rows.filter(text=text)
    return len({row.member_id for row in rows if counts_now(question, row)})


def signatures_for(question: Question, kind: Call.Kind) -> int:
    """Return how many signatures ``kind`` needs in this collective."""
    return signatures_for_each(question, [kind])[kind]


def signatures_for_each(
    question: Question, kinds: Iterable[Call.Kind]
) -> dict[Call.Kind, int]:
    """Return how many signatures each kind needs; counts the members once."""
    fixed = dict.fromkeys(ALONE, 1) | {Kind.URGENT: URGENT_TAKES}
    if question.klass == Question.Class.SMALL:
        fixed[Kind.LIFT] = 1
    needed = {kind: fixed.get(kind, 0) for kind in kinds}
    if not all(needed.values()):
        usual = signatures_needed(count_members(question))
        needed = {kind: number or usual for kind, number in needed.items()}
    return needed


def has_unlike_pair(question: Question, now: datetime) -> bool:
    """Say whether two of those who call it urgent hold no role in common."""
    rows = signed_calls(question).filter(kind=Kind.URGENT, member__standing="member")
    signers = list(rows.values_list("member_id", flat=True))
    held: dict[UUID, set[str]] = {signer: set() for signer in signers}
    terms = Term.objects.filter(member__in=signers, starts_at__lte=now, ends_at__gt=now)
    for member_id, role in terms.values_list("member_id", "role"):
        held[member_id].add(role)
    pairs = combinations(held.values(), URGENT_TAKES)
    return any(not first & second for first, second in pairs)


def find_signed(question: Question, member: Membership, kind: str) -> Call | None:
    """Return the member's own signature for ``kind`` that stands now."""
    rows = signed_calls(question).filter(member=member, kind=kind)
    return next((row for row in rows if counts_now(question, row)), None)


@prepared
def _signed(question: Question, kinds: list[Call.Kind]) -> QuerySet[Call]:
    rows = signed_calls(question).filter(kind__in=[kinds])
    return rows.select_related("member")


def count_by_kind(
    question: Question, kinds: Iterable[Call.Kind], member: Membership
) -> tuple[Counter[str], set[str], dict[str, list[tuple[str, str]]]]:
    """Return how many sign for each of ``kinds``, what ``member`` signed, and why.

    Reasons come with the name of who gives them.
    """
    rows = _signed.list(question, list(kinds))
    now = [row for row in rows if counts_now(question, row)]
    standing = {(row.kind, row.member_id) for row in now}
    counts = Counter(kind for kind, _member in standing)
    reasons: dict[str, list[tuple[str, str]]] = {}
    for row in now:
        if row.text and row.kind not in (Kind.UNCLEAR_WORD, Kind.MERGE):
            reasons.setdefault(row.kind, []).append((row.member.name, row.text))
    return counts, {kind for kind, who in standing if who == member.id}, reasons


def list_unclear_words(question: Question) -> list[tuple[str, int]]:
    """Return the words that people find unclear, most often named first."""
    rows = signed_calls(question).filter(kind=Kind.UNCLEAR_WORD)
    named: dict[str, set[UUID]] = {}
    for row in rows:
        named.setdefault(row.text, set()).add(row.member_id)
    counted = [(word, len(people)) for word, people in named.items()]
    return sorted(counted, key=lambda pair: (-pair[1], pair[0]))
