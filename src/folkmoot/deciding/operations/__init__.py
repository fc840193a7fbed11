"""Everything that changes a question; one module per part of its way."""

from folkmoot.deciding.operations.afterwards import ask_owners, tell_happened
from folkmoot.deciding.operations.arising import let_arise
from folkmoot.deciding.operations.beside import (
    NoRoomBesideError,
    add_version,
    put_versions,
    remove_version,
)
from folkmoot.deciding.operations.calling import (
    CallRefusedError,
    call,
    withdraw_call,
)
from folkmoot.deciding.operations.calling_back import (
    answer_call_back,
    redraw_call_backs,
)
from folkmoot.deciding.operations.changing import may_write_change, write_change
from folkmoot.deciding.operations.checking import (
    NoSeatError,
    SpokenWithNameError,
    StopIncompleteError,
    StopText,
    VersionMissingError,
    answer_worry,
    take_position,
)
from folkmoot.deciding.operations.drafting import (
    DraftText,
    IncompleteDraftError,
    NotDrafterError,
    may_draft,
)
from folkmoot.deciding.operations.erasing import erase_words, own_questions
from folkmoot.deciding.operations.hearing import (
    Attached,
    add_attachment,
    add_statement,
    contribute,
    respond,
    spoken,
    tell_in_person,
    withdraw_response,
)
from folkmoot.deciding.operations.helping import HelpRefusedError, confirm_recorded
from folkmoot.deciding.operations.hosting import redraw_replies
from folkmoot.deciding.operations.late import LateText, TooLateError, object_late
from folkmoot.deciding.operations.legal_asking import (
    LawText,
    LegalVoteError,
    ask_for_vote,
    drop_vote,
    second_vote,
)
from folkmoot.deciding.operations.legal_counting import Papers, enter_count
from folkmoot.deciding.operations.legal_ending import forget_names, renew_open_votes
from folkmoot.deciding.operations.legal_voting import (
    Roll,
    cast_vote,
    note_paper,
    open_vote,
)
from folkmoot.deciding.operations.looking import (
    look_at_question,
    settle_due_of,
    settle_if_due,
)
from folkmoot.deciding.operations.mailing import mail_led
from folkmoot.deciding.operations.panels import (
    NoPanelError,
)
from folkmoot.deciding.operations.raising import (
    IncompleteQuestionError,
    Shape,
    admit_ideas,
    adopt_question,
    begin_shaping,
    confirm_explanation,
    explain_back,
    merge_question,
    missing_for_sending,
    park_question,
    raise_question,
    send_on,
    shape_question,
    withdraw_question,
)
from folkmoot.deciding.operations.reminding import admit_due, remind_due
from folkmoot.deciding.operations.reviewing import look_back
from folkmoot.deciding.operations.ruling import (
    NotOnPanelError,
    answer_panel,
    ask_panel,
)
from folkmoot.deciding.operations.settling import (
    NotProposerError,
    NotYoursError,
    QuestionMovedOnError,
    settle_due,
    settle_question,
)
from folkmoot.deciding.operations.talking import (
    Invitation,
    choose_talk,
    invite_to_talk,
)
from folkmoot.deciding.operations.working import (
    AnswerText,
    StopStateError,
    agree_restatement,
    answer_stop,
    reply_to_answer,
    restate_stop,
    second_answer,
    talk_about_stop,
)
from folkmoot.deciding.operations.writing import (
    answer_contribution,
    may_second_wording,
    offer_to_draft,
    second_wording,
    submit_draft,
    write_draft,
)

__all__ = [
    "AnswerText",
    "Attached",
    "CallRefusedError",
    "DraftText",
    "HelpRefusedError",
    "IncompleteDraftError",
    "IncompleteQuestionError",
    "Invitation",
    "LateText",
    "LawText",
    "LegalVoteError",
    "NoPanelError",
    "NoRoomBesideError",
    "NoSeatError",
    "NotDrafterError",
    "NotOnPanelError",
    "NotProposerError",
    "NotYoursError",
    "Papers",
    "QuestionMovedOnError",
    "Roll",
    "Shape",
    "SpokenWithNameError",
    "StopIncompleteError",
    "StopStateError",
    "StopText",
    "TooLateError",
    "VersionMissingError",
    "add_attachment",
    "add_statement",
    "add_version",
    "admit_due",
    "admit_ideas",
    "adopt_question",
    "agree_restatement",
    "answer_call_back",
    "answer_contribution",
    "answer_panel",
    "answer_stop",
    "answer_worry",
    "ask_for_vote",
    "ask_owners",
    "ask_panel",
    "begin_shaping",
    "call",
    "cast_vote",
    "choose_talk",
    "confirm_explanation",
    "confirm_recorded",
    "contribute",
    "drop_vote",
    "enter_count",
    "erase_words",
    "explain_back",
    "forget_names",
    "invite_to_talk",
    "let_arise",
    "look_at_question",
    "look_back",
    "mail_led",
    "may_draft",
    "may_second_wording",
    "may_write_change",
    "merge_question",
    "missing_for_sending",
    "note_paper",
    "object_late",
    "offer_to_draft",
    "open_vote",
    "own_questions",
    "park_question",
    "put_versions",
    "raise_question",
    "redraw_call_backs",
    "redraw_replies",
    "remind_due",
    "remove_version",
    "renew_open_votes",
    "reply_to_answer",
    "respond",
    "restate_stop",
    "second_answer",
    "second_vote",
    "second_wording",
    "send_on",
    "settle_due",
    "settle_due_of",
    "settle_if_due",
    "settle_question",
    "shape_question",
    "spoken",
    "submit_draft",
    "take_position",
    "talk_about_stop",
    "tell_happened",
    "tell_in_person",
    "withdraw_call",
    "withdraw_question",
    "withdraw_response",
    "write_change",
    "write_draft",
]
