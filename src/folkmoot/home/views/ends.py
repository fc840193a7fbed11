"""Up to where a record was signed before."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from folkmoot.home.access import get_record_for
from folkmoot.home.queries.kept_ends import page_of_ends
from folkmoot.home.views.record import show_place
from folkmoot.people.requests import PersonRequest, signed_in
from folkmoot.web.paging import read_number


@require_safe
@signed_in
def ends(
    request: PersonRequest, slug: str, *, is_federation: bool = False
) -> HttpResponse:
    """List the earlier signed ends, the latest first."""
    place = get_record_for(request.person, slug, is_federation=is_federation)
    number = read_number(request.GET.get("page", ""))
    page = show_place(place) | {"page": page_of_ends(place.of.id, number)}
    return render(request, "home/ends.html", page)
