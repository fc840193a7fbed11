"""Who may do what: tasks and look-backs."""

from tests.house_rules.access.row import SIGN_IN, Row

DROPPED = {"outcome": "dropped", "reason": "Rain"}
ROWS: list[Row] = [
    Row("doing:tasks", "GET", SIGN_IN, 404, 200, 200),
    Row("doing:task", "GET", SIGN_IN, 404, 200, 200),
    # The task of the world is agreed and offered to the member.
    Row("doing:acceptance", "POST", SIGN_IN, 404, 422, 302),
    Row("doing:carrier", "POST", SIGN_IN, 404, 302, 302),
    Row("doing:release", "POST", SIGN_IN, 404, 422, 302),
    Row("doing:progress", "POST", SIGN_IN, 404, 302, 302, {"text": "Half done"}),
    Row("doing:end", "POST", SIGN_IN, 404, 302, 302, DROPPED),
]
