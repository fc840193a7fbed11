"""Answering a draft: one's own answer, a worry, an answer entered for somebody else."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import (
    require_POST,
    require_safe,
)

from folkmoot.deciding import operations
from folkmoot.deciding.access import (
    Place,
    get_question_for,
    get_worry_for,
)
from folkmoot.deciding.forms.checking import (
    PositionForm,
    WorryForm,
)
from folkmoot.deciding.models import Question
from folkmoot.deciding.queries.pages.agreeing import living_stop_of
from folkmoot.deciding.queries.pages.answers import (
    PER_PAGE,
    Standing,
    answers_of,
    count_named,
    list_answers,
    standing_of,
)
from folkmoot.deciding.queries.pages.beside import SideBySide, side_by_side
from folkmoot.deciding.queries.stops import care_person
from folkmoot.deciding.queries.variants import version_id
from folkmoot.deciding.views.page import act_on, read_signed
from folkmoot.listening.uploads import read_first
from folkmoot.people.requests import PersonRequest, signed_in
from folkmoot.web.submissions import once

PAGE_DIGITS = 5  # no list is as long


def position_form(
    place: Place, now: datetime, data: Mapping[str, Any], files: Any
) -> PositionForm:
    """Return the form of the reader's own answer, filled with what they said."""
    standing = standing_of(place.question, place.member)
    version = read_version(place.question, data)
    return PositionForm(
        data,
        files,
        own=standing.own,
        has_stop=living_stop_of(place.question, place.member, version) is not None,
        keeper=care_person(place.question, now),
        about=str(place.question.id),
        version=version,
        may_speak=standing.sees_names,
    )


def read_version(question: Question, data: Mapping[str, Any]) -> int | None:
    """Return which of several versions a form or an address means."""
    wanted = data.get("version", "") if question.variants else ""
    is_number = wanted.isdecimal() and len(wanted) <= PAGE_DIGITS
    return int(wanted) if is_number else None


@require_POST
@signed_in
@read_first
@once
def position(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Say what one thinks of the draft, or change it."""
    place = get_question_for(request.person, slug, number)
    form = position_form(place, request.now, request.POST, request.FILES)
    return act_on(
        request,
        place,
        lambda: operations.take_position(
            member=place.member,
            question=place.question,
            now=request.now,
            signed=read_signed(request),
            **form.get_position(),
        ),
        form,
        part="answered",
        position_form=form,
    )


@require_safe
@signed_in
def positions(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Show who said what, a page at a time, to those who may see it."""
    place = get_question_for(request.person, slug, number)
    standing = standing_of(place.question, place.member)
    page = _page_number(request)
    sees_names = standing.sees_answers and standing.sees_names
    version = version_id(place.question, read_version(place.question, request.GET))
    total = count_named(place.question, version) if sees_names else 0
    first = (page - 1) * PER_PAGE
    shown = (
        list_answers(place.question, place.member, first, version=version)
        if sees_names
        else []
    )
    context = {
        "question": place.question,
        "member": place.member,
        "answers": answers_of(place.question, place.member, standing, version),
        "version": request.GET.get("version", "") if version else "",
        "positions": shown,
        "page": page,
        "has_more": first + PER_PAGE < total,
    }
    name = "_positions" if request.htmx else "positions"
    return render(request, f"deciding/{name}.html", context)


def _page_number(request: PersonRequest) -> int:
    wanted = request.GET.get("page", "1")
    return (
        max(1, int(wanted)) if wanted.isdecimal() and len(wanted) <= PAGE_DIGITS else 1
    )


@require_POST
@signed_in
@once
def answer_worry(
    request: PersonRequest, slug: str, number: int, position_id: UUID
) -> HttpResponse:
    """Answer somebody's worry in one line."""
    place = get_question_for(request.person, slug, number)
    worry = get_worry_for(place, position_id)
    form = WorryForm(request.POST)
    return act_on(
        request,
        place,
        lambda: operations.answer_worry(
            member=place.member,
            position=worry,
            text=form.cleaned_data["text"],
            now=request.now,
        ),
        form,
        part=f"worry-{worry.id}",
        worry_form=form,
        worry_id=worry.id,
    )


def beside_of(
    place: Place, standing: Standing, version: int | None
) -> SideBySide | None:
    """Return the versions side by side, while they are asked about."""
    question = place.question
    if not question.variants or question.stage != Question.Stage.CHECKING:
        return None
    return side_by_side(question, place.member, standing, version)
