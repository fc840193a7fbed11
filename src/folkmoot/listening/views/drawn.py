"""What is taken from a map: a closer look, its drawing, a report, a comparison."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from folkmoot.listening import queries
from folkmoot.listening.access import get_hearing_for
from folkmoot.listening.forms import ComparisonForm
from folkmoot.listening.models import Hearing, OpinionMap
from folkmoot.people.access import get_membership_for
from folkmoot.people.models import Membership
from folkmoot.people.requests import PersonRequest, signed_in

IN_REPORT = 10  # statements of each kind


@dataclass(frozen=True)
class Drawn:
    """A map that its reader may read."""

    row: OpinionMap
    hearing: Hearing
    member: Membership

    @property
    def shared(self) -> dict[str, object]:
        """What every page of it shows."""
        collective = self.hearing.collective
        return {
            "collective": collective,
            "slug": collective.slug,
            "hearing": self.hearing,
            "map_url": reverse(
                "listening:map", args=(collective.slug, self.hearing.id)
            ),
        }


def of_map(
    view: Callable[[PersonRequest, Drawn], HttpResponse],
) -> Callable[[PersonRequest, str, UUID], HttpResponse]:
    """Hand a view the map of a hearing; who may not read it yet learns why."""

    @wraps(view)
    def find(request: PersonRequest, slug: str, hearing_id: UUID) -> HttpResponse:
        member = get_membership_for(request.person, slug)
        hearing = get_hearing_for(member, hearing_id)
        is_over = hearing.is_over(request.now)
        row = queries.readable_map(member, hearing, is_over=is_over)
        if row is None:
            return redirect("listening:map", slug, hearing.id)
        return view(request, Drawn(row, hearing, member))

    return find


@require_safe
@signed_in
@of_map
def map_closer(request: PersonRequest, drawn: Drawn) -> HttpResponse:
    """Show what takes longer to find: is enough heard, what bridges, who is alike."""
    is_over = drawn.hearing.is_over(request.now)
    context = {
        **drawn.shared,
        "closer": queries.show_closer(drawn.row, drawn.member, is_over=is_over),
    }
    return render(request, "listening/map_closer.html", context)


@require_safe
@signed_in
@of_map
def map_picture(_request: PersonRequest, drawn: Drawn) -> HttpResponse:
    """Return the drawing as a file, without the reader's own place."""
    svg = queries.draw_map_of(drawn.row)
    headers = {"Content-Disposition": 'attachment; filename="map.svg"'}
    return HttpResponse(svg, content_type="image/svg+xml", headers=headers)


@require_safe
@signed_in
@of_map
def map_points(_request: PersonRequest, drawn: Drawn) -> HttpResponse:
    """Return the drawing as a PNG."""
    png = queries.paint_map_of(drawn.row)
    headers = {"Content-Disposition": 'attachment; filename="map.png"'}
    return HttpResponse(png, content_type="image/png", headers=headers)


@require_safe
@signed_in
@of_map
def map_report(request: PersonRequest, drawn: Drawn) -> HttpResponse:
    """Show the map on a page without scripts, to be printed or kept."""
    is_over = drawn.hearing.is_over(request.now)
    context = {
        **drawn.shared,
        "shown": queries.show_map(
            drawn.row, drawn.member, is_over=is_over, each=IN_REPORT, with_own=False
        ),
        "folded": queries.list_folded(drawn.hearing),
    }
    return render(request, "listening/map_report.html", context)


@require_safe
@signed_in
@of_map
def map_comparison(request: PersonRequest, drawn: Drawn) -> HttpResponse:
    """Show what moved since an earlier map, or since another hearing."""
    maps = queries.list_comparable(drawn.hearing, request.now)
    form = ComparisonForm(request.GET or None, maps=maps)
    other = form.chosen
    context = {
        **drawn.shared,
        "form": form,
        "has_maps": bool(maps),
        "found": queries.compare_maps(drawn.row, other, drawn.member, request.now)
        if other
        else None,
    }
    return render(request, "listening/map_comparison.html", context)
