"""What moved between two maps of opinion, as numbers."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from ninja import Query, Router, Schema
from pydantic import Field

from folkmoot.listening import queries
from folkmoot.listening.access import get_hearing_for
from folkmoot.listening.api.maps import readable_map
from folkmoot.listening.api.shapes import BEFORE
from folkmoot.people.access import get_membership_for
from folkmoot.people.requests import PersonRequest

router = Router()


class OtherMap(Schema):
    """A map that may be compared with the newest one of this hearing."""

    id: UUID
    title: str
    made_at: datetime


class Change(Schema):
    """What became of one statement, in numbers of a hundred."""

    number: int = Field(description="In the later hearing.")
    text: str
    agreed_before: int
    agreed_after: int
    disagreed_before: int
    disagreed_after: int
    is_moved: bool = Field(description="By ten or more, and hardly by chance.")


class ComparedMaps(Schema):
    """What may be compared, and what moved from the earlier map to the later."""

    others: list[OtherMap]
    changes: list[Change] | None = Field(description=BEFORE)
    both: int | None
    new: int | None = Field(description="Statements in the later map alone.")
    gone: int | None = Field(description="Statements in the earlier map alone.")


@router.get(
    "/collectives/{slug:slug}/hearings/{uuid:hearing_id}/map/comparison",
    response=ComparedMaps,
)
def compare_maps(
    request: PersonRequest,
    slug: str,
    hearing_id: UUID,
    other: Annotated[
        UUID | None, Query(description="One of ``others``; without it, what may be.")
    ] = None,
) -> ComparedMaps:
    """Show what moved since an earlier map, or since another hearing."""
    member = get_membership_for(request.person, slug)
    hearing = get_hearing_for(member, hearing_id)
    row = readable_map(member, hearing, is_over=hearing.is_over(request.now))
    maps = queries.list_comparable(hearing, request.now)
    chosen = next((each for each in maps if each.id == other), None)
    found = queries.compare_maps(row, chosen, member, request.now) if chosen else None
    return ComparedMaps(
        others=[
            OtherMap(id=each.id, title=each.hearing.title, made_at=each.made_at)
            for each in maps
        ],
        changes=[_change(each) for each in (*found.moved, *found.held)]
        if found
        else None,
        both=found.n_both if found else None,
        new=found.n_new if found else None,
        gone=found.n_gone if found else None,
    )


def _change(change: queries.Change) -> Change:
    return Change(
        number=change.statement.number,
        text=change.statement.text,
        agreed_before=change.agree.before,
        agreed_after=change.agree.after,
        disagreed_before=change.disagree.before,
        disagreed_after=change.disagree.after,
        is_moved=change.is_moved,
    )
