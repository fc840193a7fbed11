"""Taking a copy of everything that members may see."""

from uuid import UUID

from django.http import StreamingHttpResponse
from ninja import Router, Schema, Status

from folkmoot.home import operations
from folkmoot.home.access import get_export_for
from folkmoot.people.access import get_member_for
from folkmoot.people.requests import PersonRequest

router = Router()
ALL = "/collectives/{slug:slug}/exports"
FILE = {
    "responses": {
        200: {
            "content": {
                "application/gzip": {"schema": {"type": "string", "format": "binary"}}
            }
        }
    }
}


class ExportBegun(Schema):
    """A copy that can be downloaded for an hour."""

    id: UUID


@router.post(ALL, response={201: ExportBegun})
def begin_export(request: PersonRequest, slug: str) -> Status[ExportBegun]:
    """Begin to take a copy; everybody can see that in the record."""
    member = get_member_for(request.person, slug)
    entry = operations.begin_export(member=member, now=request.now)
    return Status(201, ExportBegun(id=entry.id))


@router.get(ALL + "/{uuid:export_id}", response={200: None}, openapi_extra=FILE)
def download_export(
    request: PersonRequest, slug: str, export_id: UUID
) -> StreamingHttpResponse:
    """Download the copy that was just begun."""
    member = get_member_for(request.person, slug)
    get_export_for(member, export_id, request.now)
    parts = operations.stream_copy(
        collective=member.collective, now=request.now, reader=member
    )
    name = f"{slug}-{request.now:%Y-%m-%d}.tar.gz"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(
        parts, content_type="application/gzip", headers=headers
    )
