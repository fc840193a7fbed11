"""Who may do what: the API."""

from tests.house_rules.access.row import Row

ROWS: list[Row] = []
