"""Making a question clear: its boxes, saying it back, sending it on."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from folkmoot.deciding import operations
from folkmoot.deciding.access import get_explanation_of, get_question_for
from folkmoot.deciding.forms.shaping import ExplainForm, ShapeForm
from folkmoot.deciding.models import Call, Question
from folkmoot.deciding.plain import read
from folkmoot.deciding.queries.hosting import first_reply_of, is_host
from folkmoot.deciding.queries.pages.beside import waiting_beside
from folkmoot.deciding.queries.pages.calls import calls_of
from folkmoot.deciding.queries.pages.frame import Frame
from folkmoot.deciding.queries.pages.shaping import shaping_of
from folkmoot.deciding.views.page import (
    STAGES,
    act_on,
    show_question,
)
from folkmoot.engines.consensus import Stage
from folkmoot.people.requests import PersonRequest, signed_in
from folkmoot.web.submissions import once


@signed_in
@once
@require_POST
def shape(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Keep the boxes."""
    place = get_question_for(request.person, slug, number)
    form = ShapeForm(request.POST, question=place.question)
    return act_on(
        request,
        place,
        lambda: operations.shape_question(
            member=place.member,
            question=place.question,
            title=form.cleaned_data["title"],
            klass=form.klass_value,
            shape=form.get_shape(),
            now=request.now,
        ),
        form,
        shape_form=form,
    )


@signed_in
@require_POST
def preview_shape(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Read what is being written and say how plain it is; keeps nothing."""
    place = get_question_for(request.person, slug, number)
    form = ShapeForm(request.POST, question=place.question)
    form.is_valid()
    text = str(form.cleaned_data.get("short_text", ""))
    reading = read(text, place.question.collective.language)
    if request.htmx:
        return render(request, "deciding/_plain.html", {"reading": reading})
    return show_question(
        request, place, status=HTTPStatus.OK, shape_form=form, reading=reading
    )


@signed_in
@once
@require_POST
def explain_back(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Say the question back in one's own words."""
    place = get_question_for(request.person, slug, number)
    form = ExplainForm(request.POST)
    return act_on(
        request,
        place,
        lambda: operations.explain_back(
            member=place.member,
            question=place.question,
            text=form.cleaned_data["text"],
            now=request.now,
        ),
        form,
        explain_form=form,
    )


@signed_in
@once
@require_POST
def confirm_explanation(
    request: PersonRequest, slug: str, number: int, explanation_id: UUID
) -> HttpResponse:
    """Nod: "yes, that is it"."""
    place = get_question_for(request.person, slug, number)
    said = get_explanation_of(place, explanation_id)
    return act_on(
        request,
        place,
        lambda: operations.confirm_explanation(
            member=place.member, explanation=said, now=request.now
        ),
    )


@signed_in
@once
@require_POST
def send_on(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Send the question to its hearing, notice or check."""
    place = get_question_for(request.person, slug, number)
    return act_on(
        request,
        place,
        lambda: operations.send_on(
            member=place.member, question=place.question, now=request.now
        ),
    )


def shaping(frame: Frame, request: PersonRequest) -> dict[str, Any]:
    """Return what the page of a question that is made clear needs."""
    question, member = frame.question, frame.member
    began = (t.at for t in frame.transitions if t.to_stage == Stage.SHAPING)
    shown = shaping_of(question, min(began, default=question.since), frame.proposal)
    kinds = [Call.Kind.FORWARD, Call.Kind.LIFT, Call.Kind.URGENT]
    if question.klass == Question.Class.FOUNDING:
        kinds = [Call.Kind.FORWARD]
    if not frame.facts.shaping.is_complete:
        kinds.remove(Call.Kind.FORWARD)
    kinds += [Call.Kind.UNCLEAR_WORD, Call.Kind.PARK, Call.Kind.PAUSE]
    is_small = question.klass == Question.Class.SMALL
    is_drafter = member.id == question.proposer_id
    return {
        "shaping": shown,
        "waiting": waiting_beside(question),
        "is_drafter": is_drafter and not is_small,
        "reading": shown.reading,
        "shape_form": ShapeForm(question=question),
        "explain_form": ExplainForm(),
        "first_reply": first_reply_of(question),
        "is_host": is_host(question, member, request.now),
        "is_proposer": is_drafter,
        "is_on_draft": is_small or frame.state.is_one_page,
        "missing": operations.missing_for_sending(question),
        "calls": calls_of(question, member, *kinds),
    }


STAGES[Stage.SHAPING] = shaping
