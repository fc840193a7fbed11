"""Answering a draft: one's own answer, a worry, an answer entered for somebody else."""

from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from folkmoot.deciding import operations
from folkmoot.deciding.access import (
    Place,
    get_helped_for,
    get_question_for,
    get_worry_for,
)
from folkmoot.deciding.forms.checking import (
    CallBackForm,
    HelpedPositionForm,
    PositionForm,
    SeenForm,
    WorryForm,
)
from folkmoot.deciding.models import Position, Question
from folkmoot.deciding.queries.hosting import calls_back
from folkmoot.deciding.queries.pages.agreeing import agreeing_of, living_stop_of
from folkmoot.deciding.queries.pages.answers import (
    PER_PAGE,
    Standing,
    answers_of,
    can_change,
    count_named,
    list_answers,
    names_of_helped,
    shows_names,
    standing_of,
)
from folkmoot.deciding.queries.pages.beside import SideBySide, side_by_side
from folkmoot.deciding.queries.recorders import code_of, second_signs
from folkmoot.deciding.queries.stops import care_person
from folkmoot.deciding.queries.variants import version_id
from folkmoot.deciding.views.page import REFUSALS, act_on, read_signed
from folkmoot.deciding.words.positions import WORDS
from folkmoot.deciding.words.receipts import pictures_of
from folkmoot.listening.uploads import read_first
from folkmoot.people.access import get_fellow_for
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


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@read_first
@once
def help_answer(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Enter the answer of a member who has no device."""
    place = get_question_for(request.person, slug, number)
    form = HelpedPositionForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        names=names_of_helped(place.question, place.member),
        keeper=care_person(place.question, request.now),
        about=str(place.question.id),
        version=read_version(
            place.question,
            request.POST if request.method == "POST" else request.GET,
        ),
        may_speak=shows_names(place.question),
    )
    if request.method != "POST":
        return _show_help(request, place, form)
    if not form.is_valid():
        return _show_help(request, place, form, is_refused=True)
    said = form.cleaned_data
    heard = said["second"]
    try:
        entered = operations.take_position(
            member=get_fellow_for(place.member, said["whom"]),
            second=get_fellow_for(place.member, heard) if heard else None,
            question=place.question,
            now=request.now,
            helper=place.member,
            signed=read_signed(request),
            **form.get_position(),
        )
    except REFUSALS as error:
        return _show_help(request, place, form, is_refused=True, refusal=str(error))
    return redirect("deciding:receipt", slug, number, entered.id)


def beside_of(
    place: Place, standing: Standing, version: int | None
) -> SideBySide | None:
    """Return the versions side by side, while they are asked about."""
    question = place.question
    if not question.variants or question.stage != Question.Stage.CHECKING:
        return None
    return side_by_side(question, place.member, standing, version)


def _show_help(
    request: PersonRequest, place: Place, form: HelpedPositionForm, **more: object
) -> HttpResponse:
    page = agreeing_of(place.question, place.member, request.now)
    context = {
        "question": place.question,
        "member": place.member,
        "agreeing": page,
        "position_form": form,
        "beside": beside_of(place, page.standing, form.version),
        **more,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if more else HTTPStatus.OK
    return render(request, "deciding/help_answer.html", context, status=status)


@require_safe
@signed_in
def receipt(
    request: PersonRequest, slug: str, number: int, position_id: UUID
) -> HttpResponse:
    """Show the slip about an answer that was entered for somebody, to print."""
    place = get_question_for(request.person, slug, number)
    return _show_slip(request, place, get_helped_for(place, position_id))


@require_POST
@signed_in
@once
def confirm_recorded(
    request: PersonRequest, slug: str, number: int, position_id: UUID
) -> HttpResponse:
    """Say that one heard an answer that was entered for somebody."""
    place = get_question_for(request.person, slug, number)
    entered = get_helped_for(place, position_id)
    form = SeenForm(request.POST)
    try:
        operations.confirm_recorded(
            member=place.member,
            position=entered,
            now=request.now,
            signed=read_signed(request),
            seen_at=form.get_time(),
        )
    except REFUSALS as error:
        return _show_slip(request, place, entered, refusal=str(error))
    return redirect("deciding:receipt", slug, number, entered.id)


@require_POST
@signed_in
@once
def call_back(
    request: PersonRequest, slug: str, number: int, position_id: UUID
) -> HttpResponse:
    """Say what the owner of an answer said when one called them back."""
    place = get_question_for(request.person, slug, number)
    entered = get_helped_for(place, position_id)
    form = CallBackForm(request.POST)
    if not form.is_valid():
        refusal = _("Please choose one of the two.")
        return _show_slip(request, place, entered, refusal=refusal)
    try:
        operations.answer_call_back(
            member=place.member,
            position=entered,
            is_right=form.cleaned_data["answer"] == "right",
            now=request.now,
            seen_at=form.cleaned_data["at"],
        )
    except REFUSALS as error:
        return _show_slip(request, place, entered, refusal=str(error))
    messages.success(request, _("Thank you for calling."))
    return redirect("deciding:question", slug, number)


def _show_slip(
    request: PersonRequest, place: Place, entered: Position, refusal: str = ""
) -> HttpResponse:
    code = code_of(entered)
    context = {
        "question": place.question,
        "member": place.member,
        "position": entered,
        "refusal": refusal,
        "code": code,
        "pictures": pictures_of(code),
        "signed_as": second_signs(entered),
        "calls_back": calls_back(entered, place.member),
        "can_change": can_change(entered),
        "words": WORDS[entered.value],
        "stop": living_stop_of(place.question, entered.member),
        "until": place.question.ends_at,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refusal else HTTPStatus.OK
    return render(request, "deciding/receipt.html", context, status=status)
