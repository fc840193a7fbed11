"""One row of the access table: an address, a method, and what four people get."""

from typing import Any, NamedTuple

SIGN_IN = "sign in"
# Pages of a secret: they look the same whether it opens anything, so that nobody can
# try which does, and a mail scanner that opens a link uses nothing up.
BLIND = {"people:sign_in_link", "people:verify", "people:recovery"}
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
