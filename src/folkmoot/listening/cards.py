"""What `_statement.html` shows, whichever page it stands on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from folkmoot.listening.models import Statement
from folkmoot.listening.queries import Sitting, Wanted

type AddressOf = Callable[[str, UUID], str]


@dataclass(frozen=True)
class Asked:
    """One statement to answer, and where its answer goes."""

    statement: Statement
    url: str


@dataclass(frozen=True)
class Card:
    """One statement to answer, or thanks, with the ways on from there."""

    sitting: Sitting
    asked: Asked | None
    ahead: Sequence[Asked]
    undo_url: str
    go_on_url: str  # "?left=" and a number are added
    back_url: str
    part: str  # of the page, where the card stands

    @property
    def left_after_undo(self) -> int:
        """How many are left when the last answer is taken back."""
        return self.sitting.left + 1


def card_of(
    sitting: Sitting,
    address_of: AddressOf,
    *,
    go_on_url: str,
    back_url: str,
    part: str = "",
) -> Card:
    """Return the card; ``address_of`` leads to "respond" and "withdraw_response"."""

    def ask(row: Statement) -> Asked:
        return Asked(row, address_of("respond", row.id))

    last = sitting.answered
    return Card(
        sitting=sitting,
        asked=ask(sitting.statement) if sitting.statement else None,
        ahead=[ask(row) for row in sitting.ahead],
        undo_url=address_of("withdraw_response", last.statement_id) if last else "",
        go_on_url=go_on_url,
        back_url=back_url,
        part=part,
    )


def address_with(address: str, wanted: Wanted) -> str:
    """Return ``address`` with what is wanted behind it."""
    named = {"left": wanted.left, "first": wanted.first, "undo": wanted.undo}
    query = urlencode({k: v for k, v in named.items() if v is not None})
    return f"{address}?{query}" if query else address
