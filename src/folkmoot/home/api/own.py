"""What waits for a person, what they said, erasing it."""

from datetime import UTC, datetime
from typing import Any, Literal

from ninja import Router, Schema, Status
from pydantic import Field

from folkmoot.deciding.operations import settle_due_of
from folkmoot.home import operations
from folkmoot.home.queries.own_words import get_own_words
from folkmoot.home.queries.waiting import Item, list_waiting
from folkmoot.people.queries import list_memberships
from folkmoot.people.requests import PersonRequest
from folkmoot.web.wire.cursors import Part, cut_list
from folkmoot.web.wire.fields import Cursor, Limit, Sent

router = Router()


class WaitingShown(Schema):
    """One thing to do."""

    act: str
    about: str
    page: str = Field(description="Where it is done, on the pages.")
    minutes: int
    until: datetime | None
    collective: str = Field(description="Its short name in addresses.")


class WaitingPart(Part):
    """A part of what waits, the nearest end first."""

    waiting: list[WaitingShown]


class Erasing(Sent):
    """The word that says one means it."""

    word: Literal["erase"]


def _by_end(item: Item) -> tuple[str, ...]:
    # "~" stands after every digit: what has no end comes last.
    until = item.until.astimezone(UTC).isoformat() if item.until else "~"
    return (until, f"{item.minutes:05}", item.href, item.act)


def _show(item: Item) -> WaitingShown:
    return WaitingShown(
        act=item.act,
        about=item.about,
        page=item.href,
        minutes=item.minutes,
        until=item.until,
        collective=item.collective.slug,
    )


@router.get("/me/waiting", response=WaitingPart)
def get_waiting(
    request: PersonRequest, cursor: Cursor = "", limit: Limit = 50
) -> WaitingPart:
    """List what waits for one, the nearest end first."""
    members = list(list_memberships(request.person))
    ids = [member.collective_id for member in members]
    settle_due_of(collective_ids=ids, now=request.now)
    found = list_waiting(members, request.now)
    part = cut_list(found, _by_end, cursor, limit)
    return WaitingPart(waiting=[_show(item) for item in part.rows], next=part.next)


@router.get("/me/words", response=dict[str, Any])
def download_own_words(request: PersonRequest) -> dict[str, Any]:
    """Download everything one said."""
    return get_own_words(request.person, request.now)


@router.post("/me/erasure", response={204: None})
def erase_everything(request: PersonRequest, data: Erasing) -> Status[None]:
    """Erase oneself and what one said.

    Counts and decisions stay, under a made-up name. The key ends with it.
    """
    operations.erase_everything(person=request.person, now=request.now)
    return Status(204, None)
