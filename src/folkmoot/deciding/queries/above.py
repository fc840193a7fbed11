"""Whether a collective is part of something larger: a room above this one knows."""

from collections.abc import Callable
from uuid import UUID

from folkmoot.deciding.models import Question
from folkmoot.people.models import Membership

type IsPart = Callable[[UUID], bool]

_KNOWING: set[IsPart] = set()
# Where it is decided, carried out or gone there is nothing left to ask others.
OVER = (
    Question.Stage.DECIDED,
    Question.Stage.CARRYING,
    Question.Stage.LOOKING_BACK,
    Question.Stage.CLOSED,
    Question.Stage.MERGED,
)


def ask_above(is_part: IsPart) -> None:
    """Let a room above say whether a collective is part of a federation."""
    _KNOWING.add(is_part)  # told once more where the house is set up once more


def may_go_up(question: Question, member: Membership) -> bool:
    """Say whether ``member`` could ask all groups of a federation this question."""
    if question.led_by_id or question.stage in OVER or not member.takes_positions:
        return False
    return any(is_part(question.collective_id) for is_part in _KNOWING)
