"""The doors of the demo: one click, and you are one of its people."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from folkmoot.people.requests import VisitorRequest
from folkmoot.people.sessions import begin_session
from folkmoot.site.demo.links import find_person, list_doors


@require_GET
def doors(request: VisitorRequest) -> HttpResponse:
    """Show everybody whom one can be."""
    return render(request, "demo/doors.html", {"doors": list_doors()})


@require_GET
def enter(request: VisitorRequest, token: str) -> HttpResponse:
    """Sign in as the person of this link."""
    person = find_person(token)
    if person is None:
        raise Http404
    begin_session(request, person)
    return redirect("home:my_page")
