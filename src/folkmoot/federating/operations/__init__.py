"""Everything that changes a federation and what it decides together."""

from folkmoot.deciding.models import Question
from folkmoot.deciding.operations.carrying_out import carry_out_topic
from folkmoot.deciding.queries.above import ask_above
from folkmoot.federating.operations import structure
from folkmoot.federating.operations.answering import (
    AnswerRefusedError,
    answer_stops,
    second_answers,
)
from folkmoot.federating.operations.asking import follow, follow_due
from folkmoot.federating.operations.counting import count_all, count_due, count_touched
from folkmoot.federating.operations.drafting import (
    DraftRefusedError,
    VersionText,
    answer_theme,
    send_draft,
    write_version,
)
from folkmoot.federating.operations.looking import look_at_question
from folkmoot.federating.operations.raising import (
    RaiseRefusedError,
    RaiseText,
    back,
    raise_change,
    raise_up,
)
from folkmoot.federating.operations.recalling import (
    RecallRefusedError,
    answer_recall,
    ask_recall,
    give_side,
    look_at_recall,
    settle_recall,
    settle_recalls_due,
    settle_recalls_of,
    sign_recall,
)
from folkmoot.federating.operations.settling import (
    replace_drafters_due,
    settle_due,
    settle_question,
)
from folkmoot.federating.operations.structure import (
    StructureError,
    choose_home_leaf,
    link,
    make_federation,
    unlink,
)
from folkmoot.federating.operations.taking_back import ActRefusedError, settle_act
from folkmoot.federating.operations.tasks import (
    TaskRefusedError,
    give_task_back,
    take_task,
)
from folkmoot.federating.queries.structure import is_part

__all__ = [
    "ActRefusedError",
    "AnswerRefusedError",
    "DraftRefusedError",
    "RaiseRefusedError",
    "RaiseText",
    "RecallRefusedError",
    "StructureError",
    "TaskRefusedError",
    "VersionText",
    "answer_recall",
    "answer_stops",
    "answer_theme",
    "ask_recall",
    "back",
    "choose_home_leaf",
    "count_all",
    "count_due",
    "count_touched",
    "follow",
    "follow_due",
    "give_side",
    "give_task_back",
    "link",
    "look_at_question",
    "look_at_recall",
    "make_federation",
    "raise_change",
    "raise_up",
    "replace_drafters_due",
    "second_answers",
    "send_draft",
    "settle_act",
    "settle_due",
    "settle_question",
    "settle_recall",
    "settle_recalls_due",
    "settle_recalls_of",
    "sign_recall",
    "take_task",
    "unlink",
    "wire",
    "write_version",
]


def wire() -> None:
    """Do what questions about federations decide in the collectives below."""
    carry_out_topic(Question.Topic.FEDERATION, structure.carry_out_in_leaf)
    ask_above(is_part)
