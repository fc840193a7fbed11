"""Who may do what: the front page, one's own page and a collective's pages."""

from tests.house_rules.access.row import SIGN_IN, Row, everyone
from tests.house_rules.logs import PAPER

ROWS: list[Row] = [
    Row("home:welcome", "GET", 200, 302, 302, 302),
    everyone("home:help", 200),
    Row("home:my_page", "GET", SIGN_IN, 200, 200, 200),
    Row("home:download", "GET", SIGN_IN, 200, 200, 200),
    Row("home:download_file", "GET", SIGN_IN, 200, 200, 200),
    Row("home:erase", "GET", SIGN_IN, 200, 200, 200),
    Row("home:erase", "POST", SIGN_IN, 302, 302, 302, {"word": "erase"}),
    Row("home:collective", "GET", SIGN_IN, 404, 200, 200),
    Row("home:first_step", "GET", SIGN_IN, 404, 302, 302),
    Row("home:questions", "GET", SIGN_IN, 404, 200, 200),
    Row("home:decisions", "GET", SIGN_IN, 404, 200, 200),
    Row("home:search", "GET", SIGN_IN, 404, 200, 200),
    Row("home:agreement", "GET", SIGN_IN, 404, 200, 200),
    Row("home:settings", "GET", SIGN_IN, 404, 200, 200),
    # Three members have joined: a question changes the settings.
    Row("home:settings", "POST", SIGN_IN, 404, 404, 422),
    Row("home:record", "GET", SIGN_IN, 404, 200, 200),
    Row("home:export", "GET", SIGN_IN, 404, 404, 200),
    Row("home:export", "POST", SIGN_IN, 404, 404, 302),
    Row("home:device", "GET", SIGN_IN, 404, 404, 200),
    Row("home:device", "POST", SIGN_IN, 404, 404, 302),
    Row("home:end_device", "POST", SIGN_IN, 404, 404, 302),
    Row("home:export_file", "GET", SIGN_IN, 404, 404, 200),
    Row("home:check_record", "GET", SIGN_IN, 404, 200, 200),
    Row("home:agree", "POST", SIGN_IN, 404, 404, 302, {"state": "unsure"}),
    Row("home:receipt", "GET", SIGN_IN, 404, 404, 200),
    Row("home:record_key", "GET", SIGN_IN, 404, 200, 200),
    Row("home:new_key", "GET", SIGN_IN, 404, 404, 200),
    Row("home:promise_key", "GET", SIGN_IN, 404, 404, 200),
    Row("home:promise_key", "POST", SIGN_IN, 404, 404, 302, {"paper": PAPER}),
    Row("home:change_key", "GET", SIGN_IN, 404, 404, 200),
    # No key was promised yet.
    Row("home:change_key", "POST", SIGN_IN, 404, 404, 422, {"paper": PAPER}),
    # Nobody asked for another one: they are told, on the page of the key.
    Row("home:agree_to_paper", "POST", SIGN_IN, 404, 404, 302),
    Row("home:refuse_paper", "POST", SIGN_IN, 404, 404, 302),
    Row("home:ends", "GET", SIGN_IN, 404, 200, 200),
    Row("home:doubts", "GET", SIGN_IN, 404, 200, 200),
    # The key was not changed.
    Row("home:doubts", "POST", SIGN_IN, 404, 404, 422, {"number": "1"}),
    Row("home:confirm_own", "POST", SIGN_IN, 404, 404, 302, {"numbers": "1"}),
    Row("home:guardians", "GET", SIGN_IN, 404, 200, 200),
    Row("home:vouch", "GET", SIGN_IN, 404, 404, 200),
    Row("home:vouch", "POST", SIGN_IN, 404, 404, 422),
    Row("home:bring_voucher", "GET", SIGN_IN, 404, 404, 200),
    Row("home:bring_voucher", "POST", SIGN_IN, 404, 404, 422),
    everyone("home:check_receipt", 200),
    everyone("home:check_receipt", 422, "POST"),
]
