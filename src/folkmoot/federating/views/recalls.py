"""Taking a mandate back: asking, signing, the secret answer, what came of it."""

from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.federating import operations
from folkmoot.federating.access import Sent, get_act_for, get_delegate_for
from folkmoot.federating.forms.recalls import (
    ActForm,
    RecallAnswerForm,
    RecallForm,
    SideForm,
)
from folkmoot.federating.models import Recall, RecallAnswer
from folkmoot.federating.queries.recall_page import latest_recall, recall_page
from folkmoot.federating.words.recalls import RECALL_ANSWERS
from folkmoot.people.operations import NotAMemberError
from folkmoot.people.requests import PersonRequest, signed_in
from folkmoot.web.submissions import once

REFUSALS = (
    operations.ActRefusedError,
    operations.RecallRefusedError,
    NotAMemberError,
)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@once
def recall(request: PersonRequest, slug: str, delegate_id: UUID) -> HttpResponse:
    """Show where it stands, or ask for it."""
    sent = get_delegate_for(request.person, slug, delegate_id)
    if request.method != "POST":
        return _show(request, sent)
    form = RecallForm(request.POST)
    if not form.is_valid():
        return _show(request, sent, recall_form=form)

    def act() -> None:
        operations.ask_recall(
            member=sent.member,
            delegate=sent.delegate,
            reason=form.cleaned_data["reason"],
            now=request.now,
        )

    return _do(request, sent, act, recall_form=form)


@require_POST
@signed_in
@once
def sign(request: PersonRequest, slug: str, delegate_id: UUID) -> HttpResponse:
    """Ask for it too; nobody sees who did."""
    sent = get_delegate_for(request.person, slug, delegate_id)

    def act() -> None:
        operations.sign_recall(
            member=sent.member, recall=_running(sent), now=request.now
        )

    return _do(request, sent, act)


@require_POST
@signed_in
@once
def answer(request: PersonRequest, slug: str, delegate_id: UUID) -> HttpResponse:
    """Answer in secret."""
    sent = get_delegate_for(request.person, slug, delegate_id)
    form = RecallAnswerForm(request.POST)
    if not form.is_valid():
        return _show(request, sent, answer_form=form)

    def act() -> None:
        operations.answer_recall(
            member=sent.member,
            recall=_running(sent),
            value=RecallAnswer.Value(form.cleaned_data["value"]),
            now=request.now,
        )
        messages.success(request, _("Your answer is kept. Nobody else sees it."))

    return _do(request, sent, act)


@require_POST
@signed_in
@once
def side(request: PersonRequest, slug: str, delegate_id: UUID) -> HttpResponse:
    """Take the messenger's own side."""
    sent = get_delegate_for(request.person, slug, delegate_id)
    form = SideForm(request.POST)
    if not form.is_valid():
        return _show(request, sent, side_form=form)

    def act() -> None:
        operations.give_side(
            member=sent.member,
            recall=_running(sent),
            text=form.cleaned_data["text"],
            now=request.now,
        )

    return _do(request, sent, act, side_form=form)


@require_POST
@signed_in
@once
def act(
    request: PersonRequest, slug: str, delegate_id: UUID, act_id: UUID
) -> HttpResponse:
    """Confirm or undo one thing that was said."""
    sent = get_delegate_for(request.person, slug, delegate_id)
    row = get_act_for(sent, act_id)
    form = ActForm(request.POST)
    if not form.is_valid():
        return _show(request, sent, answer_form=form)

    def do() -> None:
        operations.settle_act(
            member=sent.member,
            act=row,
            is_undone=form.cleaned_data["is_undone"] == "yes",
            now=request.now,
        )

    return _do(request, sent, do)


def _running(sent: Sent) -> Recall:
    found = latest_recall(sent.delegate)
    if found is None:
        raise operations.RecallRefusedError(_("Nobody asks for it now."))
    return found


def _do(
    request: PersonRequest, sent: Sent, act: Callable[[], None], **forms: Form
) -> HttpResponse:
    try:
        act()
    except REFUSALS as error:
        return _show(request, sent, refusal=str(error), **forms)
    slug = sent.delegate.collective.slug
    return redirect("federating:recall", slug, sent.delegate.id)


def _show(request: PersonRequest, sent: Sent, **more: object) -> HttpResponse:
    operations.settle_recalls_of(sent.delegate.collective_id, request.now)
    sent.delegate.refresh_from_db()
    found = latest_recall(sent.delegate)
    if found is not None:
        operations.look_at_recall(member=sent.member, recall=found, now=request.now)
    anew = "anew" in request.GET or "recall_form" in more
    page = recall_page(sent.delegate, sent.member, request.now, asks_anew=anew)
    side = page.recall.answer if page.recall else ""
    context = {
        "collective": sent.member.collective,
        "member": sent.member,
        "page": page,
        "recall_answers": RECALL_ANSWERS,
        "recall_form": RecallForm(),
        "side_form": SideForm(initial={"text": side}),
        **more,
    }
    if more:
        context["is_refused"] = True
    status = HTTPStatus.UNPROCESSABLE_ENTITY if more else HTTPStatus.OK
    return render(request, "federating/recall.html", context, status=status)
