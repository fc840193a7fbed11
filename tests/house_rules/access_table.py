"""Who may do what: every address, every method, what each of four people gets.

One row per address and method: the status for a stranger, an outsider (signed in,
member elsewhere), a friend and a member. A new address gets its row here, in the list
of its app; `world.py` says what stands for the parts of an address.

``SIGN_IN`` is the redirect to the sign-in page: the same for what exists and what does
not. A write with ``data`` shows what a full form does; without, what an empty one does.
"""

from typing import Any, NamedTuple

SIGN_IN = "sign in"
type Status = int | str


class Row(NamedTuple):
    """One address and method."""

    address: str
    method: str
    stranger: Status
    outsider: Status
    friend: Status
    member: Status
    data: dict[str, Any] | None = None


def everyone(address: str, status: Status, method: str = "GET") -> Row:
    """Return the row of an address that is the same for all."""
    return Row(address, method, status, status, status, status)


WEB = [
    everyone("healthz", 200),
    everyone("set_language", 302, "POST"),
    everyone("web:about", 200),
    everyone("web:source", 200),
]
PEOPLE: list[Row] = []
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
DECIDING: list[Row] = []
DROPPED = {"outcome": "dropped", "reason": "Rain"}
DOING = [
    Row("doing:tasks", "GET", SIGN_IN, 404, 200, 200),
    Row("doing:task", "GET", SIGN_IN, 404, 200, 200),
    # The task of the world is agreed and offered to the member.
    Row("doing:acceptance", "POST", SIGN_IN, 404, 422, 302),
    Row("doing:carrier", "POST", SIGN_IN, 404, 302, 302),
    Row("doing:release", "POST", SIGN_IN, 404, 422, 302),
    Row("doing:progress", "POST", SIGN_IN, 404, 302, 302, {"text": "Half done"}),
    Row("doing:end", "POST", SIGN_IN, 404, 302, 302, DROPPED),
]
MESSAGING: list[Row] = []
API: list[Row] = []

ROWS = [*WEB, *PEOPLE, *HOME, *LISTENING, *DECIDING, *DOING, *MESSAGING, *API]
