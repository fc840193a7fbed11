"""Who may do what: the shared room."""

from tests.house_rules.access.row import Row, everyone

ROWS: list[Row] = [
    everyone("healthz", 200),
    everyone("set_language", 302, "POST"),
    everyone("web:about", 200),
    everyone("web:source", 200),
    everyone("web:style", 200),
]
