"""What a question's stage means to those who read about it."""

from folkmoot.deciding.models import Question

Stage = Question.Stage
# Short views can still be answered, or nobody was asked yet.
NOT_HEARD_OUT = (
    Stage.IDEA,
    Stage.SHAPING,
    Stage.NOTICE,
    Stage.HEARING,
    Stage.CHECKING,
)


def is_heard_out(question: Question) -> bool:
    """Say whether the counts of its short views are open to all."""
    return question.stage not in NOT_HEARD_OUT
