"""What was entered for somebody: its entry, which a second confirms, and its question."""

from uuid import UUID

from folkmoot.deciding.models import Heard, Position, Question, Seat
from folkmoot.deciding.queries.pages.answers import ANSWERED_IN
from folkmoot.deciding.words.positions import WORDS, PositionWords
from folkmoot.engines.consensus import Stage
from folkmoot.engines.tlog import hash_leaf
from folkmoot.listening.models import Contribution
from folkmoot.people.models import Membership
from folkmoot.record.keys.signatures import signed_as
from folkmoot.record.models import Entry

type Recorded = Position | Contribution

SPOKEN_IN = (Stage.NOTICE, Stage.HEARING, Stage.CHECKING)


def kind_of(row: Recorded) -> str:
    """Return the kind of the entry in which it was entered."""
    return "position.taken" if isinstance(row, Position) else "contribution.added"


def second_kind_of(row: Recorded) -> str:
    """Return the kind of the entry in which a second says to have heard it too."""
    is_position = isinstance(row, Position)
    return "position.seconded" if is_position else "contribution.seconded"


def answer_of(row: Recorded) -> PositionWords | None:
    """Return the answer to the draft in words; None of what was said in a hearing."""
    return WORDS[row.value] if isinstance(row, Position) else None


def question_id_of(row: Recorded) -> UUID:
    """Return the id of the question that an answer or what was said is about."""
    return row.question_id if isinstance(row, Position) else row.hearing.about_id


def count_entered(
    question: Question, helper: Membership, but: Seat | None = None
) -> int:
    """Return how much ``helper`` entered for others in a question, but for one seat."""
    answers = Position.objects.filter(question=question, helper=helper)
    said = Contribution.objects.filter(hearing__question_id=question.id, helper=helper)
    seats = answers.exclude(seat=but) if but else answers
    return seats.values("seat").distinct().count() + said.count()


def can_change(row: Recorded, question: Question) -> bool:
    """Say whether what was entered can still be taken away.

    An answer while its check, or what follows, runs; what was said while people are
    heard, and until a draft says what it did with it.
    """
    if isinstance(row, Position):
        return question.stage in ANSWERED_IN and row.round == question.round
    is_linked = Heard.objects.filter(contribution_id=row.id).exists()
    return question.stage in SPOKEN_IN and not is_linked


def recorded_as(row: Recorded) -> Entry | None:
    """Return the entry in which it was entered as it is now."""
    rows = Entry.objects.filter(
        collective_id=row.collective_id,
        about_id=question_id_of(row),
        kind=kind_of(row),
        at=row.at,
        disclosures__name="kind",
        disclosures__member_id=row.member_id,
    ).order_by("-index")
    if isinstance(row, Position):
        return rows.first()
    return next((entry for entry in rows if _names(entry, row)), None)


def _names(entry: Entry, row: Contribution) -> bool:
    """Say whether an entry is about this one of several that were said at once."""
    told = entry.disclosures.filter(name="contribution")
    return any(one.value == str(row.id) for one in told)


def print_of(entry: Entry) -> str:
    """Return what names an entry with all that it holds: its hash in the tree, as hex."""
    return hash_leaf(entry.leaf.encode()).hex()


def code_of(row: Recorded) -> str:
    """Return four digits for just this, made of its entry; to say by phone."""
    entry = recorded_as(row)
    if entry is None:
        return ""
    digits = f"{int(print_of(entry), 16) % 10_000:04}"
    return f"{digits[:2]} {digits[2:]}"


def second_signs(row: Recorded) -> str:
    """Return what the device of the second signs, for the page: JSON; or nothing."""
    entry = recorded_as(row)
    if entry is None:
        return ""
    return signed_as(
        fields={},
        kind=second_kind_of(row),
        about=str(question_id_of(row)),
        entry=entry.index,
        leaf=print_of(entry),
    )
