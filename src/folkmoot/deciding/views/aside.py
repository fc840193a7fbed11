"""Off the usual way: put aside, taken back, carried on by somebody else."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from folkmoot.deciding import operations
from folkmoot.deciding.access import get_question_for
from folkmoot.deciding.forms.aside import ParkForm, ReasonForm
from folkmoot.deciding.models import Call
from folkmoot.deciding.queries.carrying import at_morning
from folkmoot.deciding.queries.pages.calls import calls_of
from folkmoot.deciding.queries.pages.frame import Frame
from folkmoot.deciding.views.page import STAGES, act_on
from folkmoot.doing.days import today_in
from folkmoot.engines.consensus import ADOPTED_WITHIN, Stage
from folkmoot.people.requests import PersonRequest, signed_in
from folkmoot.web.submissions import once


@signed_in
@once
@require_POST
def park(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Put one's question aside until a day."""
    place = get_question_for(request.person, slug, number)
    zone = place.question.collective.time_zone
    today = today_in(place.question.collective, request.now)
    form = ParkForm(request.POST, today=today)
    return act_on(
        request,
        place,
        lambda: operations.park_question(
            member=place.member,
            question=place.question,
            until=at_morning(form.cleaned_data["until"], zone),
            reason=form.cleaned_data["reason"],
            now=request.now,
        ),
        form,
        aside_form=form,
    )


@signed_in
@once
@require_POST
def withdraw(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Take one's question back."""
    place = get_question_for(request.person, slug, number)
    form = ReasonForm(request.POST)
    return act_on(
        request,
        place,
        lambda: operations.withdraw_question(
            member=place.member,
            question=place.question,
            reason=form.cleaned_data["reason"],
            now=request.now,
        ),
        form,
        withdraw_form=form,
    )


@signed_in
@once
@require_POST
def adopt(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Carry on a question that was taken back."""
    place = get_question_for(request.person, slug, number)
    return act_on(
        request,
        place,
        lambda: operations.adopt_question(
            member=place.member, question=place.question, now=request.now
        ),
    )


def parked(frame: Frame, request: PersonRequest) -> dict[str, Any]:
    """Return what the page of a question put aside needs."""
    return {
        "last_move": frame.transitions[-1],
        "calls": calls_of(frame.question, frame.member, Call.Kind.WAKE),
    }


def withdrawn(frame: Frame, request: PersonRequest) -> dict[str, Any]:
    """Return what the page of a question taken back needs."""
    until = frame.state.since + ADOPTED_WITHIN
    return {
        "last_move": frame.transitions[-1],
        "adopted_until": until,
        "is_adoptable": frame.member.takes_positions and request.now <= until,
    }


STAGES[Stage.PARKED] = parked
STAGES[Stage.WITHDRAWN] = withdrawn
