"""The page of one stop, and each step of its life."""

from collections.abc import Callable, Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django import forms
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
from folkmoot.web.submissions import once

type Act = Callable[[Place, Objection, Mapping[str, Any], datetime], object]


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
    return _act(request, slug, number, stop, "restatement_form", form, _restate)


@require_POST
@signed_in
@once
def restatement_answer(
    request: PersonRequest, slug: str, number: int, stop: int
) -> HttpResponse:
    """Say "yes, that is it" or "not quite"; or confirm it beside a silent owner."""
    form = stop_forms.AgreementForm(request.POST)
    return _act(request, slug, number, stop, "agreement_form", form, _agree)


@require_POST
@signed_in
@once
def talk(request: PersonRequest, slug: str, number: int, stop: int) -> HttpResponse:
    """Say a line in the talk."""
    form = stop_forms.TalkForm(request.POST)
    return _act(request, slug, number, stop, "talk_form", form, _talk)


@require_POST
@signed_in
@once
def answer(request: PersonRequest, slug: str, number: int, stop: int) -> HttpResponse:
    """Answer a stop."""
    place = get_question_for(request.person, slug, number)
    today = today_in(place.question.collective, request.now)
    form = stop_forms.AnswerForm(request.POST, today=today)

    def give(
        place: Place, row: Objection, _said: Mapping[str, Any], now: datetime
    ) -> object:
        return operations.answer_stop(
            member=place.member, objection=row, answer=form.get_answer(), now=now
        )

    return _act(request, slug, number, stop, "answer_form", form, give)


@require_POST
@signed_in
@once
def second_name(
    request: PersonRequest, slug: str, number: int, stop: int
) -> HttpResponse:
    """Put the second name to an answer."""
    form = forms.Form(request.POST)
    return _act(request, slug, number, stop, "second_form", form, _second)


@require_POST
@signed_in
@once
def reply(request: PersonRequest, slug: str, number: int, stop: int) -> HttpResponse:
    """Say as its owner that it is solved, or that one still sees it."""
    form = stop_forms.ReplyForm(request.POST)
    return _act(request, slug, number, stop, "reply_form", form, _reply)


@require_POST
@signed_in
@once
def case(
    request: PersonRequest, slug: str, number: int, stop: int, kind: str
) -> HttpResponse:
    """Ask people drawn by lot to look at a stop."""
    if kind not in ASKABLE:
        raise Http404
    form = stop_forms.CaseForm(request.POST)

    def ask(
        place: Place, row: Objection, said: Mapping[str, Any], now: datetime
    ) -> object:
        return operations.ask_panel(
            member=place.member,
            question=place.question,
            kind=Panel.Kind(kind),
            reason=said["reason"],
            objection=row,
            now=now,
        )

    more = {"refused_case": kind}
    return _act(request, slug, number, stop, "case_form", form, ask, **more)


def _restate(
    place: Place, row: Objection, said: Mapping[str, Any], now: datetime
) -> object:
    return operations.restate_stop(
        member=place.member, objection=row, text=said["text"], now=now
    )


def _agree(
    place: Place, row: Objection, said: Mapping[str, Any], now: datetime
) -> object:
    return operations.agree_restatement(
        member=place.member,
        objection=row,
        is_right=said["is_right"] == "yes",
        text=said["text"],
        now=now,
    )


def _talk(
    place: Place, row: Objection, said: Mapping[str, Any], now: datetime
) -> object:
    return operations.talk_about_stop(
        member=place.member, objection=row, text=said["text"], now=now
    )


def _second(
    place: Place, row: Objection, _said: Mapping[str, Any], now: datetime
) -> object:
    return operations.second_answer(member=place.member, objection=row, now=now)


def _reply(
    place: Place, row: Objection, said: Mapping[str, Any], now: datetime
) -> object:
    return operations.reply_to_answer(
        member=place.member,
        objection=row,
        is_solved=said["is_solved"] == "yes",
        now=now,
    )


def _act(
    request: PersonRequest,
    slug: str,
    number: int,
    stop: int,
    name: str,
    form: forms.Form,
    act: Act,
    **more: object,
) -> HttpResponse:
    """Do one step and go back to the stop, or show it again with what was typed."""
    place = get_question_for(request.person, slug, number)
    row = get_stop_for(place, stop)
    if not form.is_valid():
        return _show(request, place, row, **{name: form}, **more)
    try:
        act(place, row, form.cleaned_data, request.now)
    except REFUSALS as error:
        shown = {name: form, "refusal": str(error), **more}
        place.question.refresh_from_db()
        return _show(request, place, get_stop_for(place, stop), **shown)
    return redirect("deciding:stop", slug, number, stop)


def _show(
    request: PersonRequest, place: Place, row: Objection, **more: object
) -> HttpResponse:
    """Show the stop; ``more`` is what was not received."""
    question = place.question
    context = {
        "question": question,
        "member": place.member,
        "page": stop_page(question, row, place.member, request.now),
        "restatement_form": stop_forms.RestatementForm(),
        "agreement_form": stop_forms.AgreementForm(),
        "talk_form": stop_forms.TalkForm(),
        "answer_form": stop_forms.AnswerForm(
            today=today_in(question.collective, request.now)
        ),
        "case_form": stop_forms.CaseForm(),
        **more,
    }
    if more:
        context["is_refused"] = True
    status = HTTPStatus.UNPROCESSABLE_ENTITY if more else HTTPStatus.OK
    return render(request, "deciding/stop.html", context, status=status)
