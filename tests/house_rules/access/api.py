"""Who may do what: the API, with a key that reads and writes."""

from typing import Any

from tests.house_rules.access.row import Row, Status, everyone
from tests.house_rules.logs import PAPER

NEEDS_KEY = 401
SETTING = {"topic": "settings", "values": {"open_questions": 8}}
NOBODY = "01900000-0000-7000-8000-000000000000"
LAW = {
    "law": "Clause 12",
    "who": "All members",
    "rule": {"yes": 2, "of": 3, "is_more": False, "base": "roll"},
}
PAPERS = {"yes": 1, "no": 0, "blank": 0, "spoilt": 0}
SHAPED = {"title": "Trees", "question_class": "ordinary", "shape": {}}
PERSON = {"name": "Ann", "language": "en", "time_zone": "", "mail_rhythm": "each"}


def reading(address: str, friend: Status = 200, member: Status = 200) -> Row:
    """Return the row of something inside a collective."""
    return Row(f"api:{address}", "GET", NEEDS_KEY, 404, friend, member)


def writing(
    address: str,
    method: str,
    friend: Status,
    member: Status,
    data: dict[str, Any] | None = None,
) -> Row:
    """Return the row of a write inside a collective."""
    return Row(f"api:{address}", method, NEEDS_KEY, 404, friend, member, data)


def own(
    address: str,
    method: str,
    status: Status,
    data: dict[str, Any] | None = None,
) -> Row:
    """Return the row of what everybody has of their own."""
    return Row(f"api:{address}", method, NEEDS_KEY, status, status, status, data)


def anns(address: str, method: str, status: Status) -> Row:
    """Return the row of what belongs to one person, here to Ann."""
    return Row(f"api:{address}", method, NEEDS_KEY, 404, 404, status)


