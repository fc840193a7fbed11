"""Starting a collective."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from folkmoot.people.forms import StartForm
from folkmoot.people.models import Channel
from folkmoot.people.operations import (
    Newcomer,
    Plan,
    StartRefusedError,
    TooManyError,
    found,
)
from folkmoot.people.presets import SHORT_TEXT
from folkmoot.people.queries import may_start, starts_with_link
from folkmoot.people.requests import VisitorRequest
from folkmoot.people.sessions import begin_session
from folkmoot.web.errors import too_many
from folkmoot.web.submissions import once


@require_http_methods(["GET", "HEAD", "POST"])
@once
def start(request: VisitorRequest) -> HttpResponse:
    """Start a collective on one page."""
    person = request.person
    may = may_start(person) or starts_with_link()
    if request.method != "POST":
        initial = {
            "member_name": person.name if person else "",
            "short_text": SHORT_TEXT,
            "key": request.GET.get("key", ""),
        }
        page = {"form": StartForm(initial=initial), "may": may}
        return render(request, "people/start.html", page)
    form = StartForm(request.POST)
    page = {"form": form, "may": may}
    if not form.is_valid():
        return render(request, "people/start.html", page, status=422)
    values = form.cleaned_data
    try:
        founder, collective = found(
            person=person,
            newcomer=Newcomer(
                name=values["member_name"],
                language=get_language() or "en",
                channel_kind=Channel.Kind.EMAIL,
                address=values["email"],
            ),
            plan=Plan(
                name=values["name"],
                preset=values["preset"],
                short_text=values["short_text"],
                language=get_language() or "en",
                time_zone=values["time_zone"],
            ),
            link_token=values["key"],
            now=request.now,
        )
    except StartRefusedError as error:
        form.add_error(None, str(error))
        return render(request, "people/start.html", page, status=422)
    except TooManyError as error:
        return too_many(request, error.seconds)
    if person is None:
        begin_session(request, founder)
    return redirect("people:invitations", slug=collective.slug)
