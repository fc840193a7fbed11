"""Writing anew what a question would change, while it is made clear or drafted."""

from http import HTTPStatus

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from folkmoot.deciding import operations
from folkmoot.deciding.access import Place, get_question_for
from folkmoot.deciding.forms.founding import FoundingForm
from folkmoot.deciding.operations.looking import look_at_question
from folkmoot.deciding.queries.changes import form_values_of
from folkmoot.deciding.views.page import REFUSALS, back_to
from folkmoot.deciding.views.raising import topic_form
from folkmoot.people.requests import PersonRequest, signed_in
from folkmoot.web.submissions import once


@signed_in
@once
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Show the form of what the question would change, or take it."""
    place = get_question_for(request.person, slug, number)
    if not place.question.topic:
        raise Http404
    if request.method != "POST":
        look_at_question(member=place.member, question=place.question, now=request.now)
        if not operations.may_write_change(place.question, place.member):
            return back_to(place.question)
        return _show(request, place, _form(request, place))
    form = _form(request, place)
    if not form.is_valid():
        return _show(request, place, form, is_refused=True)
    try:
        operations.write_change(
            member=place.member,
            question=place.question,
            change=form.get_change(),
            now=request.now,
        )
    except REFUSALS as error:
        return _show(request, place, form, is_refused=True, refusal=str(error))
    return back_to(place.question)


def _form(request: PersonRequest, place: Place) -> FoundingForm:
    name, initial = form_values_of(place.question)
    data = request.POST if request.method == "POST" else None
    topic = place.question.topic
    more = {"name": name, "is_change": True}
    form = topic_form(place.member, topic, data, initial, request.now, **more)
    if form is None:
        raise Http404
    return form


def _show(
    request: PersonRequest, place: Place, form: FoundingForm, **more: object
) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if more else HTTPStatus.OK
    shown = {"question": place.question, "member": place.member, "form": form, **more}
    return render(request, "deciding/change.html", shown, status=status)
