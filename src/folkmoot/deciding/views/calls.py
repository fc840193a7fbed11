"""Signing for a step, and taking the signature back; the same for every kind."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from folkmoot.deciding import operations
from folkmoot.deciding.access import get_call_of, get_question_for
from folkmoot.deciding.forms.calls import CallForm
from folkmoot.deciding.models import Call
from folkmoot.deciding.views.page import act_on
from folkmoot.deciding.words.calls import WORDS
from folkmoot.people.requests import PersonRequest, signed_in
from folkmoot.web.submissions import once


@signed_in
@once
@require_POST
def call(request: PersonRequest, slug: str, number: int, kind: str) -> HttpResponse:
    """Sign for one kind of step."""
    place = get_question_for(request.person, slug, number)
    if kind not in WORDS:
        raise Http404
    words = WORDS[kind]
    form = CallForm(request.POST, asks=str(words.asks), needs_line=words.needs_line)
    return act_on(
        request,
        place,
        lambda: operations.call(
            member=place.member,
            question=place.question,
            kind=Call.Kind(kind),
            text=form.cleaned_data["text"],
            now=request.now,
        ),
        form,
        refused_call=kind,
        call_form=form,
    )


@signed_in
@once
@require_POST
def withdraw_call(
    request: PersonRequest, slug: str, number: int, kind: str
) -> HttpResponse:
    """Take one's own signature back."""
    place = get_question_for(request.person, slug, number)
    signed = get_call_of(place, kind)
    return act_on(
        request,
        place,
        lambda: operations.withdraw_call(
            member=place.member, signed=signed, now=request.now
        ),
    )
