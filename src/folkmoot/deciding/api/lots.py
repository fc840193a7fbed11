"""Cases before people drawn by lot."""

from datetime import datetime
from typing import Self
from uuid import UUID

from ninja import Router, Schema, Status
from pydantic import Field

from folkmoot.deciding import operations
from folkmoot.deciding.access import (
    Place,
    get_panel_for,
    get_question_for,
    get_stop_for,
    list_panels_for,
)
from folkmoot.deciding.api.places import settled
from folkmoot.deciding.models import Objection, Panel, PanelSeat
from folkmoot.deciding.queries.pages.stops import panel_page
from folkmoot.people.api.shapes import Fellow, fellow_of
from folkmoot.people.requests import PersonRequest
from folkmoot.web.wire.cursors import Part, cut
from folkmoot.web.wire.fields import Cursor, Flag, FullText, Limit, Number, Sent

router = Router()
ALL = "/collectives/{slug:slug}/questions/{int:number}/panels"
ONE = ALL + "/{uuid:panel_id}"


class SeatShown(Schema):
    """Somebody drawn; the answer is shown when all have answered or time is over."""

    member: Fellow
    has_answered: bool
    answer: bool | None
    reason: str


class PanelLine(Schema):
    """A case in a list."""

    id: UUID
    kind: Panel.Kind
    stop: int | None = Field(description="The number of the stop that it is about.")
    reason: str
    drawn_at: datetime
    due_at: datetime
    ruling: Panel.Ruling
    ruled_at: datetime | None

    @classmethod
    def of(cls, row: Panel) -> Self:
        """Return a case as everybody sees it."""
        return cls(
            id=row.id,
            kind=Panel.Kind(row.kind),
            stop=row.objection.number if row.objection else None,
            reason=row.reason,
            drawn_at=row.drawn_at,
            due_at=row.due_at,
            ruling=Panel.Ruling(row.ruling),
            ruled_at=row.ruled_at,
        )


class PanelPart(Part):
    """A part of the cases of a question, oldest first."""

    panels: list[PanelLine]


class PanelShown(PanelLine):
    """A case: who was drawn, from whom, with which seed, and what they found."""

    asked_by: str
    seed: str
    candidates: list[str]
    may_answer: bool
    seats: list[SeatShown]


class CaseSent(Sent):
    """What to look at: a complaint, or something about one stop by its number."""

    kind: Panel.Kind
    reason: FullText
    stop: Number | None = None


class RulingSent(Sent):
    """One's own answer, in writing."""

    answer: Flag
    reason: FullText


@router.get(ALL, response=PanelPart)
def get_panels(
    request: PersonRequest,
    slug: str,
    number: int,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> PanelPart:
    """List the cases of a question, oldest first."""
    place = settled(request, slug, number)
    part = cut(list_panels_for(place), ("drawn_at", "id"), cursor, limit)
    return PanelPart(panels=[PanelLine.of(row) for row in part.rows], next=part.next)


@router.post(ALL, response={201: PanelShown})
def ask_panel(
    request: PersonRequest, slug: str, number: int, data: CaseSent
) -> Status[PanelShown]:
    """Ask people drawn by lot to look at one case."""
    place = get_question_for(request.person, slug, number)
    panel = operations.ask_panel(
        member=place.member,
        question=place.question,
        kind=data.kind,
        reason=data.reason,
        objection=_stop_of(place, data.stop),
        now=request.now,
    )
    return Status(201, _show(place, panel))


@router.get(ONE, response=PanelShown)
def get_panel(
    request: PersonRequest, slug: str, number: int, panel_id: UUID
) -> PanelShown:
    """Read a case and what was found."""
    place = get_question_for(request.person, slug, number)
    return _show(place, get_panel_for(place, panel_id))


@router.put(f"{ONE}/ruling", response=PanelShown)
def answer_panel(
    request: PersonRequest, slug: str, number: int, panel_id: UUID, data: RulingSent
) -> PanelShown:
    """Answer a case one was drawn for."""
    place = get_question_for(request.person, slug, number)
    operations.answer_panel(
        member=place.member,
        panel=get_panel_for(place, panel_id),
        answer=data.answer,
        reason=data.reason,
        now=request.now,
    )
    return _show(place, get_panel_for(place, panel_id))


def _stop_of(place: Place, number: int | None) -> Objection | None:
    return None if number is None else get_stop_for(place, number)


def _show(place: Place, panel: Panel) -> PanelShown:
    page = panel_page(panel, place.member)
    return PanelShown(
        **PanelLine.of(panel).dict(),
        asked_by=page.asked_by,
        seed=panel.seed,
        candidates=list(page.candidates),
        may_answer=page.may_answer,
        seats=[_seat(seat, panel, place) for seat in page.seats],
    )


def _seat(seat: PanelSeat, panel: Panel, place: Place) -> SeatShown:
    is_shown = bool(panel.ruling) or seat.member_id == place.member.id
    return SeatShown(
        member=fellow_of(seat.member),
        has_answered=seat.answered_at is not None,
        answer=seat.answer if is_shown else None,
        reason=seat.reason if is_shown else "",
    )
