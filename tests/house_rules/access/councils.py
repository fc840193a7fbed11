"""Who may do what: messengers, mandates and councils, on pages and for programs."""

from typing import Any

from tests.house_rules.access.api import reading, writing
from tests.house_rules.access.row import SIGN_IN, Row, Status

NOBODY = "01900000-0000-7000-8000-000000000000"
# In the world Ann speaks for Elm Street, Bo listens, and one entry differs.
WILLING = {"answer": "willing"}
ANSWER = {"value": "consent"}
REPORT = {"text": "We spoke of the shed."}
SAID = {"basis": "own_view", "text": "I like sheds."}
LINE = {"text": "Ask about the shed."}
THEME = {"title": "Sheds", "contributions": [NOBODY]}
ASKED = {"text": "One shed.", "kind": "talk", "why_now": "They decide soon"}


def page(name: str, friend: Status = 200, member: Status = 200) -> Row:
    """Return the row of a page for a federation's people."""
    return Row(f"federating:{name}", "GET", SIGN_IN, 404, friend, member)


def act(name: str, friend: Status, member: Status, data: Any = None) -> Row:
    """Return the row of a form."""
    return Row(f"federating:{name}", "POST", SIGN_IN, 404, friend, member, data)


ROWS: list[Row] = [
    page("messengers"),
    page("pair"),
    page("council"),
    page("themes"),
    page("ask_for_mandate", 404),
    page("ask_to_send", 404),
    act("ask_for_mandate", 404, 302, ASKED),
    act("ask_to_send", 404, 422),
    act("ask_for_pair", 404, 302),
    act("answer_search", 404, 302, WILLING),
    act("name_for_pair", 404, 422),
    act("accept_sending", 404, 302),
    act("stop_carrying", 404, 302),
    act("swap_parts", 404, 302),
    act("write_report", 404, 302, REPORT),
    act("sign_report", 404, 302),
    act("answer_entry", 404, 302, ANSWER),
    act("say", 404, 302, SAID),
    act("make_theme", 404, 422),
    act("translate_item", 404, 302, {"text": "Un cobertizo."}),
    act("take_out", 302, 302),
    act("order_themes", 404, 422),
    act("undo_order", 302, 302),
    act("send_line", 404, 302, LINE),
    page("live", 302, 302),
    reading("get_messengers"),
    reading("get_pair"),
    reading("get_council"),
    reading("get_council_entries"),
    reading("get_themes"),
    writing("ask_for_pair", "POST", 404, 409),
    writing("answer_search", "PUT", 404, 200, {"is_willing": True}),
    writing("name_for_pair", "POST", 404, 404, {"member_id": NOBODY}),
    writing("accept_sending", "PUT", 404, 200),
    writing("stop_carrying", "DELETE", 404, 204),
    writing("swap_parts", "POST", 404, 200),
    writing("write_report", "PUT", 404, 409, REPORT),
    writing("sign_report", "PUT", 404, 200),
    writing("answer_entry", "PUT", 404, 200, ANSWER),
    writing("ask_for_mandate", "POST", 404, 201, {"text": "One shed."}),
    writing("ask_to_send", "POST", 404, 404, {"speaker_id": NOBODY}),
    writing("get_council_entries", "POST", 404, 404, {**SAID, "delegate_id": NOBODY}),
    writing("get_themes", "POST", 404, 409, THEME),
    writing("translate_item", "PUT", 404, 200, {"text": "Un cobertizo."}),
    writing("take_out", "DELETE", 403, 204),
    reading("get_theme_orders"),
    writing("get_theme_orders", "POST", 404, 409, {"themes": [NOBODY, NOBODY]}),
    writing("undo_order", "DELETE", 403, 200),
    reading("get_home_lines"),
    writing("send_line", "PUT", 404, 200, LINE),
]
