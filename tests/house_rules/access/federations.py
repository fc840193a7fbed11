"""Who may do what: a federation's own pages, and the same for programs."""

from tests.house_rules.access.row import SIGN_IN, Row
from tests.house_rules.logs import PAPER

END = {"topic": "end", "why": "It has done its work"}
KEY, UNSURE = {"paper": PAPER}, {"state": "unsure"}
PRINT = {"print": "0" * 64}
NOBODYS = {"membership_id": "01900000-0000-7000-8000-000000000000"}
ROWS: list[Row] = [
    Row("federating:federation", "GET", SIGN_IN, 404, 200, 200),
    Row("federating:home_leaf", "POST", SIGN_IN, 404, 422, 422),
    Row("federating:change", "GET", SIGN_IN, 404, 200, 200),
    Row("federating:change", "POST", SIGN_IN, 404, 422, 302, END),
    Row("home:federation_record", "GET", SIGN_IN, 404, 200, 200),
    Row("home:federation_check_record", "GET", SIGN_IN, 404, 200, 200),
    Row("home:federation_agree", "POST", SIGN_IN, 404, 404, 302),
    Row("home:federation_receipt", "GET", SIGN_IN, 404, 404, 200),
    Row("home:federation_record_key", "GET", SIGN_IN, 404, 200, 200),
    Row("home:federation_new_key", "GET", SIGN_IN, 404, 404, 200),
    Row("home:federation_promise_key", "GET", SIGN_IN, 404, 404, 200),
    # This one was put on paper before.
    Row("home:federation_promise_key", "POST", SIGN_IN, 404, 404, 422, KEY),
    Row("home:federation_agree_to_paper", "POST", SIGN_IN, 404, 404, 302),
    Row("home:federation_refuse_paper", "POST", SIGN_IN, 404, 404, 302),
    Row("home:federation_change_key", "GET", SIGN_IN, 404, 404, 200),
    Row("home:federation_change_key", "POST", SIGN_IN, 404, 404, 302, KEY),
    Row("home:federation_ends", "GET", SIGN_IN, 404, 200, 200),
    Row("home:federation_doubts", "GET", SIGN_IN, 404, 200, 200),
    Row("home:federation_doubts", "POST", SIGN_IN, 404, 404, 422),
    Row("home:federation_confirm_own", "POST", SIGN_IN, 404, 404, 302),
    Row("api:get_federation_doubts", "GET", 401, 404, 200, 200),
    Row("api:get_federation_doubts", "PUT", 401, 404, 404, 409, {"first": 1}),
    Row("api:confirm_own_in_federation", "POST", 401, 404, 404, 409, {"numbers": [1]}),
    Row("api:get_federations", "GET", 401, 200, 200, 200),
    Row("api:get_federation", "GET", 401, 404, 200, 200),
    Row("api:choose_home_leaf", "PUT", 401, 404, 422, 422, NOBODYS),
    Row("api:raise_change", "POST", 401, 404, 422, 201, {"why": "It is done"}),
    Row("api:get_federation_record", "GET", 401, 404, 200, 200),
    Row("api:check_federation_record", "GET", 401, 404, 200, 200),
    Row("api:list_federation_ends", "GET", 401, 404, 200, 200),
    Row("api:get_federation_log", "GET", 401, 404, 200, 200),
    Row("api:get_federation_entry_receipt", "GET", 401, 404, 404, 200),
    Row("api:agree_federation_goes_on", "POST", 401, 404, 404, 409, UNSURE),
    Row("api:put_federation_key_on_paper", "PUT", 401, 404, 404, 409, KEY),
    Row("api:agree_to_federation_next_key", "POST", 401, 404, 404, 409, PRINT),
    Row("api:refuse_federation_next_key", "POST", 401, 404, 404, 409, PRINT),
    Row("api:bring_federation_next_key", "PUT", 401, 404, 404, 200, KEY),
]
