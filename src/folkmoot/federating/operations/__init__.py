"""Everything that changes a federation and what it decides together."""

from folkmoot.deciding.models import Question
from folkmoot.deciding.operations.carrying_out import carry_out_topic
from folkmoot.federating.operations import structure
from folkmoot.federating.operations.asking import follow, follow_due
from folkmoot.federating.operations.counting import count_all, count_due, count_touched
from folkmoot.federating.operations.drafting import (
    DraftRefusedError,
    VersionText,
    answer_theme,
    send_draft,
    take_task,
    write_version,
)
from folkmoot.federating.operations.raising import (
    RaiseRefusedError,
    RaiseText,
    back,
    raise_up,
)
from folkmoot.federating.operations.settling import settle_due, settle_question
from folkmoot.federating.operations.structure import (
    StructureError,
    choose_home_leaf,
    link,
    make_federation,
    unlink,
)

__all__ = [
    "DraftRefusedError",
    "RaiseRefusedError",
    "RaiseText",
    "StructureError",
    "VersionText",
    "answer_theme",
    "back",
    "choose_home_leaf",
    "count_all",
    "count_due",
    "count_touched",
    "follow",
    "follow_due",
    "link",
    "make_federation",
    "raise_up",
    "send_draft",
    "settle_due",
    "settle_question",
    "take_task",
    "unlink",
    "wire",
    "write_version",
]


def wire() -> None:
    """Do what questions about federations decide in the collectives below."""
    carry_out_topic(Question.Topic.FEDERATION, structure.carry_out_in_leaf)
