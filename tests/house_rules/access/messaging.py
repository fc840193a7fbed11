"""Who may do what: mail."""

from tests.house_rules.access.row import Row

ROWS: list[Row] = []
