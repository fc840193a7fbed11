"""The record's key: a new one for paper, typing it back, bringing it when needed."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from folkmoot.home.access import get_kept_record_for, get_record_for
from folkmoot.home.forms import PaperKeyForm
from folkmoot.home.operations import (
    agree_to_other_paper,
    bring_next_key,
    put_key_on_paper,
    refuse_other_paper,
)
from folkmoot.home.views.record import REFUSALS, show_place
from folkmoot.people.qr import draw_qr
from folkmoot.people.requests import PersonRequest, signed_in, typed
from folkmoot.record.keys.paper import PaperKeyError, new_paper_key
from folkmoot.record.models import Log
from folkmoot.record.operations import KeyRefusedError, NothingToAgreeError
from folkmoot.web.submissions import once
from folkmoot.web.telling import act_and_tell


@require_safe
@signed_in
def record_key(
    request: PersonRequest, slug: str, *, is_federation: bool = False
) -> HttpResponse:
    """Say what the key is for, and how far its keeping is."""
    place = get_record_for(request.person, slug, is_federation=is_federation)
    page = show_place(place) | {
        "new_url": place.address("new_key"),
        "promise_url": place.address("promise_key"),
        "change_url": place.address("change_key"),
        "agree_paper_url": place.address("agree_to_paper"),
        "refuse_paper_url": place.address("refuse_paper"),
    }
    return render(request, "home/record_key.html", page)


@require_safe
@never_cache
@signed_in
def new_key(
    request: PersonRequest, slug: str, *, is_federation: bool = False
) -> HttpResponse:
    """Show a key that nobody had before, once: nothing of it is kept."""
    place = get_kept_record_for(request.person, slug, is_federation=is_federation)
    paper = new_paper_key()
    page = show_place(place) | {
        "groups": paper.split(),
        "qr": draw_qr(paper.replace(" ", "").upper(), _("The key as a picture")),
        "promise_url": place.address("promise_key"),
    }
    return render(request, "home/new_key.html", page)


@sensitive_post_parameters("paper")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in
@once
def promise_key(
    request: PersonRequest, slug: str, *, is_federation: bool = False
) -> HttpResponse:
    """Take the key as it was typed back from the paper."""

    def say(log: Log) -> str:
        if log.offered_digest:
            return _("Received. It counts once a second member agrees.")
        return _("Received. Put the paper away, where others can find it.")

    return _take(request, slug, put_key_on_paper, say, is_federation=is_federation)


@sensitive_post_parameters("paper")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in
@once
def change_key(
    request: PersonRequest, slug: str, *, is_federation: bool = False
) -> HttpResponse:
    """Take the key from the paper, so that it signs from now on."""

    def say(_log: Log) -> str:
        return _("The key on the paper signs from now on. Put a new one on paper next.")

    return _take(request, slug, bring_next_key, say, is_federation=is_federation)


@require_POST
@signed_in
@once
def agree_to_paper(
    request: PersonRequest, slug: str, *, is_federation: bool = False
) -> HttpResponse:
    """Agree that another paper counts."""
    said = _("The other paper counts from now on.")
    return _answer(request, slug, agree_to_other_paper, said, is_federation)


@require_POST
@signed_in
@once
def refuse_paper(
    request: PersonRequest, slug: str, *, is_federation: bool = False
) -> HttpResponse:
    """Let the paper that counts go on to count."""
    said = _("The paper that counted goes on to count.")
    return _answer(request, slug, refuse_other_paper, said, is_federation)


def _answer(
    request: PersonRequest,
    slug: str,
    act: Callable[..., Log],
    said: str,
    is_federation: bool,  # noqa: FBT001 -- as the addresses have it
) -> HttpResponse:
    place = get_kept_record_for(request.person, slug, is_federation=is_federation)
    act_and_tell(
        request,
        lambda: act(
            member=place.member,
            collective_id=place.of.id,
            digest=request.POST.get("print", ""),
            now=request.now,
        ),
        REFUSALS,
        said,
    )
    return redirect(place.address("record_key"))


def _take(
    request: PersonRequest,
    slug: str,
    act: Callable[..., Log],
    say: Callable[[Log], str],
    *,
    is_federation: bool,
) -> HttpResponse:
    place = get_kept_record_for(request.person, slug, is_federation=is_federation)
    form = PaperKeyForm(typed(request))
    if form.is_valid():
        try:
            log = act(
                member=place.member,
                collective_id=place.of.id,
                paper=form.cleaned_data["paper"],
                now=request.now,
            )
        except (KeyRefusedError, NothingToAgreeError, PaperKeyError) as error:
            form.add_error("paper", str(error))
        else:
            messages.success(request, say(log))
            return redirect(place.address("record_key"))
    page: dict[str, Any] = show_place(place) | {
        "form": form,
        "is_change": act is bring_next_key,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "home/type_key.html", page, status=status)
