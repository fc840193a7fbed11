"""Who may do what: persons, collectives, signing in."""

from tests.house_rules.access.row import Row

ROWS: list[Row] = []
