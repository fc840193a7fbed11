"""The page of one stop, and each step of its life."""

from collections.abc import Callable
from functools import partial
from http import HTTPStatus

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from folkmoot.deciding import operations
from folkmoot.deciding.access import Place, get_question_for, get_stop_for
from folkmoot.deciding.forms import stops as stop_forms
from folkmoot.deciding.models import Objection, Panel
from folkmoot.deciding.operations.looking import look_at_question
from folkmoot.deciding.queries.pages.stops import ASKABLE, stop_page
from folkmoot.deciding.views.page import REFUSALS
from folkmoot.doing.days import today_in
from folkmoot.people.requests import PersonRequest, signed_in
from folkmoot.web.paging import read_number
from folkmoot.web.submissions import once

type Act = Callable[..., object]


@require_safe
@signed_in
def stop(request: PersonRequest, slug: str, number: int, stop: int) -> HttpResponse:
    """Show one stop: what it says, where it stands, what the reader can do."""
    place = get_question_for(request.person, slug, number)
    look_at_question(member=place.member, question=place.question, now=request.now)
    return _show(request, place, get_stop_for(place, stop))


@require_POST
@signed_in
@once
def restatement(
    request: PersonRequest, slug: str, number: int, stop: int
) -> HttpResponse:
    """Say a stop back in one's own words."""
    form = stop_forms.RestatementForm(request.POST)
    return _act(
        request, slug, number, stop, "restatement_form", form, operations.restate_stop
    )


@require_POST
@signed_in
@once
def restatement_answer(
    request: PersonRequest, slug: str, number: int, stop: int
) -> HttpResponse:
    """Say "yes, that is it" or "not quite"; or confirm it beside a silent owner."""
    form = stop_forms.AgreementForm(request.POST)
    return _act(
        request,
        slug,
        number,
        stop,
        "agreement_form",
        form,
        operations.agree_restatement,
    )


@require_POST
@signed_in
@once
def talk(request: PersonRequest, slug: str, number: int, stop: int) -> HttpResponse:
    """Say a line in the talk."""
    form = stop_forms.TalkForm(request.POST)
    return _act(
        request, slug, number, stop, "talk_form", form, operations.talk_about_stop
    )


@require_POST
@signed_in
@once
def invitation_to_talk(
    request: PersonRequest, slug: str, number: int, stop: int
) -> HttpResponse:
    """Offer the owner three times for a talk."""
    form = stop_forms.InvitationForm(request.POST)
    act = operations.invite_to_talk
    return _act(request, slug, number, stop, "invitation_form", form, act)


@require_POST
@signed_in
@once
def talk_time(
    request: PersonRequest, slug: str, number: int, stop: int
) -> HttpResponse:
    """Choose one of the times as the owner."""
    form = stop_forms.TimeForm(request.POST)
    return _act(request, slug, number, stop, "time_form", form, operations.choose_talk)


@require_POST
@signed_in
@once
def answer(request: PersonRequest, slug: str, number: int, stop: int) -> HttpResponse:
    """Answer a stop."""
    place = get_question_for(request.person, slug, number)
    today = today_in(place.question.collective, request.now)
    form = stop_forms.AnswerForm(request.POST, today=today)
    return _act(
        request, slug, number, stop, "answer_form", form, operations.answer_stop
    )


@require_POST
@signed_in
@once
def second_name(
    request: PersonRequest, slug: str, number: int, stop: int
) -> HttpResponse:
    """Put the second name to an answer."""
    form = stop_forms.StepForm(request.POST)
    return _act(
        request, slug, number, stop, "second_form", form, operations.second_answer
    )


@require_POST
@signed_in
@once
def reply(request: PersonRequest, slug: str, number: int, stop: int) -> HttpResponse:
    """Say as its owner that it is solved, or that one still sees it."""
    form = stop_forms.ReplyForm(request.POST)
    return _act(
        request, slug, number, stop, "reply_form", form, operations.reply_to_answer
    )


@require_POST
@signed_in
@once
def happened(request: PersonRequest, slug: str, number: int, stop: int) -> HttpResponse:
    """Say as its owner, long after, whether it happened."""
    form = stop_forms.HappenedForm(request.POST)
    act = operations.tell_happened
    return _act(request, slug, number, stop, "happened_form", form, act)


@require_POST
@signed_in
@once
def case(
    request: PersonRequest, slug: str, number: int, stop: int, kind: str
) -> HttpResponse:
    """Ask people drawn by lot to look at a stop."""
    if kind not in ASKABLE:
        raise Http404
    place = get_question_for(request.person, slug, number)
    form = stop_forms.CaseForm(request.POST)
    ask = partial(operations.ask_panel, question=place.question, kind=Panel.Kind(kind))
    more = {"refused_case": kind}
    return _act(request, slug, number, stop, "case_form", form, ask, **more)


def _act(
    request: PersonRequest,
    slug: str,
    number: int,
    stop: int,
    name: str,
    form: stop_forms.StepForm,
    act: Act,
    **more: object,
) -> HttpResponse:
    """Do one step and go back to the stop, or show it again with what was typed."""
    place = get_question_for(request.person, slug, number)
    row = get_stop_for(place, stop)
    if not form.is_valid():
        return _show(request, place, row, **{name: form}, **more)
    try:
        act(member=place.member, objection=row, now=request.now, **form.said)
    except REFUSALS as error:
        shown = {name: form, "refusal": str(error), **more}
        place.question.refresh_from_db()
        return _show(request, place, get_stop_for(place, stop), **shown)
    return redirect("deciding:stop", slug, number, stop)


def _show(
    request: PersonRequest, place: Place, row: Objection, **more: object
) -> HttpResponse:
    """Show the stop; ``more`` is what was not received."""
    question, page = place.question, read_number(request.GET.get("talk", "1"))
    context = {
        "question": question,
        "member": place.member,
        "page": stop_page(question, row, place.member, request.now, page),
        "restatement_form": stop_forms.RestatementForm(),
        "agreement_form": stop_forms.AgreementForm(),
        "talk_form": stop_forms.TalkForm(),
        "invitation_form": stop_forms.InvitationForm(),
        "time_form": stop_forms.TimeForm(),
        "answer_form": stop_forms.AnswerForm(
            today=today_in(question.collective, request.now)
        ),
        "case_form": stop_forms.CaseForm(),
        "happened_form": stop_forms.HappenedForm(),
        **more,
    }
    if more:
        context["is_refused"] = True
    status = HTTPStatus.UNPROCESSABLE_ENTITY if more else HTTPStatus.OK
    return render(request, "deciding/stop.html", context, status=status)
