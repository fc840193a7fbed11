"""Who may do what: needs and offers, and the work between."""

from tests.house_rules.access.row import SIGN_IN, Row

ROWS: list[Row] = [
    Row("planning:overview", "GET", SIGN_IN, 404, 200, 200),
]
