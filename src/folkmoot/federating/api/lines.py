"""What home tells its messengers while the council sits."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from ninja import Router, Schema
from pydantic import Field

from folkmoot.federating import operations
from folkmoot.federating.access import (
    Pairing,
    get_member_pairing_for,
    get_pairing_for,
)
from folkmoot.federating.queries.lines import LINE_AT_MOST, lines_of
from folkmoot.people.api.shapes import Fellow, fellow_of
from folkmoot.people.requests import PersonRequest
from folkmoot.web.wire.fields import Sent

router = Router()
ONE = "/federations/{slug:slug}/messengers/{slug:home}"


class HomeLineShown(Schema):
    """One line of somebody at home; it binds nobody."""

    id: UUID
    member: Fellow
    text: str
    at: datetime


class HomeLinesShown(Schema):
    """The latest lines of 48 hours, twenty at most, the newest first."""

    lines: list[HomeLineShown]


class HomeLineSent(Sent):
    """One line to the messenger."""

    text: Annotated[str, Field(min_length=1, max_length=LINE_AT_MOST)]


def _lines(request: PersonRequest, pairing: Pairing) -> HomeLinesShown:
    rows = lines_of(pairing.home.id, pairing.council.id, request.now)
    return HomeLinesShown(
        lines=[
            HomeLineShown(
                id=row.id, member=fellow_of(row.member), text=row.text, at=row.at
            )
            for row in rows
        ]
    )


@router.get(f"{ONE}/lines", response=HomeLinesShown)
def get_home_lines(request: PersonRequest, slug: str, home: str) -> HomeLinesShown:
    """Read what home tells its messengers in a council."""
    return _lines(request, get_pairing_for(request.person, slug, home))


@router.put(f"{ONE}/line", response=HomeLinesShown)
def send_line(
    request: PersonRequest, slug: str, home: str, data: HomeLineSent
) -> HomeLinesShown:
    """Tell one's messengers a line; it replaces one's own earlier one."""
    pairing = get_member_pairing_for(request.person, slug, home)
    operations.send_line(
        member=pairing.member,
        home=pairing.home,
        council=pairing.council,
        text=data.text,
        now=request.now,
    )
    return _lines(request, pairing)
