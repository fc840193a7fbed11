"""Pages behind the links in mail: proving an address, stopping mail."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from folkmoot.messaging.stop_links import read_stop_token
from folkmoot.people import operations
from folkmoot.people.access import get_person
from folkmoot.people.places import FRONT
from folkmoot.people.requests import VisitorRequest
from folkmoot.web.submissions import once


@require_http_methods(["GET", "HEAD", "POST"])
@once
def verify(request: VisitorRequest, token: str) -> HttpResponse:
    """Show one button; only pressing it uses the link up, not a mail scanner."""
    if request.method != "POST":
        return render(request, "people/verify.html")
    try:
        channel = operations.verify_channel(token=token, now=request.now)
    except operations.AddressElsewhereError as error:
        messages.warning(request, str(error))
        return redirect(FRONT)
    if channel is None:
        messages.warning(request, _("This link was used, or is too old."))
    else:
        messages.success(request, _("Thank you. This address is yours."))
    return redirect(FRONT)


@csrf_exempt  # mail programs press it without our page (RFC 8058)
@require_http_methods(["GET", "HEAD", "POST"])
@once
def stop_mail(request: VisitorRequest, token: str) -> HttpResponse:
    """Stop all mail about collectives: with one press, and nothing else."""
    person_id = read_stop_token(token)
    if person_id is None:
        raise Http404
    person = get_person(person_id)
    if request.method != "POST":
        return render(request, "people/stop_mail.html", {"is_done": False})
    operations.stop_mail(person=person)
    return render(request, "people/stop_mail.html", {"is_done": True})
