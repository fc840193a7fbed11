"""What one person may see of a running check: no sum before their own answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from folkmoot.deciding.models import Position, Question, Seat
from folkmoot.deciding.queries.pages.answers import ANSWERED_IN
from folkmoot.deciding.words.positions import WORDS, PositionWords
from folkmoot.engines.consensus import Stage
from folkmoot.federating.models import FederatedQuestion, Node
from folkmoot.federating.queries.versions import counted_versions
from folkmoot.people.models import Membership


@dataclass(frozen=True)
class Standing:
    """A reader's place in the present check of all groups."""

    own_question: Question | None  # of the reader's own group
    is_asked: bool
    own: Position | None
    sees_answers: bool

    @property
    def own_words(self) -> PositionWords | None:
        """The reader's own answer, in words."""
        return WORDS[self.own.value] if self.own else None


def standing_of(question: FederatedQuestion, member: Membership) -> Standing:
    """Return the reader's place; the rule is that of a question in one group.

    Whoever has a seat in any group and has not answered sees no sum while answers can
    change; those without one see sums once the check itself is over. Where a group is
    not asked yet, its people have no seat, and see nothing of the check either.
    """
    leaf = _own_question(question, member)
    seats = Seat.objects.filter(
        question__led_by_id=question.id,
        round=question.round,
        member__person=member.person_id,
    )
    asked = list(seats.values_list("id", flat=True))
    own = _own_of(question, asked) if asked else None
    stage = Stage(question.stage)
    is_over = stage not in ANSWERED_IN
    without_seat = not asked and stage is not Stage.CHECKING
    return Standing(
        own_question=leaf,
        is_asked=bool(asked),
        own=own,
        sees_answers=is_over or own is not None or without_seat,
    )


def _own_of(question: FederatedQuestion, seats: Sequence[UUID]) -> Position | None:
    """Return the reader's own answer, the one that opens everybody else's.

    Of several versions side by side all want one first; later, the one that goes on.
    """
    rows = Position.objects.filter(seat__in=seats).select_related("proposal")
    held = list(rows.order_by("proposal__version"))
    if not question.variants:
        return held[0] if held else None
    if question.stage == Stage.CHECKING:
        return held[0] if len(held) >= question.variants else None
    numbers = {version.number for version in counted_versions(question)}
    return next((row for row in held if row.proposal.version in numbers), None)


def _own_question(question: FederatedQuestion, member: Membership) -> Question | None:
    nodes = Node.objects.filter(question=question, collective=member.collective_id)
    rows = Question.objects.filter(id__in=nodes.values("leaf_question_id"))
    return rows.select_related("collective").first()
