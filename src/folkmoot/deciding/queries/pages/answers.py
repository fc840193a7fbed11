"""Who said what to a draft, as one reader may see it: never before their own answer."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import FilteredRelation, Q, QuerySet

from folkmoot.deciding.models import Objection, Position, Question, Seat
from folkmoot.deciding.queries import asked
from folkmoot.deciding.queries.checks import count_seats, positions_of, seats_of
from folkmoot.deciding.queries.variants import version_that_counts
from folkmoot.deciding.words.positions import UNHEARD, WORDS, PositionWords
from folkmoot.engines.consensus import Stage
from folkmoot.listening.models import Attachment
from folkmoot.listening.queries import attachments_in
from folkmoot.people.models import Membership
from folkmoot.people.presets import NAMES_INSIDE
from folkmoot.people.queries import get_settings, list_members
from folkmoot.web.cuts import Cut, cut
from folkmoot.web.prepared import prepared

PER_PAGE = 50
WORRIES_SHOWN = 20
SAID_MORE = ~Q(text="") | Q(attachment_id__isnull=False)
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
    """One answer; ``name`` is empty where names are not shown, and nothing is heard."""

    position: Position
    spoken: Attachment | None
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


@prepared
def _seats(question: Question, check: int, member: Membership) -> QuerySet[Seat]:
    rows = Seat.objects.filter(question=question, round=check, member=member)
    rows = rows.annotate(held=FilteredRelation("positions"))
    people = ("held__helper", "held__second", "held__answered_by")
    return rows.select_related(*people)


def standing_of(question: Question, member: Membership) -> Standing:
    """Return the reader's place: members see answers after their own, friends later.

    Whoever had a seat and has not answered sees nothing while answers can change;
    those without one see the numbers once the check itself is over.
    """
    seats = _seats.list(question, question.round, member)
    seat = seats[0] if seats else None
    said = [getattr(row, "held", None) for row in seats]
    own = _own_of(question, [one for one in said if one is not None])
    stage = Stage(question.stage)
    is_over = stage not in ANSWERED_IN
    without_seat = seat is None and stage is not Stage.CHECKING
    return Standing(
        seat=seat,
        own=own,
        sees_answers=is_over or own is not None or without_seat,
        sees_names=member.takes_positions and shows_names(question),
    )


def _own_of(question: Question, held: Sequence[Position]) -> Position | None:
    """Return the reader's own answer, the one that opens everybody else's.

    Of several versions side by side all want one first; later, the one that goes on.
    """
    if not question.variants:
        return held[0] if held else None
    if question.stage == Stage.CHECKING:
        return held[0] if len(held) >= question.variants else None
    version = version_that_counts(question)
    return next((row for row in held if row.proposal_id == version), None)


def answers_of(
    question: Question,
    member: Membership,
    standing: Standing,
    version: UUID | None = None,
) -> Answers | None:
    """Return the answers if the reader may see them; a fixed number of queries.

    Where several versions stood side by side, those to ``version``, by default to the
    one that went on.
    """
    if not standing.sees_answers:
        return None
    version = version or version_that_counts(question)
    tally, heard, members = count_answers(question, version)
    is_small = heard <= PER_PAGE and standing.sees_names
    shown = list_answers(question, member, version=version) if is_small else []
    worries, n_worries = (
        _worries(question, version) if member.takes_positions else ([], 0)
    )
    return Answers(
        tally=tally,
        heard=heard,
        members=members,
        by_name=_grouped(shown),
        is_all_shown=is_small,
        worries=_show_all(worries, member, is_named=standing.sees_names),
        n_worries=n_worries,
    )


@prepared
def _first_worries(
    question: Question, check: int, until: datetime
) -> QuerySet[Position]:
    rows = Position.objects.filter(asked.here(until, "member"), question=question)
    told = rows.filter(SAID_MORE, round=check, value=Position.Value.CONCERN)
    people = told.select_related("member", "helper", "second", "answered_by")
    return people.order_by("at", "id")[:WORRIES_SHOWN]


def _worries(
    question: Question, version: UUID | None = None
) -> tuple[list[Position], int]:
    """Return the first worries that say something, and how many there are."""
    told = positions_of(question, version)
    told = told.filter(SAID_MORE, value=Position.Value.CONCERN)
    if version:
        people = told.select_related("member", "helper", "second", "answered_by")
        first = list(people.order_by("at", "id")[:WORRIES_SHOWN])
    else:
        until = asked.until_of(question)
        first = _first_worries.list(question, question.round, until)
    if len(first) < WORRIES_SHOWN:
        return first, len(first)
    return first, told.count()


def count_answers(
    question: Question, version: UUID | None = None
) -> tuple[list[tuple[str, int, str]], int, int]:
    """Return the counts with their words, how many were heard, and of how many."""
    if version:
        counts = Counter(
            positions_of(question, version).values_list("value", flat=True)
        )
    else:
        until = asked.until_of(question)
        counts = Counter(dict(asked.count_values.list(question, question.round, until)))
    members, heard = count_seats(question), counts.total()
    tally = [
        (str(words.word), counts[value], words.drawing)
        for value, words in WORDS.items()
    ]
    unheard = max(members - heard, 0)
    return [*tally, (str(UNHEARD), unheard, "unheard")], heard, members


def list_answers(
    question: Question,
    member: Membership,
    first: int = 0,
    count: int = PER_PAGE,
    version: UUID | None = None,
) -> list[ShownPosition]:
    """Return answers with names, ordered by name."""
    rows = positions_of(question, version).order_by("member__name", "id")
    return _shown(rows[first : first + count], member, is_named=True)


def cut_answers(
    question: Question, member: Membership, cursor: str, limit: int
) -> Cut[ShownPosition]:
    """Return a part of what `list_answers` lists, to who may see it."""
    standing = standing_of(question, member)
    sees = standing.sees_answers and standing.sees_names
    rows = positions_of(question) if sees else Position.objects.none()
    people = rows.select_related(
        "member", "helper", "second", "answered_by", "proposal"
    )
    part = cut(people, ("member__name", "id"), cursor, limit)
    return Cut(_show_all(part.rows, member, is_named=True), part.next)


def count_named(question: Question, version: UUID | None = None) -> int:
    """Return how many answers `list_answers` lists."""
    return positions_of(question, version).count()


def shows_names(question: Question) -> bool:
    """Say whether members see who answered what; then one may answer by voice too."""
    settings = get_settings(question.collective)
    inside = settings["names_on_positions"] == NAMES_INSIDE
    return inside and not keeps_names_back(question)


def keeps_names_back(question: Question) -> bool:
    """Say whether a stop without a name is, or was, in this question.

    Then no answer in it bears a name: the one that is missing would be the owner's.
    """
    return _nameless.first(question) is not None


@prepared
def _nameless(question: Question) -> QuerySet[Objection, UUID]:
    rows = Objection.objects.filter(question=question, nameless=True)
    return rows.order_by().values_list("id", flat=True)[:1]


def _shown(
    rows: QuerySet[Position], member: Membership, *, is_named: bool
) -> list[ShownPosition]:
    positions = rows.select_related("member", "helper", "second", "answered_by")
    return _show_all(list(positions), member, is_named=is_named)


def _show_all(
    rows: Sequence[Position], member: Membership, *, is_named: bool
) -> list[ShownPosition]:
    heard = attachments_in(row.attachment_id for row in rows if is_named)
    return [
        ShownPosition(
            position=row,
            spoken=heard.get(row.attachment_id),
            name=row.member.name if is_named else "",
            words=WORDS[row.value],
            is_own=row.member_id == member.id,
        )
        for row in rows
    ]


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

    All of the check's members: who has not answered yet is nobody else's business. While
    people are heard, whose words could be: all members.
    """
    return list(_helped(question, helper).select_related("collective"))


def names_of_helped(question: Question, helper: Membership) -> list[tuple[UUID, str]]:
    """Return the same as ids and names."""
    return list(_helped(question, helper).values_list("id", "name"))


def _helped(question: Question, helper: Membership) -> QuerySet[Membership]:
    if question.stage in (Stage.NOTICE, Stage.HEARING):
        rows = list_members(question.collective)
    else:
        seats = seats_of(question).order_by()
        rows = Membership.objects.filter(id__in=seats.values("member"))
    return rows.exclude(id=helper.id).order_by("name", "id")
