"""Asking all groups: from scratch, or with the texts of a group's own question."""

from http import HTTPStatus

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from folkmoot.deciding.access import get_question_for
from folkmoot.federating import operations
from folkmoot.federating.access import get_federation_for
from folkmoot.federating.forms.raising import RaiseForm
from folkmoot.federating.queries.pages.raising import (
    begin_with,
    circles_around,
    find_source,
    groups_of,
    smaller_circles,
)
from folkmoot.federating.views.frame import REFUSALS, url_of
from folkmoot.people.models import Collective
from folkmoot.people.requests import PersonRequest, signed_in, typed
from folkmoot.web.submissions import once


@signed_in
@once
@require_http_methods(["GET", "HEAD", "POST"])
def raise_question(request: PersonRequest, slug: str) -> HttpResponse:
    """Show the form to ask all groups, or take it."""
    standpoint = get_federation_for(request.person, slug)
    source = find_source(request.person, request.GET.get("from", ""))
    form = RaiseForm(
        typed(request),
        groups=groups_of(standpoint.federation),
        initial=begin_with(source),
    )
    shown = {
        "federation": standpoint.federation,
        "member": standpoint.member,
        "form": form,
        "source": source,
        "smaller": smaller_circles(standpoint.member, standpoint.federation),
    }
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.raise_up(
                member=standpoint.member,
                federation=standpoint.federation,
                text=form.get_text(),
                from_question_id=source.id if source else None,
                now=request.now,
            )
        except REFUSALS as error:
            shown["refusal"] = str(error)
        else:
            operations.look_at_question(question=made, now=request.now)
            return redirect(url_of(made))
    is_refused = request.method == "POST"
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_refused else HTTPStatus.OK
    shown["is_refused"] = is_refused
    return render(request, "federating/raise.html", shown, status=status)


@require_safe
@signed_in
def raise_from(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Lead from a group's own question to the form; let choose among federations."""
    place = get_question_for(request.person, slug, number)
    above = circles_around(place.question.collective)
    if not above or place.question.led_by_id:
        raise Http404
    source = f"?from={place.question.id}"
    ways = [(one, _form_of(one.federation) + source) for one in above]
    if len(ways) == 1:
        return redirect(ways[0][1])
    shown = {"question": place.question, "member": place.member, "ways": ways}
    return render(request, "federating/raise_from.html", shown)


def _form_of(federation: Collective) -> str:
    return reverse("federating:raise_question", kwargs={"slug": federation.slug})
