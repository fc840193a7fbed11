"""What waits for a person, what they said, erasing it."""

from datetime import datetime
from typing import Any, Literal

from ninja import Router, Schema, Status
from pydantic import Field

from folkmoot.home import operations
from folkmoot.home.queries.own_words import get_own_words
from folkmoot.home.queries.waiting import Item, list_waiting
from folkmoot.people.queries import list_memberships
from folkmoot.people.requests import PersonRequest
from folkmoot.web.wire.fields import Sent

router = Router()


class WaitingShown(Schema):
    """One thing to do."""

    act: str
    about: str
    page: str = Field(description="Where it is done, on the pages.")
    minutes: int
    until: datetime | None
    collective: str = Field(description="Its short name in addresses.")


class Erasing(Sent):
    """The word that says one means it."""

    word: Literal["erase"]


def _show(item: Item) -> WaitingShown:
    return WaitingShown(
        act=item.act,
        about=item.about,
        page=item.href,
        minutes=item.minutes,
        until=item.until,
        collective=item.collective.slug,
    )


@router.get("/me/waiting", response=list[WaitingShown])
def get_waiting(request: PersonRequest) -> list[WaitingShown]:
    """List what waits for one, the nearest end first."""
    members = list(list_memberships(request.person))
    ids = [member.collective_id for member in members]
    operations.settle_due_of(collective_ids=ids, now=request.now)
    return [_show(item) for item in list_waiting(members, request.now)]


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