ME = [
    own("get_me", "GET", 200),
    own("get_me", "PUT", 200, PERSON),
    own("stop_mail", "DELETE", 204),
    own("get_channels", "GET", 200),
    own("get_channels", "POST", 422),
    anns("ask_to_verify", "POST", 204),
    anns("remove_channel", "DELETE", 204),
    own("get_sessions", "GET", 200),
    own("get_sessions", "DELETE", 204),
    anns("end_session", "DELETE", 204),
    own("get_passkeys", "GET", 200),
    anns("remove_passkey", "DELETE", 204),
    own("get_tokens", "GET", 200),
    anns("end_token", "DELETE", 204),
]
OWN_WORDS = [
    own("get_waiting", "GET", 200),
    own("download_own_words", "GET", 200),
    own("erase_everything", "POST", 204, {"word": "erase"}),
]
COLLECTIVES = [
    own("get_collectives", "GET", 200),
    own("get_collectives", "POST", 403, {"name": "Ash Road", "member_name": "Zed"}),
    reading("get_collective"),
    reading("read_agreement"),
    reading("get_agreements"),
    reading("read_settings"),
    writing("read_settings", "PATCH", 404, 409, {"values": {"money_limit": 9}}),
    writing("step_in", "PUT", 403, 200),
    writing("leave", "DELETE", 204, 204),
    reading("get_members"),
    reading("get_roles"),
    reading("get_role_searches"),
    reading("get_lots", 404),
    writing("get_lots", "PUT", 404, 200, {"is_in": False}),
    writing("ask_for_role", "POST", 404, 201),
    writing("answer_filling", "PUT", 404, 200, {"is_willing": True}),
    writing("name_for_role", "POST", 404, 404, {"member_id": NOBODY}),
    writing("learn_role", "PUT", 404, 409),
    writing("learn_role", "DELETE", 404, 404),
    anns("lay_down", "DELETE", 204),
    reading("get_invitations", 404),
    writing("get_invitations", "POST", 404, 201, {"note": "Next door"}),
    reading("read_invitation", 404),
    writing("read_invitation", "DELETE", 404, 204),
    own("open_invitation", "GET", 200),
    own("join", "POST", 201, {"name": "Zed"}),
    reading("get_recoveries"),
    own("get_own_recoveries", "GET", 200),
    reading("get_without_way", 404),
    writing("vouch", "PUT", 404, 200),
    writing("stop_recovery", "POST", 404, 200, {"reason": "I know him not"}),
]
TEXT = {"text": "Quiet hours could end at seven"}
AGREE = {"answer": "agree"}
FILE = {"description": "Bo says it", "upload": b"OggS"}
FOUNDING = {
    "title": "A new text",
    "why_now": "Spring",
    "change": {"topic": "agreement", "text": "We", "short_text": "Us"},
}
DRAFT = {
    "text": "Two trees",
    "look_back_date": "2027-06-01",
    "tasks": [{"what": "Buy wood", "due_date": "2027-04-01"}],
}
VERSION = {**DRAFT, "label": "Two trees"}
PARKED = {"until": "2027-04-01T08:00:00Z"}
QUESTIONS = [
    reading("list_questions"),
    writing("list_questions", "POST", 201, 201, {"title": "A shed"}),
    writing("raise_founding_question", "POST", 201, 201, FOUNDING),
    reading("get_question"),
    writing("shape_question", "PUT", 200, 200, SHAPED),
    writing("look_at_question", "PUT", 200, 200),
    writing("begin_shaping", "PUT", 409, 409),
    reading("get_clarity"),
    reading("get_hosting"),
    writing("read_plainly", "POST", 200, 200, {"text": "It is about trees."}),
    reading("get_explanations"),
    writing("get_explanations", "POST", 201, 403, TEXT),
    writing("confirm_explanation", "PUT", 403, 200),
    writing("send_on", "POST", 403, 200),
    writing("withdraw_question", "POST", 403, 200),
    writing("adopt_question", "POST", 403, 200),
    writing("park_question", "POST", 403, 200, PARKED),
    writing("merge_question", "POST", 409, 409, {"into": 2}),
    reading("get_calls"),
    reading("get_reach_out"),
    writing("call", "PUT", 403, 200),
    writing("call", "DELETE", 404, 200),
    reading("get_attachments"),
    writing("get_attachments", "POST", 403, 201, FILE),
]
HEARINGS = [
    reading("get_hearings"),
    reading("get_map", 404, 404),
    reading("get_map_closer", 404, 404),
    reading("compare_maps", 404, 404),
    reading("get_hearing"),
    reading("get_statements"),
    reading("get_next_statement"),
    writing("respond_to_conversation", "PUT", 200, 200, AGREE),
    writing("respond_to_conversation", "DELETE", 200, 200),
    writing("fold", "PUT", 404, 200, {"reason": "It names a neighbour"}),
    writing("fold", "DELETE", 404, 409),
    writing("appeal", "PUT", 403, 409, {"words": "It is fine"}),
    reading("get_folds"),
    reading("get_answers_table", 403, 403),
    reading("get_statements_table"),
    writing("put_first", "PUT", 404, 200),
    writing("put_first", "DELETE", 404, 200),
    reading("get_attachment"),
    reading("get_question_hearing"),
    reading("list_statements"),
    writing("list_statements", "POST", 201, 201, TEXT),
    reading("next_statement"),
    writing("respond", "PUT", 200, 200, AGREE),
    writing("respond", "DELETE", 200, 200),
    reading("get_contributions"),
    writing("get_contributions", "POST", 201, 201, TEXT),
    writing("contribute_file", "POST", 201, 201, FILE),
    reading("get_not_reached"),
    writing("tell_in_person", "PUT", 403, 204),
]
DRAFTS = [
    reading("get_drafters"),
    writing("get_drafters", "POST", 403, 201),
    reading("get_versions"),
    writing("get_versions", "POST", 403, 201, DRAFT),
    reading("get_version"),
    writing("add_version", "POST", 403, 201, VERSION),
    writing("remove_version", "DELETE", 403, 200),
    writing("submit_draft", "POST", 403, 200),
    writing("second_wording", "PUT", 409, 409),
    writing("write_change", "PUT", 403, 200, SETTING),
    reading("get_uses"),
    writing("answer_contribution", "PUT", 403, 200, {"use": "used"}),
    reading("list_decisions"),
    reading("get_decision"),
    reading("compute_decision"),
    reading("get_hurry"),
]
TASKS = [
    reading("list_tasks"),
    reading("get_task"),
    reading("get_progress"),
    # The task of the world is agreed and offered to the member.
    writing("accept", "PUT", 403, 200),
    writing("take_over", "PUT", 200, 200),
    writing("release", "POST", 403, 200),
    writing("get_progress", "POST", 201, 201, {"text": "Half done"}),
    writing("finish", "PUT", 403, 403),
    writing("drop", "POST", 200, 200, {"reason": "Rain"}),
]
YES = {"value": "consent"}
HEARD = {"heard": True, "at": "2027-03-01T18:00:00Z"}
CASE = {"kind": "complaint", "reason": "A rule"}
INVITED: dict[str, Any] = {
    "way": "call",
    "where": "0123",
    "times": [f"2031-03-0{day}T18:00:00Z" for day in (2, 3, 4)],
}
LATE = {"harm": "Noise", "to_whom": "Me", "why_not_heard": "Away"}
CHECKS = [
    reading("get_positions"),
    reading("get_named_positions"),
    reading("get_helped"),
    writing("help_answer", "PUT", 403, 200, {**YES, "is_said": True}),
    writing("help_contribute", "POST", 403, 201, {"text": "A", "is_said": True}),
    reading("get_receipt", 404),
    writing("confirm_recorded", "PUT", 404, 409, HEARD),
    writing("call_back", "PUT", 404, 409, {"at": HEARD["at"], "is_right": True}),
    writing("take_position", "PUT", 403, 200, YES),
    writing("take_spoken_position", "POST", 403, 201, {**YES, **FILE}),
    writing("answer_worry", "PUT", 404, 200, {"text": "We look after it"}),
    reading("get_stops"),
    writing("get_stops", "POST", 409, 409, LATE),
    # A friend sees the stops of a running check when it is over.
    reading("get_stop", 404),
    reading("get_talk", 404),
    writing("restate_stop", "PUT", 404, 200, {"text": "The drain"}),
    writing("agree_restatement", "PUT", 404, 200, {"is_right": True}),
    writing("get_talk", "POST", 404, 201, {"text": "Hm"}),
    writing("invite_to_talk", "POST", 404, 201, INVITED),
    writing("choose_talk", "PUT", 404, 409, {"time": INVITED["times"][0]}),
    writing("answer_stop", "PUT", 404, 200, {"kind": "reasons", "text": "Deep"}),
    writing("second_answer", "PUT", 404, 200),
    writing("reply_to_answer", "PUT", 404, 409, {"is_solved": True}),
    writing("tell_happened", "PUT", 404, 409, {"happened": "no"}),
    reading("get_legal_vote"),
    writing("get_legal_vote", "PUT", 403, 409, LAW),
    writing("second_vote", "POST", 403, 200),
    writing("drop_vote", "POST", 403, 200, {"reason": "No"}),
    writing(
        "open_vote", "POST", 403, 200, {"members": [], "others": ["Jo"], "days": 9}
    ),
    writing("cast_vote", "PUT", 409, 200, {"answer": "yes"}),
    reading("get_roll", 404),
    writing("note_paper", "PUT", 403, 409, {"has_given": True}),
    writing("enter_count", "PUT", 403, 409, PAPERS),
    reading("get_panels"),
    writing("get_panels", "POST", 403, 409, CASE),
    reading("get_panel", 404),
    writing("answer_panel", "PUT", 404, 403, {"answer": True, "reason": "So"}),
    reading("get_review"),
    writing("look_back", "PUT", 200, 200, {"conclusion": "keep"}),
]
RECORD = [
    reading("get_record"),
    reading("check_record"),
    reading("get_log"),
    reading("list_ends"),
    reading("get_entry_receipt", 404),
    writing("agree_to_go_on", "POST", 404, 409, {"state": "unsure"}),
    writing("put_key_on_paper", "PUT", 404, 200, {"paper": PAPER}),
    # Nobody asked for another one.
    reading("get_doubts"),
    writing("get_doubts", "PUT", 404, 409, {"first": 1}),
    writing("confirm_own", "POST", 404, 409, {"numbers": [1]}),
    reading("get_guardians"),
    writing("vouch_for_key", "POST", 404, 409, {"request": "x"}),
    writing("bring_guardians_voucher", "POST", 404, 422, {"voucher": "x"}),
    writing("agree_to_next_key", "POST", 404, 409, {"print": "0" * 64}),
    writing("refuse_next_key", "POST", 404, 409, {"print": "0" * 64}),
    # No key was promised yet.
    writing("bring_next_key", "PUT", 404, 409, {"paper": PAPER}),
    reading("get_device_key", 404),
    writing("get_device_key", "PUT", 404, 422, {"key": "x"}),
    writing("get_device_key", "DELETE", 404, 204),
    reading("search"),
    writing("begin_export", "POST", 404, 201),
    reading("download_export", 404),
]
ROWS: list[Row] = [
    everyone("api:description", 200),
    *ME,
    *OWN_WORDS,
    *COLLECTIVES,
    *QUESTIONS,
    *HEARINGS,
    *DRAFTS,
    *CHECKS,
    *TASKS,
    *RECORD,
]
