"""The vote that the law asks for: asking for it, holding it, counting it."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from folkmoot.deciding import operations
from folkmoot.deciding.access import (
    Place,
    get_question_for,
    get_vote_for,
    get_voter_for,
)
from folkmoot.deciding.forms.stops import StepForm
from folkmoot.deciding.forms.votes import (
    CountForm,
    DropForm,
    LawForm,
    PaperForm,
    RollForm,
    VoteForm,
)
from folkmoot.deciding.operations.looking import look_at_question
from folkmoot.deciding.queries.pages.votes import list_people, vote_page
from folkmoot.deciding.queries.votes import latest_vote, roll_of
from folkmoot.deciding.views.page import REFUSALS
from folkmoot.people.requests import PersonRequest, signed_in
from folkmoot.web.models import Row
from folkmoot.web.paging import cut, read_number
from folkmoot.web.submissions import once

ROLL_PER_PAGE = 100
FORMS: dict[str, Callable[[], StepForm]] = {
    "drop_form": DropForm,
    "vote_form": VoteForm,
    "count_form": CountForm,
}


@require_safe
@signed_in
def legal_vote(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Show the legal vote of a question, or how to ask for one."""
    place = get_question_for(request.person, slug, number)
    look_at_question(member=place.member, question=place.question, now=request.now)
    return _show(request, place)


@require_POST
@signed_in
@once
def ask_for_vote(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Say which law asks for it."""
    place = get_question_for(request.person, slug, number)
    form = LawForm(request.POST)
    return _act(
        request,
        place,
        operations.ask_for_vote,
        {"question": place.question},
        law_form=form,
    )


@require_POST
@signed_in
@once
def second_vote(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Put a second name to it."""
    place = get_question_for(request.person, slug, number)
    vote = get_vote_for(place)
    return _act(
        request,
        place,
        operations.second_vote,
        {"vote": vote},
    )


@require_POST
@signed_in
@once
def drop_vote(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Say that the law does not ask for it."""
    place = get_question_for(request.person, slug, number)
    vote, form = get_vote_for(place), DropForm(request.POST)
    return _act(
        request,
        place,
        operations.drop_vote,
        {"vote": vote},
        drop_form=form,
    )


@require_POST
@signed_in
@once
def open_vote(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Open it on a roll of its own."""
    place = get_question_for(request.person, slug, number)
    vote = get_vote_for(place)
    form = RollForm(request.POST, people=list_people(place.question))
    return _act(
        request,
        place,
        operations.open_vote,
        {"vote": vote},
        roll_form=form,
    )


@require_POST
@signed_in
@once
def cast_vote(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Answer, once."""
    place = get_question_for(request.person, slug, number)
    vote, form = get_vote_for(place), VoteForm(request.POST)
    return _act(
        request,
        place,
        operations.cast_vote,
        {"vote": vote},
        vote_form=form,
    )


@require_POST
@signed_in
@once
def note_paper(
    request: PersonRequest, slug: str, number: int, voter_id: UUID
) -> HttpResponse:
    """Note that somebody on the roll gave a paper."""
    place = get_question_for(request.person, slug, number)
    voter, form = get_voter_for(place, voter_id), PaperForm(request.POST)
    return _act(
        request,
        place,
        operations.note_paper,
        {"voter": voter},
        paper_form=form,
    )


@require_POST
@signed_in
@once
def enter_count(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Enter what one counted."""
    place = get_question_for(request.person, slug, number)
    vote, form = get_vote_for(place), CountForm(request.POST)
    return _act(
        request,
        place,
        operations.enter_count,
        {"vote": vote},
        count_form=form,
    )


def _act(
    request: PersonRequest,
    place: Place,
    operation: Callable[..., object],
    about: Mapping[str, Row],
    **form: StepForm,
) -> HttpResponse:
    """Do one act and return to the page; what was refused is shown with its words."""
    if [name for name, one in form.items() if not one.is_valid()]:
        return _show(request, place, **form)
    said = {name: value for one in form.values() for name, value in one.said.items()}
    try:
        operation(member=place.member, now=request.now, **about, **said)
    except REFUSALS as error:
        return _show(request, place, refusal=str(error), **form)
    question = place.question
    return redirect("deciding:legal_vote", question.collective.slug, question.number)


def _show(request: PersonRequest, place: Place, **more: Any) -> HttpResponse:
    question, member = place.question, place.member
    question.refresh_from_db()
    page = vote_page(question, member, request.now)
    forms = {name: make() for name, make in FORMS.items()}
    if page.may_open:
        forms["roll_form"] = RollForm(people=list_people(question))
    if page.may_ask:
        initial = LawForm.initial_of(latest_vote(question))
        forms["law_form"] = LawForm(initial=initial)
    number = read_number(request.GET.get("page", ""))
    context = {
        "question": question,
        "member": member,
        "page": page,
        "roll": cut(roll_of(page.vote), number, each=ROLL_PER_PAGE)
        if page.vote and page.vote.roll and member.takes_positions
        else None,
        **forms,
        **more,
        "is_refused": bool(more),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if more else HTTPStatus.OK
    return render(request, "deciding/legal_vote.html", context, status=status)
