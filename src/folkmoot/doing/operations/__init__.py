"""Every change to tasks and look-backs.

None of these looks at a question's stage: `deciding` settles the question first where
the stage matters. ``Commitment.agreed_at`` alone tells a draft's task from an agreed
one.
"""

from folkmoot.doing.operations.carrying import accept, release, take_over
from folkmoot.doing.operations.erasing import erase_words
from folkmoot.doing.operations.errors import (
    CarrierGoneError,
    DoingError,
    NotAgreedYetError,
    NotCarrierError,
    NotPartOfItError,
    ReviewAlreadyClosedError,
    ReviewClosedError,
    TaskEndedError,
    TaskTakenError,
    WordsMissingError,
)
from folkmoot.doing.operations.letters import remind_due
from folkmoot.doing.operations.progress import drop, finish, report
from folkmoot.doing.operations.reviews import (
    Answers,
    answer_review,
    close_review,
    extend_review,
    open_review,
)
from folkmoot.doing.operations.tasks import (
    Task,
    agree_tasks,
    free_tasks_not_begun,
    keep_tasks_of,
    lock_tasks,
    set_tasks,
)

__all__ = [
    "Answers",
    "CarrierGoneError",
    "DoingError",
    "NotAgreedYetError",
    "NotCarrierError",
    "NotPartOfItError",
    "ReviewAlreadyClosedError",
    "ReviewClosedError",
    "Task",
    "TaskEndedError",
    "TaskTakenError",
    "WordsMissingError",
    "accept",
    "agree_tasks",
    "answer_review",
    "close_review",
    "drop",
    "erase_words",
    "extend_review",
    "finish",
    "free_tasks_not_begun",
    "keep_tasks_of",
    "lock_tasks",
    "open_review",
    "release",
    "remind_due",
    "report",
    "set_tasks",
    "take_over",
]
