"""Who may do what: people."""

from tests.house_rules.access.row import SIGN_IN, Row

ROWS: list[Row] = []
HOME: list[Row] = []
FOLDED = {"reason": "It names a neighbour"}
LISTENING = [
    Row("listening:hearings", "GET", SIGN_IN, 404, 200, 200),
    Row("listening:hearing", "GET", SIGN_IN, 404, 200, 200),
    Row("listening:next_statement", "GET", SIGN_IN, 404, 200, 200),
    Row("listening:respond", "POST", SIGN_IN, 404, 302, 302, {"answer": "1"}),
    Row("listening:withdraw_response", "POST", SIGN_IN, 404, 302, 302),
    Row("listening:fold", "GET", SIGN_IN, 404, 404, 200),
    Row("listening:fold", "POST", SIGN_IN, 404, 404, 302, FOLDED),
    Row("listening:unfold", "POST", SIGN_IN, 404, 404, 302),
    Row("listening:attachment", "GET", SIGN_IN, 404, 200, 200),
]
