"""The page of a question: one frame, and the present stage inside it."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from folkmoot.deciding import operations
from folkmoot.deciding.access import Place, get_question_by_id, get_question_for
from folkmoot.deciding.models import Question
from folkmoot.deciding.operations.looking import look_at_question
from folkmoot.deciding.queries.above import may_go_up
from folkmoot.deciding.queries.hosting import list_hosts
from folkmoot.deciding.queries.pages.frame import Frame, frame_of
from folkmoot.deciding.queries.pages.results import learnt_before
from folkmoot.deciding.queries.pages.votes import notice_vote
from folkmoot.doing.operations import DoingError
from folkmoot.engines.consensus import Stage
from folkmoot.listening.operations import HearingError
from folkmoot.people.requests import PersonRequest, signed_in
from folkmoot.record.operations import Signed
from folkmoot.web.paging import read_number

type StageContext = Callable[[Frame, PersonRequest], Mapping[str, Any]]

# What operations refuse with a plain sentence.
REFUSALS = (
    operations.CallRefusedError,
    operations.HelpRefusedError,
    operations.LegalVoteError,
    operations.StopIncompleteError,
    operations.StopStateError,
    operations.NoSeatError,
    operations.NotOnPanelError,
    operations.IncompleteDraftError,
    operations.IncompleteQuestionError,
    operations.NoPanelError,
    operations.NotDrafterError,
    operations.NotProposerError,
    operations.NotYoursError,
    operations.QuestionMovedOnError,
    operations.TooLateError,
    operations.NoRoomBesideError,
    operations.VersionMissingError,
    DoingError,
    HearingError,
)
# Each stage's module names what its template needs besides the frame.
STAGES: dict[Stage, StageContext] = {}


@require_safe
@signed_in
def question(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Show a question; opening it counts as having been asked."""
    place = get_question_for(request.person, slug, number)
    look_at_question(member=place.member, question=place.question, now=request.now)
    return show_question(request, place)


@require_safe
@signed_in
def question_by_id(
    request: PersonRequest, slug: str, question_id: UUID
) -> HttpResponse:
    """Lead to a question that a lower room knows by its id only."""
    return back_to(get_question_by_id(request.person, slug, question_id))


def read_signed(request: PersonRequest) -> Signed | None:
    """Return what the reader's device signed of a form, if it did."""
    return Signed.parse(request.POST.get("signed", ""))


def show_question(
    request: PersonRequest,
    place: Place,
    *,
    status: int = HTTPStatus.OK,
    **more: object,
) -> HttpResponse:
    """Return the page; ``more`` replaces the fresh forms of the stage (after a 422)."""
    frame = frame_of(place.question, place.member)
    build = STAGES.get(frame.stage)
    context = {**(build(frame, request) if build else {}), **more}
    question, member = place.question, place.member
    writes = bool(question.topic) and operations.may_write_change(question, member)
    shown = {
        "frame": frame,
        "question": question,
        "member": member,
        "may_write_change": writes,
        "hosts": list_hosts(question, request.now),
        "above": may_go_up(question, member),
        "learnt": learnt_before(question),
        "legal_vote": notice_vote(question, member),
    }
    page = render(
        request, "deciding/question.html", {**shown, **context}, status=status
    )
    if request.htmx:
        # Asked for from a part of the page, a whole one takes the place of all of it.
        page["HX-Retarget"], page["HX-Reswap"] = "body", "innerHTML"
    return page


def heard_page(request: PersonRequest) -> int:
    """Return which page of "what we heard" is asked for; 0 for none."""
    wanted = request.GET.get("heard", "")
    return read_number(wanted) if wanted else 0


def show_again(
    request: PersonRequest,
    place: Place,
    problem: Exception | forms.Form,
    **shown: object,
) -> HttpResponse:
    """Return the page with 422, a plain sentence, and what was typed.

    The page shows the question as it is now: if it has moved on, its form is gone,
    and what was written stands there to be copied.
    """
    before = place.question.stage
    place.question.refresh_from_db()
    look_at_question(member=place.member, question=place.question, now=request.now)
    is_late = isinstance(problem, operations.QuestionMovedOnError)
    if is_late or place.question.stage != before:
        shown["typed"] = _typed(request)
    if isinstance(problem, Exception):
        shown["refusal"] = str(problem)
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return show_question(request, place, status=status, is_refused=True, **shown)


def act_on(
    request: PersonRequest,
    place: Place,
    act: Callable[[], object],
    form: forms.Form | None = None,
    *,
    part: str = "",
    heard: int = 0,
    **again: object,
) -> HttpResponse:
    """Do one act on a question and return to it, or to a part of its page.

    What was refused, or lacks something, is shown again with what was typed; ``again``
    names the form where the page looks for it.
    """
    if form is not None and not form.is_valid():
        return show_again(request, place, form, **again)
    try:
        act()
    except REFUSALS as error:
        return show_again(request, place, error, **again)
    return back_to(place.question, part, heard)


# Parts of forms that are chosen, not written.
CHOSEN = (
    *("csrfmiddlewaretoken", "submission_key", "answer", "anyway", "into", "klass"),
    *("next", "people", "until", "use", "value"),
)


def _typed(request: PersonRequest) -> list[str]:
    """Return the texts that somebody wrote into a form."""
    posted = request.POST.items()
    return [str(text) for name, text in posted if name not in CHOSEN and text]


def back_to(question: Question, part: str = "", heard: int = 0) -> HttpResponse:
    """Return to the page of a question, or to a part of it, after a form.

    ``heard`` is the page of what was heard on which the reader was.
    """
    slug = question.collective.slug
    page = reverse(
        "deciding:question", kwargs={"slug": slug, "number": question.number}
    )
    page = f"{page}?heard={heard}" if heard else page
    return redirect(f"{page}#{part}" if part else page)
