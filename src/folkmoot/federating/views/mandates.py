"""Ordinary questions about messengers: what they shall say, whom we send."""

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from folkmoot.deciding.views.page import REFUSALS, back_to
from folkmoot.federating import operations
from folkmoot.federating.access import (
    Pairing,
    get_group_pairing_for,
    get_person_to_send_for,
)
from folkmoot.federating.forms.councils import AskingForm, MandateForm, SendForm
from folkmoot.federating.queries.council_pages import open_questions
from folkmoot.federating.queries.pairs import names_of_people
from folkmoot.people.operations import TermLengthError
from folkmoot.people.requests import PersonRequest, signed_in, typed
from folkmoot.web.submissions import once

REFUSED = (*REFUSALS, operations.MandateError, TermLengthError)


@signed_in
@once
@require_http_methods(["GET", "HEAD", "POST"])
def ask_for_mandate(request: PersonRequest, slug: str, home: str) -> HttpResponse:
    """Show the form for what our messengers shall say, or take it."""
    pairing = get_group_pairing_for(request.person, slug, home)
    questions = {str(one.id): one for one in open_questions(pairing.council)}
    initial = {"question": request.GET.get("question", "")}
    form = MandateForm(
        typed(request), council=pairing.council, questions=questions, initial=initial
    )
    if request.method != "POST" or not form.is_valid():
        return _show(request, pairing, form)
    try:
        question = operations.ask_for_mandate(
            member=pairing.member,
            asking=form.get_asking(),
            text=form.get_text(),
            now=request.now,
        )
    except REFUSED as error:
        return _show(request, pairing, form, error)
    return back_to(question)


@signed_in
@once
@require_http_methods(["GET", "HEAD", "POST"])
def ask_to_send(request: PersonRequest, slug: str, home: str) -> HttpResponse:
    """Show the form for whom we send, or take it."""
    pairing = get_group_pairing_for(request.person, slug, home)
    questions = {str(one.id): one for one in open_questions(pairing.council)}
    form = SendForm(
        typed(request),
        council=pairing.council,
        questions=questions,
        names=names_of_people(pairing.home, request.now),
    )
    if request.method != "POST" or not form.is_valid():
        return _show(request, pairing, form)
    said = form.cleaned_data
    listens = said["listener"]
    try:
        question = operations.ask_to_send(
            member=pairing.member,
            asking=form.get_asking(),
            speaker=get_person_to_send_for(pairing, said["speaker"]),
            listener=get_person_to_send_for(pairing, listens) if listens else None,
            days=said["days"],
            now=request.now,
        )
    except REFUSED as error:
        return _show(request, pairing, form, error)
    return back_to(question)


def _show(
    request: PersonRequest,
    pairing: Pairing,
    form: AskingForm,
    refusal: Exception | None = None,
) -> HttpResponse:
    is_refused = form.is_bound
    shown = {
        "collective": pairing.home,
        "pairing": pairing,
        "form": form,
        "is_mandate": isinstance(form, MandateForm),
        "is_refused": is_refused,
        "refusal": refusal,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_refused else HTTPStatus.OK
    return render(request, "federating/ask_home.html", shown, status=status)
