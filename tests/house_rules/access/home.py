"""Who may do what: my page and the page of a collective."""

from tests.house_rules.access.row import Row

ROWS: list[Row] = []
