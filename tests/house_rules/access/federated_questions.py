"""Who may do what: questions to all groups of a federation."""

from typing import Any

from tests.house_rules.access.api import reading, writing
from tests.house_rules.access.row import SIGN_IN, Row

NOBODY = "01900000-0000-7000-8000-000000000000"
ASKED = {"title": "One shed?", "short_text": "One shed for all streets."}
SHARED = {**ASKED, "scope": "shared", "klass": "ordinary"}
WORDING = {"label": "evenings", "text": "One shed, open late."}
VERSION = {"text": "One shed.", "look_back_date": "2027-09-01"}


def page(name: str, friend: int = 200, member: int = 200) -> Row:
    """Return the row of a page inside a federation."""
    return Row(f"federating:{name}", "GET", SIGN_IN, 404, friend, member)


def act(name: str, friend: int, member: int, data: Any) -> Row:
    """Return the row of a form inside a federation."""
    return Row(f"federating:{name}", "POST", SIGN_IN, 404, friend, member, data)


ROWS: list[Row] = [
    page("question"),
    page("question_by_id", 302, 302),
    page("group"),
    page("said"),
    page("stops"),
    page("answer_stops"),
    page("draft"),
    page("amendments"),
    page("computation", 404, 404),
    page("alone"),
    page("case"),
    page("ask_fundamental", friend=404),
    page("raise_question"),
    page("raise_from"),
    act("raise_question", 422, 422, SHARED),
    act("back", 422, 422, {}),
    act("draft", 422, 302, VERSION),
    act("send_draft", 422, 422, {}),
    act("amendments", 422, 302, WORDING),
    act("sign_amendment", 422, 302, {}),
    act("withdraw_amendment_signature", 422, 302, {}),
    act("take_amendment", 422, 302, {}),
    act("agree_taken", 422, 422, {}),
    act("withdraw_agreement", 422, 302, {}),
    act("answer_theme", 422, 302, {"use": "used"}),
    act("take_task", 422, 302, {}),
    act("give_task_back", 422, 422, {}),
    act("answer_stops", 422, 422, {"stops": [NOBODY], "text": "Yes."}),
    act("second_answers", 422, 422, {"stops": [NOBODY]}),
    act("say_ours", 422, 302, {"reason": "Our stairs only."}),
    act("unsay_ours", 422, 302, {}),
    act("ask_fundamental", 404, 422, {"reason": "It takes our roof."}),
    act("answer_case", 422, 302, {"answer": "no", "reason": "It is for all."}),
    reading("get_parts_to_say"),
    reading("get_federated_cases"),
    reading("get_federated_case"),
    writing("say_ours", "PUT", 403, 200, {"reason": "Our stairs only."}),
    writing("say_ours", "DELETE", 403, 204),
    writing("ask_fundamental", "PUT", 404, 409, {"reason": "It takes our roof."}),
    writing(
        "answer_federated_case",
        "PUT",
        403,
        200,
        {"answer": False, "reason": "It is for all."},
    ),
    reading("list_federated_questions"),
    reading("get_federated_question"),
    reading("find_federated_question"),
    reading("compute_federated_result", 404, 404),
    reading("get_federated_groups"),
    reading("get_federated_group"),
    reading("get_federated_words"),
    reading("get_federated_versions"),
    reading("get_federated_themes"),
    reading("get_wordings"),
    reading("get_wording"),
    writing("get_wordings", "POST", 403, 201, WORDING),
    writing("sign_wording", "PUT", 403, 200),
    writing("sign_wording", "DELETE", 403, 200),
    writing("take_wording", "PUT", 409, 200),
    writing("agree_wording_taken", "PUT", 403, 409),
    writing("agree_wording_taken", "DELETE", 403, 200),
    reading("get_federated_stops"),
    writing("list_federated_questions", "POST", 422, 201, ASKED),
    writing("back_federated_question", "PUT", 422, 422),
    writing("get_federated_versions", "POST", 409, 201, VERSION),
    writing("answer_federated_theme", "PUT", 409, 200, {"use": "used"}),
    writing("send_federated_draft", "POST", 409, 409),
    writing("take_federated_task", "PUT", 409, 200),
    writing("take_federated_task", "DELETE", 409, 409),
    writing(
        "answer_federated_stops",
        "POST",
        409,
        409,
        {"stops": [NOBODY], "kind": "reasons", "text": "Yes."},
    ),
    writing("second_federated_answers", "POST", 409, 409, {"stops": [NOBODY]}),
]
