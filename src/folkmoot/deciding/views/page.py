"""The page of a question: one frame, and the present stage inside it."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from folkmoot.deciding.access import Place, get_question_by_id, get_question_for
from folkmoot.deciding.models import Question
from folkmoot.deciding.operations.looking import look_at_question
from folkmoot.deciding.queries.pages.frame import Frame, frame_of
from folkmoot.engines.consensus import Stage
from folkmoot.people.requests import PersonRequest, signed_in

type StageContext = Callable[[Frame, PersonRequest], Mapping[str, Any]]

# Each stage's module names what its template needs besides the frame.
STAGES: dict[Stage, StageContext] = {}


@require_safe
@signed_in
def question(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Show a question; opening it counts as having been asked."""
    place = get_question_for(request.person, slug, number)
    look_at_question(member=place.member, question=place.question, now=request.now)
    return show_question(request, place)


@require_safe
@signed_in
def question_by_id(
    request: PersonRequest, slug: str, question_id: UUID
) -> HttpResponse:
    """Lead to a question that a lower room knows by its id only."""
    return back_to(get_question_by_id(request.person, slug, question_id))


def show_question(
    request: PersonRequest,
    place: Place,
    *,
    status: int = HTTPStatus.OK,
    **forms: object,
) -> HttpResponse:
    """Return the page; ``forms`` replace the fresh ones of the stage (after a 422)."""
    frame = frame_of(place.question, place.member)
    build = STAGES.get(frame.stage)
    context = {**(build(frame, request) if build else {}), **forms}
    shown = {"frame": frame, "question": place.question, "member": place.member}
    return render(
        request, "deciding/question.html", {**shown, **context}, status=status
    )


def show_again(
    request: PersonRequest, place: Place, error: Exception, **forms: object
) -> HttpResponse:
    """Return the page with 422, a plain sentence, and what was typed."""
    place.question.refresh_from_db()
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return show_question(request, place, status=status, refusal=str(error), **forms)


def back_to(question: Question) -> HttpResponse:
    """Return to the page of a question after something was received."""
    slug = question.collective.slug
    return redirect("deciding:question", slug=slug, number=question.number)
