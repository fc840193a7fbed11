"""The API of rotas: a draft with its reasons, changed, made again, published."""

from datetime import date, datetime
from uuid import UUID

from django.http import Http404
from ninja import Router, Schema, Status
from pydantic import Field

from folkmoot.needs.access import get_planner_for
from folkmoot.people.access import get_fellow_for
from folkmoot.people.api.shapes import Fellow, fellow_of
from folkmoot.people.models import Membership
from folkmoot.people.requests import PersonRequest
from folkmoot.shifts import operations
from folkmoot.shifts.access import get_member_planner_for, get_rota_for, get_shift_for
from folkmoot.shifts.models import Rota
from folkmoot.shifts.queries.rota_page import find_draft, get_rota_page
from folkmoot.shifts.words.reasons import cell_sentence, free_sentence
from folkmoot.web.wire.fields import Count, Day, Sent

router = Router()
DRAFT = "/collectives/{slug:slug}/rota"
ONE = "/collectives/{slug:slug}/rotas/{uuid:rota_id}"


class CellShown(Schema):
    """Somebody in a place of a draft, and why."""

    member: Fellow
    is_set: bool = Field(description="Put there by hand; the next draft keeps it.")
    why: str


class DraftShiftShown(Schema):
    """One shift of a draft."""

    shift_id: UUID
    name: str
    day: date
    people: int
    cells: list[CellShown]
    missing: str = Field(description="Why places stay free; empty if none does.")


class RotaShown(Schema):
    """A draft, or one that was published."""

    id: UUID
    state: Rota.State
    version: int
    first_day: date
    last_day: date
    drafted_at: datetime
    confirmed_by: list[Fellow]
    shifts: list[DraftShiftShown]


class RotaDraftSent(Sent):
    """For which days."""

    first_day: Day
    last_day: Day


class PlaceSent(Sent):
    """Who comes into a place instead of whom; nothing for nobody."""

    leaves: UUID | None = None
    comes: UUID | None = None


class YesSent(Sent):
    """A yes to the version that was read."""

    version: Count


def _show(rota: Rota, reader: Membership) -> RotaShown:
    page = get_rota_page(rota)
    return RotaShown(
        id=rota.id,
        state=Rota.State(rota.state),
        version=rota.version,
        first_day=rota.first_day,
        last_day=rota.last_day,
        drafted_at=rota.drafted_at,
        confirmed_by=[fellow_of(one) for one in page.confirmed],
        shifts=[
            DraftShiftShown(
                shift_id=places.shift.id,
                name=places.shift.job.name,
                day=places.shift.day,
                people=places.shift.people,
                cells=[
                    CellShown(
                        member=fellow_of(cell.member),
                        is_set=cell.is_set,
                        why=cell_sentence(cell, reader.id, page.names),
                    )
                    for cell in places.cells
                ],
                missing=free_sentence(places.free, page.names) if places.free else "",
            )
            for places in page.places
        ],
    )


@router.get(DRAFT, response=RotaShown)
def get_rota(request: PersonRequest, slug: str) -> RotaShown:
    """Read the draft with its reasons."""
    member = get_planner_for(request.person, slug)
    draft = find_draft(member.collective)
    if draft is None:
        raise Http404
    return _show(draft, member)


@router.post(DRAFT, response={201: RotaShown})
def draft_rota(
    request: PersonRequest, slug: str, data: RotaDraftSent
) -> Status[RotaShown]:
    """Draft a rota, or draft it again."""
    member = get_member_planner_for(request.person, slug)
    rota = operations.draft_rota(
        member=member,
        collective_id=member.collective_id,
        first_day=data.first_day,
        last_day=data.last_day,
        now=request.now,
    )
    return Status(201, _show(rota, member))


@router.put(f"{ONE}/places/{{uuid:shift_id}}", response=RotaShown)
def set_cell(
    request: PersonRequest, slug: str, rota_id: UUID, shift_id: UUID, data: PlaceSent
) -> RotaShown:
    """Put somebody in a place of the draft, or take somebody out."""
    member = get_member_planner_for(request.person, slug)
    rota, shift = get_rota_for(member, rota_id), get_shift_for(member, shift_id)
    rota = operations.set_cell(
        member=member,
        rota=rota,
        shift=shift,
        leaves=get_fellow_for(member, data.leaves) if data.leaves else None,
        comes=get_fellow_for(member, data.comes) if data.comes else None,
        now=request.now,
    )
    return _show(rota, member)


@router.post(f"{ONE}/confirmations", response={201: RotaShown})
def confirm_rota(
    request: PersonRequest, slug: str, rota_id: UUID, data: YesSent
) -> Status[RotaShown]:
    """Say yes to a draft; the second yes publishes it."""
    member = get_member_planner_for(request.person, slug)
    rota = operations.confirm_rota(
        member=member,
        rota=get_rota_for(member, rota_id),
        version=data.version,
        now=request.now,
    )
    return Status(201, _show(rota, member))


@router.delete(ONE, response={204: None})
def drop_draft(request: PersonRequest, slug: str, rota_id: UUID) -> Status[None]:
    """Put a draft away."""
    member = get_member_planner_for(request.person, slug)
    rota = get_rota_for(member, rota_id)
    operations.drop_draft(member=member, rota=rota, now=request.now)
    return Status(204, None)
