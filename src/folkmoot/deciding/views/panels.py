"""A case before people drawn by lot."""

from http import HTTPStatus
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from folkmoot.deciding import operations
from folkmoot.deciding.access import Place, get_panel_for, get_question_for
from folkmoot.deciding.forms.stops import RulingForm
from folkmoot.deciding.models import Panel
from folkmoot.deciding.operations.looking import look_at_question
from folkmoot.deciding.queries.pages.stops import panel_page
from folkmoot.deciding.views.page import REFUSALS
from folkmoot.deciding.words.stops import NO_MEANS, YES_MEANS
from folkmoot.people.requests import PersonRequest, signed_in
from folkmoot.web.submissions import once


@require_safe
@signed_in
def panel(
    request: PersonRequest, slug: str, number: int, panel_id: UUID
) -> HttpResponse:
    """Show a case: what it is about, who was drawn and how, what they found."""
    place = get_question_for(request.person, slug, number)
    look_at_question(member=place.member, question=place.question, now=request.now)
    return _show(request, place, get_panel_for(place, panel_id))


@require_POST
@signed_in
@once
def ruling(
    request: PersonRequest, slug: str, number: int, panel_id: UUID
) -> HttpResponse:
    """Give one drawn member's answer."""
    place = get_question_for(request.person, slug, number)
    row = get_panel_for(place, panel_id)
    form = RulingForm(request.POST)
    if not form.is_valid():
        return _show(request, place, row, ruling_form=form)
    try:
        operations.answer_panel(
            member=place.member,
            panel=row,
            answer=form.cleaned_data["answer"] == "yes",
            reason=form.cleaned_data["reason"],
            now=request.now,
        )
    except REFUSALS as error:
        row = get_panel_for(place, panel_id)
        return _show(request, place, row, ruling_form=form, refusal=str(error))
    return redirect("deciding:panel", slug, number, panel_id)


def _show(
    request: PersonRequest, place: Place, row: Panel, **more: object
) -> HttpResponse:
    page = panel_page(row, place.member)
    said = page.own_seat
    initial = (
        {"answer": "yes" if said.answer else "no", "reason": said.reason}
        if said is not None and said.answered_at
        else {}
    )
    context = {
        "question": place.question,
        "member": place.member,
        "page": page,
        "yes_means": YES_MEANS[row.kind],
        "no_means": NO_MEANS[row.kind],
        "draw_again": draw_again(row, len(page.seats)) if page.candidates else "",
        "ruling_form": RulingForm(initial=initial),
        **more,
    }
    if more:
        context["is_refused"] = True
    status = HTTPStatus.UNPROCESSABLE_ENTITY if more else HTTPStatus.OK
    return render(request, "deciding/panel.html", context, status=status)


def draw_again(row: Panel, seats: int) -> str:
    """Return the line that draws the same people again, in any Python."""
    return draw_line(row.seed, len(row.candidates), seats)


def draw_line(seed: str, count: int, size: int) -> str:
    """Return the line that draws the same places of a list again, in any Python."""
    return (
        f'python3 -c "import random;'
        f" print(random.Random('{seed}').sample(range(1, {count + 1}), {size}))\""
    )
