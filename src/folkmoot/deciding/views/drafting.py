"""Writing the draft, saying what it did with what was heard, sending it on."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from folkmoot.deciding import operations
from folkmoot.deciding.access import Place, get_question_for, get_version_beside
from folkmoot.deciding.forms.drafting import DraftForm, HeardForm, VersionForm
from folkmoot.deciding.models import Call, Heard, Question
from folkmoot.deciding.operations.looking import look_at_question
from folkmoot.deciding.queries.pages.beside import waiting_beside
from folkmoot.deciding.queries.pages.calls import calls_of
from folkmoot.deciding.queries.pages.drafting import draftable, drafting_of
from folkmoot.deciding.queries.pages.frame import Frame
from folkmoot.deciding.queries.pages.versions import show_version
from folkmoot.deciding.states import state_of
from folkmoot.deciding.views.page import (
    REFUSALS,
    STAGES,
    act_on,
    back_to,
    heard_page,
)
from folkmoot.doing.days import today_in
from folkmoot.engines.consensus import Stage
from folkmoot.listening.access import get_contribution_for
from folkmoot.people.requests import PersonRequest, signed_in
from folkmoot.web.submissions import once


def look_back_day(question: Question, now: datetime) -> date:
    """Return the day to look back that the question's class has of itself."""
    return today_in(question.collective, now + state_of(question).rules.look_back)


def _fill[T: DraftForm](
    form: type[T], place: Place, now: datetime, data: Mapping[str, Any] | None = None
) -> T:
    """Return the form of the next version, filled from the latest."""
    return form(
        data,
        of=draftable(place.question),
        today=today_in(place.question.collective, now),
        look_back=look_back_day(place.question, now),
    )


@signed_in
@once
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Show the form of the draft's next version, or take that version."""
    place = get_question_for(request.person, slug, number)
    return _write(request, place, DraftForm, operations.write_draft)


@signed_in
@once
@require_http_methods(["GET", "HEAD", "POST"])
def add_version(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Show the form of another version beside the draft, or take that version."""
    place = get_question_for(request.person, slug, number)
    return _write(request, place, VersionForm, operations.add_version, "beside")


def _write(
    request: PersonRequest,
    place: Place,
    asked: type[DraftForm],
    write: Callable[..., object],
    part: str = "",
) -> HttpResponse:
    """Show a form of the draft, or ``write`` what it holds and go to ``part``."""
    if request.method != "POST":
        look_at_question(member=place.member, question=place.question, now=request.now)
        if not operations.may_draft(place.question, place.member):
            return back_to(place.question)
        return _show_draft(request, place, _fill(asked, place, request.now))
    form = _fill(asked, place, request.now, request.POST)
    if not form.is_valid():
        return _show_draft(request, place, form, is_refused=True)
    try:
        write(
            member=place.member,
            question=place.question,
            draft=form.get_draft(),
            now=request.now,
        )
    except REFUSALS as error:
        return _show_draft(request, place, form, is_refused=True, refusal=str(error))
    return back_to(place.question, part)


def _show_draft(
    request: PersonRequest, place: Place, form: DraftForm, **more: object
) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if more else HTTPStatus.OK
    shown = {"question": place.question, "member": place.member, "form": form, **more}
    name = "add_version" if isinstance(form, VersionForm) else "draft"
    return render(request, f"deciding/{name}.html", shown, status=status)


@signed_in
@once
@require_POST
def remove_version(
    request: PersonRequest, slug: str, number: int, version: int
) -> HttpResponse:
    """Take a version away again that waits beside the draft."""
    place = get_question_for(request.person, slug, number)
    row = get_version_beside(place, version)
    return act_on(
        request,
        place,
        lambda: operations.remove_version(
            member=place.member,
            question=place.question,
            version=row.version,
            now=request.now,
        ),
        part="beside",
    )


@signed_in
@once
@require_POST
def answer_contribution(
    request: PersonRequest, slug: str, number: int, contribution_id: UUID
) -> HttpResponse:
    """Say what the draft did with one contribution."""
    place = get_question_for(request.person, slug, number)
    said = get_contribution_for(place.member, contribution_id)
    if said.hearing.question_id != place.question.id:
        raise Http404
    form = HeardForm(request.POST)
    again = {"heard_form": form, "heard_id": contribution_id}
    return act_on(
        request,
        place,
        lambda: operations.answer_contribution(
            member=place.member,
            question=place.question,
            contribution=said,
            use=Heard.Use(form.cleaned_data["use"]),
            text=form.cleaned_data["text"],
            now=request.now,
        ),
        form,
        part=f"heard-{said.number}",
        heard=heard_page(request),
        **again,
    )


@signed_in
@once
@require_POST
def submit_draft(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Send the draft to its check."""
    place = get_question_for(request.person, slug, number)
    return act_on(
        request,
        place,
        lambda: operations.submit_draft(
            member=place.member, question=place.question, now=request.now
        ),
    )


@signed_in
@once
@require_POST
def second_wording(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Agree that only the wording changed."""
    place = get_question_for(request.person, slug, number)
    return act_on(
        request,
        place,
        lambda: operations.second_wording(
            member=place.member, question=place.question, now=request.now
        ),
        part="wording",
    )


@signed_in
@once
@require_POST
def offer_to_draft(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Be willing to write; who writes is drawn by lot."""
    place = get_question_for(request.person, slug, number)
    return act_on(
        request,
        place,
        lambda: operations.offer_to_draft(
            member=place.member, question=place.question, now=request.now
        ),
    )


@signed_in
@require_GET
def versions(
    request: PersonRequest, slug: str, number: int, version: int | None = None
) -> HttpResponse:
    """Show one version of the draft beside the one before it."""
    place = get_question_for(request.person, slug, number)
    shown = show_version(place.question, version)
    if shown is None:
        raise Http404
    context = {"question": place.question, "member": place.member, "shown": shown}
    return render(request, "deciding/versions.html", context)


def drafting(frame: Frame, request: PersonRequest) -> dict[str, Any]:
    """Return what the page of a draft in the making needs."""
    question, member = frame.question, frame.member
    is_drafter = operations.may_draft(question, member)
    kinds = (Call.Kind.LIFT, Call.Kind.PARK, Call.Kind.PAUSE)
    return {
        "drafting": drafting_of(question, member, heard_page(request), frame.proposal),
        "is_drafter": is_drafter,
        "waiting": waiting_beside(question),
        "heard_uses": HeardForm.USES,
        "calls": calls_of(question, member, *kinds),
        "is_proposer": member.id == question.proposer_id,
    }


STAGES[Stage.DRAFTING] = drafting
