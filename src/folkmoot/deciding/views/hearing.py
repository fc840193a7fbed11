"""Being heard: answering short views, own words, a talk's lines, telling others."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from folkmoot.deciding import operations
from folkmoot.deciding.access import (
    Place,
    find_hearing_of,
    get_question_for,
    get_statement_of,
)
from folkmoot.deciding.models import Call, Question
from folkmoot.deciding.operations import Attached
from folkmoot.deciding.queries.pages.calls import calls_of
from folkmoot.deciding.queries.pages.frame import Frame
from folkmoot.deciding.queries.pages.hearing import hearing_of, sitting_of
from folkmoot.deciding.queries.pages.notice import notice_of
from folkmoot.deciding.views.page import (
    REFUSALS,
    STAGES,
    act_on,
    back_to,
    read_signed,
    show_again,
)
from folkmoot.engines.consensus import Stage
from folkmoot.listening.cards import address_with, card_of
from folkmoot.listening.forms import (
    AddStatementForm,
    AnswerForm,
    OwnWordsForm,
    TalkForm,
    WantedForm,
)
from folkmoot.listening.models import Contribution
from folkmoot.listening.queries import Sitting, Wanted, may_put_first
from folkmoot.listening.uploads import read_first
from folkmoot.people.access import get_fellow_for
from folkmoot.people.models import Collective
from folkmoot.people.requests import PersonRequest, refuse_anothers, signed_in
from folkmoot.web.paging import read_number
from folkmoot.web.submissions import Afterwards, once

Kind = Contribution.Kind
CARD = "#answering"  # where the short views stand on the page


@signed_in
@once
@require_POST
def respond(
    request: PersonRequest, slug: str, number: int, statement_id: UUID
) -> HttpResponse | Afterwards:
    """Take one answer to a short view and show the next."""
    place = get_question_for(request.person, slug, number)
    refuse_anothers(request, place.member)
    statement = get_statement_of(place, statement_id)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return show_again(request, place, form)
    try:
        operations.respond(
            member=place.member,
            question=place.question,
            statement=statement,
            now=request.now,
            **form.cleaned_data,
        )
    except REFUSALS as error:
        return show_again(request, place, error)
    left = WantedForm.read_left(request.POST, -1)
    return _next(request, place, Wanted(left, undo=statement_id))


@signed_in
@once
@require_POST
def withdraw_response(
    request: PersonRequest, slug: str, number: int, statement_id: UUID
) -> HttpResponse | Afterwards:
    """Take an answer back and ask that view again."""
    place = get_question_for(request.person, slug, number)
    statement = get_statement_of(place, statement_id)
    try:
        operations.withdraw_response(
            member=place.member,
            question=place.question,
            statement=statement,
            now=request.now,
        )
    except REFUSALS as error:
        return show_again(request, place, error)
    left = WantedForm.read_left(request.POST)
    return _next(request, place, Wanted(left, first=statement_id))


def _next(
    request: PersonRequest, place: Place, wanted: Wanted
) -> HttpResponse | Afterwards:
    """Swap the next view in, or go back to the page where the script is away.

    When the answer moved the question on, the whole page is another one.
    """
    question = place.question
    heard_in = (Question.Stage.HEARING, Question.Stage.CHECKING, Question.Stage.NOTICE)
    address = _address(question)
    if not request.htmx or question.stage not in heard_in:
        if request.htmx:
            return HttpResponse(headers={"HX-Redirect": address})
        return redirect(f"{address_with(address, wanted)}{CARD}")

    def draw() -> HttpResponse:
        sitting = sitting_of(question, place.member, wanted)
        shown = {"question": question, "member": place.member}
        shown |= _answering(question, sitting)
        return render(request, "listening/_statement.html", shown)

    return Afterwards(draw, f"{address_with(address, wanted)}{CARD}")


def _answering(question: Question, sitting: Sitting | None) -> dict[str, Any]:
    """Return what `_answering.html` needs."""
    if sitting is None:
        return {"hearing": None, "progress": None, "card": None}
    at = {"slug": question.collective.slug, "number": question.number}
    address = _address(question)
    card = card_of(
        sitting,
        lambda name, statement_id: reverse(
            f"deciding:{name}", kwargs={**at, "statement_id": statement_id}
        ),
        go_on_url=address,
        back_url="",
        part=CARD,
    )
    return {
        "hearing": sitting.hearing,
        "progress": sitting.progress,
        "card": card,
        "language": sitting.hearing.language,
        "answer_url": address,
    }


def _address(question: Question) -> str:
    at = {"slug": question.collective.slug, "number": question.number}
    return reverse("deciding:question", kwargs=at)


@signed_in
@once
@require_POST
def add_statement(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Add a short view that others can answer."""
    place = get_question_for(request.person, slug, number)
    sitting = sitting_of(place.question, place.member)
    if sitting is None:
        return show_again(request, place, operations.QuestionMovedOnError())
    form = AddStatementForm(request.POST, hearing=sitting.hearing)
    return act_on(
        request,
        place,
        lambda: operations.add_statement(
            member=place.member,
            question=place.question,
            text=form.cleaned_data["text"],
            now=request.now,
            signed=read_signed(request),
        ),
        form,
        statement_form=form,
    )


