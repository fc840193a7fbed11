"""Who said what to a draft, as one reader may see it: never before their own answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from folkmoot.deciding.models import Objection, Position, Question, Seat
from folkmoot.deciding.queries.facts import positions_of, seats_of
from folkmoot.deciding.words.positions import UNHEARD, WORDS, PositionWords
from folkmoot.engines.consensus import Stage
from folkmoot.people.models import Membership
from folkmoot.people.presets import NAMES_INSIDE
from folkmoot.people.queries import get_settings
from folkmoot.web.wire.cursors import Cut, cut

PER_PAGE = 50
WORRIES_SHOWN = 20
ANSWERED_IN = (Stage.CHECKING, Stage.WORKING, Stage.LAST_CALL)


@dataclass(frozen=True)
class Standing:
    """What one reader's place in the present check is."""

    seat: Seat | None
    own: Position | None
    sees_answers: bool
    sees_names: bool

    @property
    def may_answer(self) -> bool:
        """Whether the reader was in the snapshot of this check."""
        return self.seat is not None

    @property
    def own_words(self) -> PositionWords | None:
        """The reader's own answer, in words."""
        return WORDS[self.own.value] if self.own else None


@dataclass(frozen=True)
class ShownPosition:
    """One answer; ``name`` is empty where names are not shown."""

    position: Position
    name: str
    words: PositionWords
    is_own: bool


@dataclass(frozen=True)
class Answers:
    """The tally, and what came with it."""

    tally: Sequence[tuple[str, int, str]]
    heard: int
    members: int
    by_name: Sequence[tuple[PositionWords, Sequence[ShownPosition]]]
    is_all_shown: bool
    worries: Sequence[ShownPosition]
    n_worries: int


def standing_of(question: Question, member: Membership) -> Standing:
    """Return the reader's place: members see answers after their own, friends later.

    Whoever had a seat and has not answered sees nothing while answers can change;
    those without one see the numbers once the check itself is over.
    """
    seats = Seat.objects.filter(question=question, round=question.round)
    seat = seats.filter(member=member).first()
    held = Position.objects.select_related("helper", "answered_by")
    own = held.filter(seat=seat).first() if seat else None
    stage = Stage(question.stage)
    is_over = stage not in ANSWERED_IN
    without_seat = seat is None and stage is not Stage.CHECKING
    settings = get_settings(question.collective)
    inside = settings["names_on_positions"] == NAMES_INSIDE
    return Standing(
        seat=seat,
        own=own,
        sees_answers=is_over or own is not None or without_seat,
        sees_names=inside and member.takes_positions and not keeps_names_back(question),
    )


def answers_of(
    question: Question, member: Membership, standing: Standing
) -> Answers | None:
    """Return the answers if the reader may see them; a fixed number of queries."""
    if not standing.sees_answers:
        return None
    tally, heard, members = count_answers(question)
    worries = positions_of(question).filter(value=Position.Value.CONCERN)
    is_small = heard <= PER_PAGE and standing.sees_names
    shown = list_answers(question, member) if is_small else []
    told = worries.exclude(text="") if member.takes_positions else worries.none()
    return Answers(
        tally=tally,
        heard=heard,
        members=members,
        by_name=_grouped(shown),
        is_all_shown=is_small,
        worries=_shown(
            told.order_by("at", "id")[:WORRIES_SHOWN],
            member,
            is_named=standing.sees_names,
        ),
        n_worries=told.count(),
    )


def count_answers(question: Question) -> tuple[list[tuple[str, int, str]], int, int]:
    """Return the counts with their words, how many were heard, and of how many."""
    rows = positions_of(question).values_list("value").annotate(number=Count("id"))
    counts = dict(rows.order_by())
    members, heard = seats_of(question).count(), sum(counts.values())
    tally = [
        (str(words.word), counts.get(value, 0), words.drawing)
        for value, words in WORDS.items()
    ]
    unheard = max(members - heard, 0)
    return [*tally, (str(UNHEARD), unheard, "unheard")], heard, members


def list_answers(
    question: Question, member: Membership, first: int = 0, count: int = PER_PAGE
) -> list[ShownPosition]:
    """Return answers with names, ordered by name."""
    some = positions_of(question).order_by("member__name", "id")[first : first + count]
    return _shown(some, member, is_named=True)


def cut_answers(
    question: Question, member: Membership, cursor: str, limit: int
) -> Cut[ShownPosition]:
    """Return a part of what `list_answers` lists, to who may see it."""
    standing = standing_of(question, member)
    sees = standing.sees_answers and standing.sees_names
    rows = positions_of(question) if sees else Position.objects.none()
    people = rows.select_related("member", "helper", "answered_by")
    part = cut(people, ("member__name", "id"), cursor, limit)
    return Cut([_show(row, member, is_named=True) for row in part.rows], part.next)


def count_named(question: Question) -> int:
    """Return how many answers `list_answers` lists."""
    return positions_of(question).count()


def keeps_names_back(question: Question) -> bool:
    """Say whether a stop without a name is, or was, in this question.

    Then no answer in it bears a name: the one that is missing would be the owner's.
    """
    return Objection.objects.filter(question=question, nameless=True).exists()


def _shown(
    rows: QuerySet[Position], member: Membership, *, is_named: bool
) -> list[ShownPosition]:
    positions = rows.select_related("member", "helper", "answered_by")
    return [_show(row, member, is_named=is_named) for row in positions]


def _show(row: Position, member: Membership, *, is_named: bool) -> ShownPosition:
    return ShownPosition(
        position=row,
        name=row.member.name if is_named else "",
        words=WORDS[row.value],
        is_own=row.member_id == member.id,
    )


def _grouped(
    shown: Sequence[ShownPosition],
) -> list[tuple[PositionWords, Sequence[ShownPosition]]]:
    groups = (
        (words, [one for one in shown if one.words is words])
        for words in WORDS.values()
    )
    return [(words, group) for words, group in groups if group]


def list_helped(question: Question, helper: Membership) -> list[Membership]:
    """Return the members whose answer could be entered now, by name.

    All of the check's members: who has not answered yet is nobody else's business.
    """
    seats = seats_of(question).exclude(member=helper).select_related("member")
    return [seat.member for seat in seats.order_by("member__name", "member_id")]
