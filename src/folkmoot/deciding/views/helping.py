"""Entering what others say who have no device: an answer, words, and the slip about it."""

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
    get_hearing_of,
    get_helped_for,
    get_question_for,
)
from folkmoot.deciding.forms.checking import (
    CallBackForm,
    HelpedPositionForm,
    SeenForm,
)
from folkmoot.deciding.forms.helping import ForAnother, HelpedWordsForm
from folkmoot.deciding.queries.hosting import calls_back
from folkmoot.deciding.queries.pages.agreeing import agreeing_of, living_stop_of
from folkmoot.deciding.queries.pages.answers import names_of_helped, shows_names
from folkmoot.deciding.queries.recorders import (
    Recorded,
    answer_of,
    can_change,
    code_of,
    second_signs,
)
from folkmoot.deciding.queries.stops import care_person
from folkmoot.deciding.views.answering import beside_of, read_version
from folkmoot.deciding.views.page import REFUSALS, read_signed
from folkmoot.deciding.words.receipts import pictures_of
from folkmoot.listening.uploads import read_first
from folkmoot.people.access import get_fellow_for
from folkmoot.people.requests import PersonRequest, signed_in
from folkmoot.web.submissions import once


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
    try:
        entered = operations.take_position(
            **_who(place, form),
            question=place.question,
            now=request.now,
            helper=place.member,
            signed=read_signed(request),
            **form.get_position(),
        )
    except REFUSALS as error:
        return _show_help(request, place, form, is_refused=True, refusal=str(error))
    return redirect("deciding:receipt", slug, number, entered.id)


def _who(place: Place, form: ForAnother) -> dict[str, Any]:
    """Return whose words were entered, and who heard them too."""
    said = form.cleaned_data
    heard = said["second"]
    return {
        "member": get_fellow_for(place.member, said["whom"]),
        "second": get_fellow_for(place.member, heard) if heard else None,
    }


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


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@once
def help_contribute(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Enter what a member says who has no device."""
    place = get_question_for(request.person, slug, number)
    get_hearing_of(place)
    form = HelpedWordsForm(
        request.POST if request.method == "POST" else None,
        names=names_of_helped(place.question, place.member),
        about=str(place.question.id),
    )
    if request.method != "POST":
        return _show_words(request, place, form)
    if not form.is_valid():
        return _show_words(request, place, form, is_refused=True)
    try:
        entered = operations.contribute(
            **_who(place, form),
            question=place.question,
            now=request.now,
            helper=place.member,
            signed=read_signed(request),
            **form.get_words(),
        )
    except REFUSALS as error:
        return _show_words(request, place, form, is_refused=True, refusal=str(error))
    return redirect("deciding:receipt", slug, number, entered.id)


def _show_words(
    request: PersonRequest, place: Place, form: HelpedWordsForm, **more: object
) -> HttpResponse:
    context = {"question": place.question, "member": place.member, "form": form, **more}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if more else HTTPStatus.OK
    return render(request, "deciding/help_contribute.html", context, status=status)


@require_safe
@signed_in
def receipt(
    request: PersonRequest, slug: str, number: int, entered_id: UUID
) -> HttpResponse:
    """Show the slip about what was entered for somebody, to print."""
    place = get_question_for(request.person, slug, number)
    return _show_slip(request, place, get_helped_for(place, entered_id))


@require_POST
@signed_in
@once
def confirm_recorded(
    request: PersonRequest, slug: str, number: int, entered_id: UUID
) -> HttpResponse:
    """Say that one heard what was entered for somebody."""
    place = get_question_for(request.person, slug, number)
    entered = get_helped_for(place, entered_id)
    form = SeenForm(request.POST)
    try:
        operations.confirm_recorded(
            member=place.member,
            question=place.question,
            entered=entered,
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
    request: PersonRequest, slug: str, number: int, entered_id: UUID
) -> HttpResponse:
    """Say what the owner of an answer said when one called them back."""
    place = get_question_for(request.person, slug, number)
    entered = get_helped_for(place, entered_id)
    form = CallBackForm(request.POST)
    if not form.is_valid():
        refusal = _("Please choose one of the two.")
        return _show_slip(request, place, entered, refusal=refusal)
    try:
        operations.answer_call_back(
            member=place.member,
            question=place.question,
            entered=entered,
            is_right=form.cleaned_data["answer"] == "right",
            now=request.now,
            seen_at=form.cleaned_data["at"],
        )
    except REFUSALS as error:
        return _show_slip(request, place, entered, refusal=str(error))
    messages.success(request, _("Thank you for calling."))
    return redirect("deciding:question", slug, number)


def _show_slip(
    request: PersonRequest, place: Place, entered: Recorded, refusal: str = ""
) -> HttpResponse:
    words, code = answer_of(entered), code_of(entered)
    context = {
        "question": place.question,
        "member": place.member,
        "entered": entered,
        "refusal": refusal,
        "code": code,
        "pictures": pictures_of(code),
        "signed_as": second_signs(entered),
        "calls_back": calls_back(entered, place.member),
        "can_change": can_change(entered, place.question),
        "words": words,
        "stop": living_stop_of(place.question, entered.member) if words else None,
        "until": place.question.ends_at,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refusal else HTTPStatus.OK
    return render(request, "deciding/receipt.html", context, status=status)