@signed_in
@read_first
@once
@require_POST
def contribute(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Say something in one's own words, with a photo or a recording."""
    place = get_question_for(request.person, slug, number)
    form = OwnWordsForm(request.POST, request.FILES)
    if not form.is_valid():
        return show_again(request, place, form, own_words_form=form)
    said = form.cleaned_data
    media = said["upload"]
    return act_on(
        request,
        place,
        lambda: operations.contribute(
            member=place.member,
            question=place.question,
            kind=Kind.TEXT,
            text=said["text"],
            attached=Attached(media, said["description"]) if media else None,
            now=request.now,
            signed=read_signed(request),
        ),
        own_words_form=form,
    )


def _talk_form(question: Question, data: QueryDict | None = None) -> TalkForm:
    """Return the form; at home, where all sit at one table, nobody counts hands."""
    is_home = question.collective.preset == Collective.Preset.HOME
    return TalkForm(data, asks_warmth=not is_home)


@signed_in
@once
@require_POST
def report_talk(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Take the two lines of a talk."""
    place = get_question_for(request.person, slug, number)
    form = _talk_form(place.question, request.POST)
    return act_on(
        request,
        place,
        lambda: operations.contribute(
            member=place.member,
            question=place.question,
            kind=Kind.TALK,
            text=form.cleaned_data["text"],
            people=form.cleaned_data["people"],
            warmth=Contribution.Warmth(form.cleaned_data.get("warmth", "")),
            now=request.now,
            signed=read_signed(request),
        ),
        form,
        talk_form=form,
    )


@signed_in
@once
@require_POST
def add_nothing(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Take "nothing to add": heard, without words."""
    place = get_question_for(request.person, slug, number)
    return act_on(
        request,
        place,
        lambda: operations.contribute(
            member=place.member,
            question=place.question,
            kind=Kind.NOTHING,
            text="",
            now=request.now,
            signed=read_signed(request),
        ),
    )


@signed_in
@once
@require_POST
def tell_in_person(
    request: PersonRequest, slug: str, number: int, member_id: UUID
) -> HttpResponse:
    """Take the tick "I told them"."""
    place = get_question_for(request.person, slug, number)
    told = get_fellow_for(place.member, member_id)
    return act_on(
        request,
        place,
        lambda: operations.tell_in_person(
            member=place.member,
            question=place.question,
            told=told,
            now=request.now,
        ),
        part="not-reached",
    )


@require_safe
@signed_in
def opinion_map(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Lead to the map of what was said about a question, or back where nothing was."""
    place = get_question_for(request.person, slug, number)
    found = find_hearing_of(place)
    if found is None:
        return back_to(place.question)
    return redirect("listening:map", slug, found.id)


def hearing(frame: Frame, request: PersonRequest) -> dict[str, Any]:
    """Return what the page of a hearing needs; also part of a check at home."""
    question, member = frame.question, frame.member
    sitting = sitting_of(question, member, WantedForm.read(request.GET))
    heard = sitting.hearing if sitting else None
    kinds = [Call.Kind.MORE_TIME, Call.Kind.EXTEND_HEARING, Call.Kind.LIFT]
    kinds += [Call.Kind.UNCLEAR_WORD, Call.Kind.PARK, Call.Kind.PAUSE]
    if frame.state.rules.is_grave:
        kinds = kinds[1:2] + kinds[3:]
    return {
        "shown": hearing_of(
            question,
            member,
            heard,
            read_number(request.GET.get("said", "1")),
            read_number(request.GET.get("views", "1")),
        ),
        **_answering(question, sitting),
        "statement_form": AddStatementForm(hearing=heard) if heard else None,
        "own_words_form": OwnWordsForm(),
        "talk_form": _talk_form(question),
        "here": _address(question),
        "is_host": may_put_first(member, request.now),
        "is_proposer": member.id == question.proposer_id,
        "calls": calls_of(question, member, *kinds),
    }


STAGES[Stage.HEARING] = hearing


def notice(frame: Frame, request: PersonRequest) -> dict[str, Any]:
    """Return what the page of a small matter on notice needs."""
    question, member = frame.question, frame.member
    return {
        "notice": notice_of(question, member),
        "talk_first": calls_of(question, member, Call.Kind.TALK_FIRST),
        "calls": calls_of(question, member, Call.Kind.LIFT, Call.Kind.PAUSE),
        "is_proposer": member.id == question.proposer_id,
    }


STAGES[Stage.NOTICE] = notice
