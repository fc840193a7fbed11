"""Taking a copy of everything that members may see."""

from typing import cast
from uuid import UUID

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from folkmoot.home.access import get_export_for
from folkmoot.home.operations import begin_export, stream_copy
from folkmoot.people.access import get_member_for
from folkmoot.people.requests import PersonRequest, signed_in
from folkmoot.web.submissions import once


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@once
def export(request: PersonRequest, slug: str) -> HttpResponse:
    """Say what a copy holds; a press records the act and leads to the file."""
    member = get_member_for(request.person, slug)
    if request.method == "POST":
        entry = begin_export(member=member, now=request.now)
        return redirect("home:export_file", slug=slug, entry_id=entry.id)
    page = {"member": member, "collective": member.collective}
    return render(request, "home/export.html", page)


@require_safe
@signed_in
def export_file(request: PersonRequest, slug: str, entry_id: UUID) -> HttpResponse:
    """Give the copy that was just recorded."""
    member = get_member_for(request.person, slug)
    get_export_for(member, entry_id, request.now)
    parts = stream_copy(collective=member.collective, now=request.now, reader=member)
    name = f"{slug}-{request.now:%Y-%m-%d}.tar.gz"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    answer = StreamingHttpResponse(
        parts, content_type="application/gzip", headers=headers
    )
    return cast("HttpResponse", answer)  # both are answers; Django's types differ
