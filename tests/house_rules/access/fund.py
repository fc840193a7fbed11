"""Who may do what: the common fund."""

from typing import Any

from tests.house_rules.access.api import reading, writing
from tests.house_rules.access.row import SIGN_IN, Row

NOBODY = "01900000-0000-7000-8000-000000000000"
DAY = "2027-03-01"
ACCOUNT = {"name": "Cash box", "kind": "held", "code": "EUR"}
COLUMNS = {"day": "0", "amount": "3", "day_order": "dmy", "has_comma": "on", "heads": 1}
BOOKING = {
    "from_account_id": NOBODY,
    "to_account_id": NOBODY,
    "amount": 1,
    "day": DAY,
    "text": "Gift",
}
PROMISE = {"unit_id": NOBODY, "agreed_id": NOBODY, "what": "Nails", "amount": 1}
PAYMENT = {
    "from_account_id": NOBODY,
    "use_account_id": NOBODY,
    "amount": 1,
    "to_whom": "Yard",
    "text": "Nails",
    "day": DAY,
}
FILE = {"account_id": NOBODY, "upload": b"day;amount"}
WHY = {"reason": "Too much"}


def seen(address: str) -> Row:
    """Return the row of a page that friends read too."""
    return Row(f"fund:{address}", "GET", SIGN_IN, 404, 200, 200)


def form(address: str, data: Any = None, member: int = 422) -> list[Row]:
    """Return the rows of a form that members fill in."""
    name = f"fund:{address}"
    return [
        Row(name, "GET", SIGN_IN, 404, 404, 200),
        Row(name, "POST", SIGN_IN, 404, 404, member, data),
    ]


def press(address: str, member: int, data: Any = None) -> Row:
    """Return the row of a button for members."""
    return Row(f"fund:{address}", "POST", SIGN_IN, 404, 404, member, data)


PAGES: list[Row] = [
    seen("fund"),
    seen("ledger"),
    seen("ledger_table"),
    seen("ledger_beancount"),
    seen("payment"),
    *form("fund_account", ACCOUNT, 302),
    *form("fund_booking"),
    *form("fund_correction", WHY, 302),
    *form("fund_rules"),
    *form("fund_promise"),
    *form("fund_freeing", WHY, 302),
    # Its decision stands.
    *form("fund_renewal"),
    *form("fund_payment"),
    press("second_name", 302),
    *form("payment_withdrawal", WHY, 302),
    *form("statements"),
    *form("statement", COLUMNS, 302),
    press("statement_drop", 302),
    # Nothing chosen is nothing there.
    press("line_match", 404),
    press("line_aside", 302, WHY),
]
API: list[Row] = [
    reading("get_fund"),
    reading("get_fund_accounts"),
    writing("get_fund_accounts", "POST", 404, 201, ACCOUNT),
    writing("set_fund_rules", "PUT", 404, 409, {"agreed_id": NOBODY}),
    reading("get_fund_bookings"),
    writing("get_fund_bookings", "POST", 404, 404, BOOKING),
    writing("correct_booking", "POST", 404, 201, WHY),
    reading("get_fund_promises"),
    writing("get_fund_promises", "POST", 404, 404, PROMISE),
    writing("free_promise", "POST", 404, 200, WHY),
    writing("renew_promise", "POST", 404, 409),
    reading("get_fund_payments"),
    reading("get_fund_payment"),
    writing("pay_from_fund", "POST", 404, 404, PAYMENT),
    writing("second_payment", "PUT", 404, 200),
    writing("withdraw_payment", "POST", 404, 200, WHY),
    reading("get_ledger_table"),
    reading("get_ledger_beancount"),
    reading("get_bank_statements", friend=404),
    writing("get_bank_statements", "POST", 404, 404, FILE),
    reading("get_bank_statement", friend=404),
    writing("read_statement", "PUT", 404, 200, {}),
    writing("get_bank_statement", "DELETE", 404, 204),
    reading("get_statement_lines", friend=404),
    writing("match_line", "PUT", 404, 404, {"payment_id": NOBODY}),
    writing("book_line", "PUT", 404, 404, {"account_id": NOBODY}),
    writing("set_line_aside", "PUT", 404, 200, WHY),
]
IDEA = {"title": "Paint", "cost": 20}
SURPLUS: list[Row] = [
    seen("surpluses"),
    *form("note_surplus"),
    seen("surplus"),
    *form("new_surplus_idea", IDEA, 302),
    *form("surplus_idea", IDEA, 302),
    press("surplus_idea_drop", 302),
    # It is her own idea.
    press("surplus_cost", 422),
    press("surplus_marks", 302),
    # Not everybody has marked.
    press("surplus_shares", 422),
    *form("surplus_draft"),
    press("left_over_use", 422),
    reading("get_surpluses"),
    writing("get_surpluses", "POST", 404, 422, {"what": "Hours", "amount": 1}),
    reading("get_surplus"),
    reading("get_surplus_ideas"),
    writing("get_surplus_ideas", "POST", 404, 201, IDEA),
    writing("change_surplus_idea", "PUT", 404, 200, IDEA),
    writing("change_surplus_idea", "DELETE", 404, 204),
    writing("agree_with_cost", "PUT", 404, 403),
    reading("get_own_marks", friend=404),
    writing("get_own_marks", "PUT", 404, 200, {"ideas": []}),
    writing("draw_shares", "POST", 404, 409),
    writing("write_shares_into_draft", "POST", 404, 409, {"amounts": {}}),
    writing("use_left_over", "POST", 404, 409, {"what": "Feast", "amount": 1}),
]
ROWS: list[Row] = [*PAGES, *API, *SURPLUS]
