"""Photos and recordings, to those who may see them."""

import re
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from folkmoot.listening.access import get_attachment_for
from folkmoot.people.requests import PersonRequest, signed_in

ENDINGS = {
    "image/webp": "webp",
    "image/jpeg": "jpg",
    "audio/webm": "webm",
    "audio/ogg": "ogg",
    "audio/mpeg": "mp3",
    "audio/mp4": "m4a",
    "audio/wav": "wav",
}
ONE_RANGE = re.compile(r"bytes=(\d{1,12})-(\d{0,12})")


@signed_in
@require_safe
def attachment(request: PersonRequest, slug: str, attachment_id: UUID) -> HttpResponse:
    """Serve one file, or the part of it that a player asks for."""
    row = get_attachment_for(request.person, slug, attachment_id)
    content = bytes(row.content)
    name = f"{row.kind}-{row.id}.{ENDINGS.get(row.content_type, 'bin')}"
    headers = {
        "Content-Disposition": f'inline; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
        # Opened by itself it may do nothing at all.
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "private, max-age=86400, immutable",
        "Accept-Ranges": "bytes",
    }
    first, last = _asked_part(request.headers.get("Range", ""), len(content))
    if first is None:
        return HttpResponse(content, content_type=row.content_type, headers=headers)
    headers["Content-Range"] = f"bytes {first}-{last}/{len(content)}"
    part = content[first : last + 1]
    return HttpResponse(
        part, status=206, content_type=row.content_type, headers=headers
    )


def _asked_part(header: str, size: int) -> tuple[int | None, int]:
    """Return first and last byte of the one range asked for; None for all of it."""
    asked = ONE_RANGE.fullmatch(header)
    if asked is None:
        return None, size
    first = int(asked[1])
    last = min(int(asked[2] or size), size - 1)
    return (first, last) if first <= last else (None, size)
