"""Photos and recordings."""

from uuid import UUID

from django.http import HttpResponse
from ninja import Router

from folkmoot.listening.access import get_attachment_for
from folkmoot.people.requests import PersonRequest

router = Router()
FILE = {
    "responses": {
        200: {
            "content": {
                kind: {"schema": {"type": "string", "format": "binary"}}
                for kind in ("image/*", "audio/*")
            }
        }
    }
}


@router.get(
    "/collectives/{slug:slug}/attachments/{uuid:attachment_id}",
    response={200: None},
    openapi_extra=FILE,
)
def get_attachment(
    request: PersonRequest, slug: str, attachment_id: UUID
) -> HttpResponse:
    """Download a photo or a recording."""
    row = get_attachment_for(request.person, slug, attachment_id)
    headers = {
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return HttpResponse(
        bytes(row.content), content_type=row.content_type, headers=headers
    )
