"""Messengers answer stops of several groups with one text."""

from http import HTTPStatus

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.doing.days import today_in
from folkmoot.federating import operations
from folkmoot.federating.access import Place
from folkmoot.federating.forms.stops import AnswersForm, SecondForm
from folkmoot.federating.queries.drafters import may_answer_stops
from folkmoot.federating.queries.pages.drafting import stops_to_answer
from folkmoot.federating.queries.pages.frame import frame_of
from folkmoot.federating.views.frame import act_on, place_of, show, url_of
from folkmoot.people.requests import PersonRequest, signed_in, typed
from folkmoot.web.submissions import once


@signed_in
@once
@require_http_methods(["GET", "HEAD", "POST"])
def answer_stops(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Show all stops that wait for an answer, by group; take one text for some."""
    place = place_of(request, slug, number)
    form = _form(request, place)
    if request.method != "POST":
        return _show(request, place, form=form)
    return act_on(
        request,
        place,
        lambda: operations.answer_stops(
            member=place.member,
            question=place.question,
            stops=form.cleaned_data["stops"],
            answer=form.said["answer"],
            now=request.now,
        ),
        lambda **more: _show(request, place, form=form, **more),
        form,
        to=url_of(place.question, "answer_stops"),
    )


@require_POST
@signed_in
@once
def second_answers(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Stand by answers that a messenger of another group wrote."""
    place = place_of(request, slug, number)
    form = SecondForm(request.POST)
    return act_on(
        request,
        place,
        lambda: operations.second_answers(
            member=place.member,
            question=place.question,
            stops=form.cleaned_data["stops"],
            now=request.now,
        ),
        lambda **more: _show(request, place, second_form=form, **more),
        form,
        to=url_of(place.question, "answer_stops"),
    )


def _form(request: PersonRequest, place: Place) -> AnswersForm:
    today = today_in(place.question.collective, request.now)
    return AnswersForm(typed(request), today=today)


def _show(
    request: PersonRequest,
    place: Place,
    *,
    status: int = HTTPStatus.OK,
    **more: object,
) -> HttpResponse:
    question, member = place.question, place.member
    today = today_in(question.collective, request.now)
    more.setdefault("form", AnswersForm(today=today))
    frame = frame_of(question, member)
    # Stops of a running check are part of its answers: seen after one's own.
    waiting, begun = (
        stops_to_answer(question, member)
        if frame.standing.sees_answers or frame.stage.value != "checking"
        else ([], [])
    )
    return show(
        request,
        place,
        "answer_stops",
        status=status,
        frame=frame,
        waiting=waiting,
        begun=begun,
        may_answer=may_answer_stops(question, member, request.now),
        **more,
    )
