"""Who may do what: hearings."""

from tests.house_rules.access.row import SIGN_IN, Row

FOLDED = {"reason": "It names a neighbour"}
ROWS: list[Row] = [
    Row("listening:hearings", "GET", SIGN_IN, 404, 200, 200),
    Row("listening:hearing", "GET", SIGN_IN, 404, 200, 200),
    Row("listening:map", "GET", SIGN_IN, 404, 200, 200),
    Row("listening:map_closer", "GET", SIGN_IN, 404, 302, 302),
    Row("listening:map_comparison", "GET", SIGN_IN, 404, 302, 302),
    Row("listening:map_picture", "GET", SIGN_IN, 404, 302, 302),
    Row("listening:map_points", "GET", SIGN_IN, 404, 302, 302),
    Row("listening:map_report", "GET", SIGN_IN, 404, 302, 302),
    Row("listening:next_statement", "GET", SIGN_IN, 404, 200, 200),
    Row("listening:respond", "POST", SIGN_IN, 404, 302, 302, {"answer": "1"}),
    Row("listening:withdraw_response", "POST", SIGN_IN, 404, 302, 302),
    Row("listening:fold", "GET", SIGN_IN, 404, 404, 200),
    Row("listening:fold", "POST", SIGN_IN, 404, 404, 302, FOLDED),
    Row("listening:unfold", "POST", SIGN_IN, 404, 404, 302),
    Row("listening:answers_table", "GET", SIGN_IN, 404, 302, 302),
    Row("listening:statements_table", "GET", SIGN_IN, 404, 200, 200),
    Row("listening:folds", "GET", SIGN_IN, 404, 200, 200),
    Row("listening:appeal", "GET", SIGN_IN, 404, 200, 200),
    Row("listening:appeal", "POST", SIGN_IN, 404, 422, 422, {"words": "It is fine"}),
    Row("listening:put_first", "POST", SIGN_IN, 404, 404, 302),
    Row("listening:put_back", "POST", SIGN_IN, 404, 404, 302),
    Row("listening:attachment", "GET", SIGN_IN, 404, 200, 200),
]
