"""What the pages of a federated question share."""

from collections.abc import Callable
from http import HTTPStatus

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from folkmoot.deciding.operations import StopStateError
from folkmoot.doing.operations import DoingError
from folkmoot.federating import operations
from folkmoot.federating.access import Place, get_question_for
from folkmoot.federating.models import FederatedQuestion
from folkmoot.federating.queries.pages.frame import Frame, frame_of
from folkmoot.people.operations import NotAMemberError
from folkmoot.people.requests import PersonRequest

# What operations refuse with a plain sentence.
REFUSALS = (
    operations.AloneRefusedError,
    operations.AmendmentError,
    operations.AnswerRefusedError,
    operations.CaseRefusedError,
    operations.DraftRefusedError,
    operations.NotDrawnError,
    operations.RaiseRefusedError,
    operations.TaskRefusedError,
    StopStateError,
    DoingError,
    NotAMemberError,
)
# Parts of forms that are chosen, not written.
CHOSEN = ("csrfmiddlewaretoken", "submission_key", "use", "stops", "kind", "answer")


def place_of(request: PersonRequest, slug: str, number: int) -> Place:
    """Return the question, its time settled, for somebody of its groups."""
    place = get_question_for(request.person, slug, number)
    operations.look_at_question(question=place.question, now=request.now)
    return place


def show(
    request: PersonRequest,
    place: Place,
    name: str,
    *,
    status: int = HTTPStatus.OK,
    frame: Frame | None = None,
    **more: object,
) -> HttpResponse:
    """Return a page of a federated question; its frame, where it is known already."""
    shown = {
        "question": place.question,
        "member": place.member,
        "frame": frame or frame_of(place.question, place.member),
        **more,
    }
    return render(request, f"federating/{name}.html", shown, status=status)


type Again = Callable[..., HttpResponse]


def act_on(
    request: PersonRequest,
    place: Place,
    act: Callable[[], object],
    again: Again,
    form: forms.Form | None = None,
    *,
    to: str = "",
) -> HttpResponse:
    """Do one act and return; what was refused is shown ``again`` with what was typed."""
    if form is not None and not form.is_valid():
        return again(status=HTTPStatus.UNPROCESSABLE_ENTITY, is_refused=True)
    try:
        act()
    except REFUSALS as error:
        place.question.refresh_from_db()
        return again(
            status=HTTPStatus.UNPROCESSABLE_ENTITY,
            is_refused=True,
            refusal=str(error),
            typed=typed_in(request),
        )
    return redirect(to or url_of(place.question))


def typed_in(request: PersonRequest) -> list[str]:
    """Return the texts that somebody wrote into a form."""
    posted = request.POST.items()
    return [str(text) for name, text in posted if name not in CHOSEN and text]


def url_of(question: FederatedQuestion, name: str = "question") -> str:
    """Return the address of a page of a question."""
    parts = {"slug": question.collective.slug, "number": question.number}
    return reverse(f"federating:{name}", kwargs=parts)
