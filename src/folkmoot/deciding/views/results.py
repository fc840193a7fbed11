"""After the last call: decided, carried out, looked back at, closed, or not agreed."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from folkmoot.deciding import operations
from folkmoot.deciding.access import get_question_for
from folkmoot.deciding.forms.stops import LateForm
from folkmoot.deciding.models import Call
from folkmoot.deciding.operations import LateText, StopText
from folkmoot.deciding.operations.looking import look_at_question
from folkmoot.deciding.queries.pages.beside import choice_in
from folkmoot.deciding.queries.pages.calls import calls_of
from folkmoot.deciding.queries.pages.frame import Frame
from folkmoot.deciding.queries.pages.results import (
    compute_again,
    find_decision,
    looked_at,
    not_agreed,
    result_page,
)
from folkmoot.deciding.views.page import REFUSALS, STAGES, act_on, back_to, show_again
from folkmoot.doing.forms import ReviewForm
from folkmoot.doing.queries import answer_by, review_of
from folkmoot.doing.words import LOOK_BACK_MINUTES
from folkmoot.engines.consensus import Stage
from folkmoot.people.requests import PersonRequest, signed_in
from folkmoot.web.submissions import once

Kind = Call.Kind


def decided(frame: Frame, request: PersonRequest) -> dict[str, Any]:
    """Return what the pages of a decision need."""
    question, member = frame.question, frame.member
    return {
        "page": result_page(question, member, request.now),
        "choice": choice_in(question, frame.transitions),
        "late_form": LateForm(),
        "calls": calls_of(question, member, Kind.LOOK_BACK, Kind.PAUSE),
    }


def looking_back(frame: Frame, request: PersonRequest) -> dict[str, Any]:
    """Return what "Look back" needs, and what closed it."""
    question, member = frame.question, frame.member
    review = review_of(question.id)
    own = answer_by(review, member) if review else None
    is_over = frame.stage is Stage.CLOSED
    return {
        **decided(frame, request),
        "minutes": LOOK_BACK_MINUTES,
        "looked": looked_at(review, has_answered=own is not None, is_over=is_over),
        "review_form": ReviewForm(initial=ReviewForm.initial_of(own)),
        "calls": calls_of(question, member, Kind.PAUSE) if not is_over else [],
    }


def no_decision(frame: Frame, request: PersonRequest) -> dict[str, Any]:
    """Return what "Not agreed" needs."""
    question, member = frame.question, frame.member
    return {
        "choice": choice_in(question, frame.transitions),
        "page": not_agreed(question, member, request.now),
        "again": calls_of(question, member, Kind.TAKE_UP_AGAIN),
    }


@require_POST
@signed_in
@once
def late_stop(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Say stop after the decision, as somebody who had not been heard."""
    place = get_question_for(request.person, slug, number)
    form = LateForm(request.POST)
    if not form.is_valid():
        return show_again(request, place, form, late_form=form)
    said = dict(form.cleaned_data)
    why = said.pop("why_not_heard")
    try:
        row = operations.object_late(
            member=place.member,
            question=place.question,
            late=LateText(StopText(**said), why),
            now=request.now,
        )
    except REFUSALS as error:
        return show_again(request, place, error, late_form=form)
    return back_to(place.question, f"stop-{row.number}")


@require_safe
@signed_in
def computation(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Compute the result again from what was stored with it."""
    place = get_question_for(request.person, slug, number)
    look_at_question(member=place.member, question=place.question, now=request.now)
    decision = find_decision(place.question)
    again = compute_again(place.question, decision) if decision else None
    if again is None:
        raise Http404
    context = {"question": place.question, "member": place.member, "again": again}
    name = "_computation" if request.htmx else "computation"
    return render(request, f"deciding/{name}.html", context)


@require_POST
@signed_in
@once
def review(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Answer the five questions of a look-back."""
    place = get_question_for(request.person, slug, number)
    form = ReviewForm(request.POST)
    return act_on(
        request,
        place,
        lambda: operations.look_back(
            member=place.member,
            question=place.question,
            conclusion=form.cleaned_data["conclusion"],
            answers=form.answers,
            now=request.now,
        ),
        form,
        part="looked-back",
        review_form=form,
    )


STAGES[Stage.DECIDED] = decided
STAGES[Stage.CARRYING] = decided
STAGES[Stage.LOOKING_BACK] = looking_back
STAGES[Stage.CLOSED] = looking_back
STAGES[Stage.NO_DECISION] = no_decision
