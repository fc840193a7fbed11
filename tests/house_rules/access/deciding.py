"""Who may do what: questions."""

from tests.house_rules.access.row import SIGN_IN, Row

ROWS: list[Row] = [
    Row("deciding:question", "GET", SIGN_IN, 404, 200, 200),
    Row("deciding:question_by_id", "GET", SIGN_IN, 404, 302, 302),
]
