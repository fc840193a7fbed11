"""What is taken from a map: a closer look, its drawing, a report, a comparison."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from folkmoot.listening import queries
from folkmoot.listening.access import get_hearing_for
from folkmoot.listening.forms import ComparisonForm
from folkmoot.listening.models import Hearing
from folkmoot.people.access import get_membership_for
from folkmoot.people.requests import PersonRequest, signed_in

IN_REPORT = 10  # statements of each kind


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


@require_safe
@signed_in
def map_points(request: PersonRequest, slug: str, hearing_id: UUID) -> HttpResponse:
    """Return the drawing as a PNG."""
    member = get_membership_for(request.person, slug)
    hearing = get_hearing_for(member, hearing_id)
    row = queries.readable_map(member, hearing, is_over=hearing.is_over(request.now))
    if row is None:
        return redirect("listening:map", slug, hearing.id)
    headers = {"Content-Disposition": 'attachment; filename="map.png"'}
    png = queries.paint_map_of(row)
    return HttpResponse(png, content_type="image/png", headers=headers)


@require_safe
@signed_in
def map_report(request: PersonRequest, slug: str, hearing_id: UUID) -> HttpResponse:
    """Show the map on a page without scripts, to be printed or kept."""
    member = get_membership_for(request.person, slug)
    hearing = get_hearing_for(member, hearing_id)
    is_over = hearing.is_over(request.now)
    row = queries.readable_map(member, hearing, is_over=is_over)
    if row is None:
        return redirect("listening:map", slug, hearing.id)
    context = {
        **_shared(slug, hearing),
        "shown": queries.show_map(
            row, member, is_over=is_over, each=IN_REPORT, with_own=False
        ),
        "folded": queries.list_folded(hearing),
    }
    return render(request, "listening/map_report.html", context)


@require_safe
@signed_in
def map_comparison(request: PersonRequest, slug: str, hearing_id: UUID) -> HttpResponse:
    """Show what moved since an earlier map, or since another hearing."""
    member = get_membership_for(request.person, slug)
    hearing = get_hearing_for(member, hearing_id)
    row = queries.readable_map(member, hearing, is_over=hearing.is_over(request.now))
    if row is None:
        return redirect("listening:map", slug, hearing.id)
    maps = queries.list_comparable(hearing, request.now)
    form = ComparisonForm(request.GET or None, maps=maps)
    other = form.chosen
    context = {
        **_shared(slug, hearing),
        "form": form,
        "has_maps": bool(maps),
        "found": queries.compare_maps(row, other, member, request.now)
        if other
        else None,
    }
    return render(request, "listening/map_comparison.html", context)


def _shared(slug: str, hearing: Hearing) -> dict[str, object]:
    return {
        "collective": hearing.collective,
        "slug": slug,
        "hearing": hearing,
        "map_url": reverse("listening:map", args=(slug, hearing.id)),
    }
