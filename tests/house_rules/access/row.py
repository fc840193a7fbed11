"""One row of the access table: an address, a method, and what four people get."""

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
