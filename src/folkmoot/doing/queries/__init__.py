"""Reading tasks, progress and look-backs."""

from folkmoot.doing.queries.facts import (
    TaskCount,
    are_finished,
    carrier_left_at,
    count_accepted,
    fails_at,
    finished_at,
)
from folkmoot.doing.queries.reviews import (
    ReviewCount,
    ReviewReport,
    answer_by,
    conclusion_of,
    conclusion_rule,
    list_answers,
    report_of,
    review_of,
)
from folkmoot.doing.queries.tasks import (
    TaskBoard,
    get_board,
    list_reminders,
    open_help_wanted,
    overdue,
    tasks_carried_by,
    tasks_in,
    tasks_of,
    tasks_offered_to,
    with_lines,
)

__all__ = [
    "ReviewCount",
    "ReviewReport",
    "TaskBoard",
    "TaskCount",
    "answer_by",
    "are_finished",
    "carrier_left_at",
    "conclusion_of",
    "conclusion_rule",
    "count_accepted",
    "fails_at",
    "finished_at",
    "get_board",
    "list_answers",
    "list_reminders",
    "open_help_wanted",
    "overdue",
    "report_of",
    "review_of",
    "tasks_carried_by",
    "tasks_in",
    "tasks_of",
    "tasks_offered_to",
    "with_lines",
]
