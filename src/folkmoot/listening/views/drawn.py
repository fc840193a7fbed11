"""What is taken from a map: a closer look, its drawing, a report, a comparison."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from folkmoot.listening import queries
from folkmoot.listening.access import get_hearing_for
from folkmoot.listening.models import Hearing
from folkmoot.people.access import get_membership_for
from folkmoot.people.requests import PersonRequest, signed_in


@require_safe
@signed_in
def map_closer(request: PersonRequest, slug: str, hearing_id: UUID) -> HttpResponse:
    """Show what takes longer to find: is enough heard, what bridges, who is alike."""
    member = get_membership_for(request.person, slug)
    hearing = get_hearing_for(member, hearing_id)
    is_over = hearing.is_over(request.now)
    row = queries.readable_map(member, hearing, is_over=is_over)
    if row is None:
        return redirect("listening:map", slug, hearing.id)
    context = {
        **_shared(slug, hearing),
        "closer": queries.show_closer(row, member, is_over=is_over),
    }
    return render(request, "listening/map_closer.html", context)


@require_safe
@signed_in
def map_picture(request: PersonRequest, slug: str, hearing_id: UUID) -> HttpResponse:
    """Return the drawing as a file, without the reader's own place."""
    member = get_membership_for(request.person, slug)
    hearing = get_hearing_for(member, hearing_id)
    row = queries.readable_map(member, hearing, is_over=hearing.is_over(request.now))
    if row is None:
        return redirect("listening:map", slug, hearing.id)
    svg = queries.draw_map_of(row)
    headers = {"Content-Disposition": 'attachment; filename="map.svg"'}
    return HttpResponse(svg, content_type="image/svg+xml", headers=headers)


def _shared(slug: str, hearing: Hearing) -> dict[str, object]:
    return {
        "collective": hearing.collective,
        "slug": slug,
        "hearing": hearing,
        "map_url": reverse("listening:map", args=(slug, hearing.id)),
    }
