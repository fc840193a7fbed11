"""After a theft of the key: what is in doubt, and confirming one's own."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.deciding.views.page import read_signed
from folkmoot.home.access import RecordPlace, get_kept_record_for, get_record_for
from folkmoot.home.forms import ConfirmForm, DoubtForm
from folkmoot.home.operations import confirm_own, mark_doubt
from folkmoot.home.queries.doubts import doubts_page
from folkmoot.home.views.record import show_place
from folkmoot.people.requests import PersonRequest, signed_in, typed
from folkmoot.record.operations import DoubtRefusedError, KeyRefusedError
from folkmoot.web.submissions import once
from folkmoot.web.telling import act_and_tell


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@once
def doubts(
    request: PersonRequest, slug: str, *, is_federation: bool = False
) -> HttpResponse:
    """Show what was signed while the key was in other hands, or mark it."""
    get = get_kept_record_for if request.method == "POST" else get_record_for
    place = get(request.person, slug, is_federation=is_federation)
    form = DoubtForm(typed(request))
    if form.is_valid():
        try:
            mark_doubt(
                member=place.member,
                collective_id=place.of.id,
                number=form.cleaned_data["number"],
                now=request.now,
            )
        except (DoubtRefusedError, KeyRefusedError) as error:
            form.add_error("number", str(error))
        else:
            messages.success(request, _("Received. Everybody here sees it."))
            return redirect(place.address("doubts"))
    return _show(request, place, form)


@require_POST
@signed_in
@once
def confirm(
    request: PersonRequest, slug: str, *, is_federation: bool = False
) -> HttpResponse:
    """Say again that entries in doubt were one's own."""
    place = get_kept_record_for(request.person, slug, is_federation=is_federation)
    form = ConfirmForm(request.POST)
    act_and_tell(
        request,
        lambda: confirm_own(
            member=place.member,
            collective_id=place.of.id,
            numbers=form.get_numbers(),
            now=request.now,
            signed=read_signed(request),
        ),
        (DoubtRefusedError,),
        _("Received. It is confirmed."),
    )
    return redirect(place.address("doubts"))


def _show(request: PersonRequest, place: RecordPlace, form: DoubtForm) -> HttpResponse:
    page = show_place(place) | {
        "page": doubts_page(place.member, place.of.id),
        "form": form,
        "confirm_url": place.address("confirm_own"),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "home/doubts.html", page, status=status)
