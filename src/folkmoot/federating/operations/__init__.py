"""Everything that changes a federation and what it decides together."""

from folkmoot.deciding.models import Question
from folkmoot.deciding.operations.carrying_out import carry_out_topic
from folkmoot.deciding.queries.above import ask_above
from folkmoot.federating.operations import deciding_mandates, structure
from folkmoot.federating.operations.alone import (
    AloneRefusedError,
    say_ours,
    unsay_ours,
)
from folkmoot.federating.operations.amending import (
    AmendmentError,
    AmendmentText,
    agree_taken,
    propose_amendment,
    sign_amendment,
    take_amendment,
    withdraw_signature,
)
from folkmoot.federating.operations.answering import (
    AnswerRefusedError,
    answer_stops,
    second_answers,
)
from folkmoot.federating.operations.asking import follow, follow_due
from folkmoot.federating.operations.cases import (
    CaseRefusedError,
    NotDrawnError,
    answer_federated_panel,
    ask_fundamental,
)
from folkmoot.federating.operations.confirming import (
    EntryAnswerError,
    answer_entry,
    settle_entries,
    settle_entries_due,
    tell_differences_due,
)
from folkmoot.federating.operations.counting import count_all, count_due, count_touched
from folkmoot.federating.operations.deciding_mandates import (
    Asking,
    MandateError,
    ask_for_mandate,
    ask_to_send,
)
from folkmoot.federating.operations.delegating import (
    DelegateError,
    accept_sending,
    stop_carrying,
    swap_parts,
)
from folkmoot.federating.operations.drafting import (
    DraftRefusedError,
    VersionText,
    answer_theme,
    send_draft,
    write_version,
)
from folkmoot.federating.operations.erasing import erase_words
from folkmoot.federating.operations.grouping import (
    GroupingError,
    make_theme,
    take_out,
    translate_item,
)
from folkmoot.federating.operations.lines import LineError, send_line
from folkmoot.federating.operations.looking import look_at_question
from folkmoot.federating.operations.mandating import MandateText, give_mandate
from folkmoot.federating.operations.ordering import order_themes, undo_order
from folkmoot.federating.operations.raising import (
    RaiseRefusedError,
    RaiseText,
    back,
    raise_change,
    raise_found,
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
from folkmoot.federating.operations.reporting import (
    ReportError,
    sign_report,
    write_report,
)
from folkmoot.federating.operations.seeking import (
    PairSearchError,
    answer_search,
    ask_for_pair,
    draw_pairs_due,
    name_for_pair,
    settle_searches,
)
from folkmoot.federating.operations.settling import (
    replace_drafters_due,
    settle_due,
    settle_question,
)
from folkmoot.federating.operations.speaking import (
    DiffersError,
    SpeakError,
    Words,
    say_in_council,
)
from folkmoot.federating.operations.structure import (
    StructureError,
    choose_home_leaf,
    link,
    make_federation,
    unlink,
)
from folkmoot.federating.operations.taking_back import (
    ActRefusedError,
    settle_act,
    tell_recalls_due,
)
from folkmoot.federating.operations.tasks import (
    TaskRefusedError,
    give_task_back,
    take_task,
)
from folkmoot.federating.queries.structure import is_part

__all__ = [
    "ActRefusedError",
    "AloneRefusedError",
    "AmendmentError",
    "AmendmentText",
    "AnswerRefusedError",
    "Asking",
    "CaseRefusedError",
    "DelegateError",
    "DiffersError",
    "DraftRefusedError",
    "EntryAnswerError",
    "GroupingError",
    "LineError",
    "MandateError",
    "MandateText",
    "NotDrawnError",
    "PairSearchError",
    "RaiseRefusedError",
    "RaiseText",
    "RecallRefusedError",
    "ReportError",
    "SpeakError",
    "StructureError",
    "TaskRefusedError",
    "VersionText",
    "Words",
    "accept_sending",
    "agree_taken",
    "answer_entry",
    "answer_federated_panel",
    "answer_recall",
    "answer_search",
    "answer_stops",
    "answer_theme",
    "ask_for_mandate",
    "ask_for_pair",
    "ask_fundamental",
    "ask_recall",
    "ask_to_send",
    "back",
    "choose_home_leaf",
    "count_all",
    "count_due",
    "count_touched",
    "draw_pairs_due",
    "erase_words",
    "follow",
    "follow_due",
    "give_mandate",
    "give_side",
    "give_task_back",
    "link",
    "look_at_question",
    "look_at_recall",
    "make_federation",
    "make_theme",
    "name_for_pair",
    "order_themes",
    "propose_amendment",
    "raise_change",
    "raise_found",
    "raise_up",
    "replace_drafters_due",
    "say_in_council",
    "say_ours",
    "second_answers",
    "send_draft",
    "send_line",
    "settle_act",
    "settle_due",
    "settle_entries",
    "settle_entries_due",
    "settle_question",
    "settle_recall",
    "settle_recalls_due",
    "settle_recalls_of",
    "settle_searches",
    "sign_amendment",
    "sign_recall",
    "sign_report",
    "stop_carrying",
    "swap_parts",
    "take_amendment",
    "take_out",
    "take_task",
    "tell_differences_due",
    "tell_recalls_due",
    "translate_item",
    "undo_order",
    "unlink",
    "unsay_ours",
    "wire",
    "withdraw_signature",
    "write_report",
    "write_version",
]


def wire() -> None:
    """Do what questions about federations decide in the collectives below."""
    carry_out_topic(Question.Topic.FEDERATION, structure.carry_out_in_leaf)
    ask_above(is_part)
    carry_out_topic(Question.Topic.MANDATE, deciding_mandates.carry_out_mandate)
