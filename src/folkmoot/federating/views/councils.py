"""The council: what is said there, open to everybody below it to follow."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from folkmoot.federating import operations
from folkmoot.federating.access import (
    Standpoint,
    find_speaking,
    get_federation_for,
    get_member_pairing_for,
)
from folkmoot.federating.forms.councils import LineForm, SayForm
from folkmoot.federating.models import Delegate, Entry
from folkmoot.federating.queries.council_pages import (
    open_questions,
    seats_of,
    show_entries,
    show_mandate,
    way_through,
)
from folkmoot.federating.queries.councils import list_entries
from folkmoot.federating.queries.lines import mark_of, strips_for
from folkmoot.federating.queries.mandates import figures_of, in_force, mandate_for
from folkmoot.federating.queries.pairs import pair_of, who_speaks
from folkmoot.federating.words.councils import say_match
from folkmoot.people.operations import NotAMemberError
from folkmoot.people.requests import PersonRequest, signed_in
from folkmoot.web.paging import Page, cut, read_number
from folkmoot.web.submissions import once

REFUSED = (
    operations.DelegateError,
    operations.LineError,
    operations.SpeakError,
    NotAMemberError,
)


@require_safe
@signed_in
def council(request: PersonRequest, slug: str) -> HttpResponse:
    """Show what was said in the council, the newest first."""
    place = get_federation_for(request.person, slug)
    operations.settle_entries(council=place.federation, now=request.now)
    return _show(request, place)


@require_POST
@signed_in
@once
def say(request: PersonRequest, slug: str) -> HttpResponse:
    """Say something in the council."""
    place = get_federation_for(request.person, slug)
    delegate = _speaking(request, place)
    if delegate is None:
        raise Http404
    form = _form(request, place, delegate)
    if not form.is_valid():
        return _show(request, place, form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        entry = operations.say_in_council(
            member=delegate.member,
            delegate=delegate,
            words=form.get_words(),
            asks_home=form.cleaned_data["asks_home"],
            now=request.now,
        )
    except operations.DiffersError as error:
        status, differences = HTTPStatus.UNPROCESSABLE_ENTITY, say_match(error.found)
        return _show(request, place, form=form, differences=differences, status=status)
    except REFUSED as error:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return _show(request, place, form=form, refusal=error, status=status)
    if entry.closes_at is not None:
        messages.info(request, _("Home is asked. It does not count until they agree."))
    else:
        messages.success(request, _("Said. Everybody can read it."))
    return redirect("federating:council", slug=slug)


@require_safe
@signed_in
def live(request: PersonRequest, slug: str) -> HttpResponse:
    """Show what is new in the council since the mark ``seen``, or that nothing is."""
    place = get_federation_for(request.person, slug)
    if not request.htmx:
        return redirect("federating:council", slug=slug)
    operations.settle_entries(council=place.federation, now=request.now)
    shown = _live(request, place)
    if shown["mark"] == request.GET.get("seen"):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    shown |= {"federation": place.federation, "member": place.member}
    return render(request, "federating/_moved.html", shown)


@require_POST
@signed_in
@once
def send_line(request: PersonRequest, slug: str, home: str) -> HttpResponse:
    """Tell one's messengers a line."""
    pairing = get_member_pairing_for(request.person, slug, home)
    place = get_federation_for(request.person, slug)
    form, status = LineForm(request.POST), HTTPStatus.UNPROCESSABLE_ENTITY
    if not form.is_valid():
        return _show(request, place, line_form=form, status=status)
    try:
        operations.send_line(
            member=pairing.member,
            home=pairing.home,
            council=pairing.council,
            text=form.cleaned_data["text"],
            now=request.now,
        )
    except REFUSED as error:
        return _show(request, place, line_form=form, refusal=error, status=status)
    messages.success(request, _("Sent. Our messenger sees it at once."))
    return redirect("federating:council", slug=slug)


def _live(request: PersonRequest, place: Standpoint) -> dict[str, Any]:
    """Return what moves while the council sits: what was said, what home tells."""
    federation, now = place.federation, request.now
    number = read_number(request.GET.get("page", ""))
    page: Page[Entry] = cut(list_entries(federation), number)
    sits_as = find_speaking(request.person, federation, now)
    strips = strips_for(place.member, federation, sits_as, now)
    return {
        "entries": show_entries(page.rows),
        "page": page,
        "strips": strips,
        "sits_as": sits_as,
        "mark": mark_of(page.rows, strips),
        "follows": number == 1,
    }


def _speaking(request: PersonRequest, place: Standpoint) -> Delegate | None:
    """Return as whom the reader speaks here now, if they do."""
    sits_as = find_speaking(request.person, place.federation, request.now)
    for one in sits_as:
        pair = pair_of(one.collective_id, place.federation.id, request.now)
        speaker = who_speaks(pair, request.now)
        if speaker is not None and speaker.id == one.id:
            return one
    return next(iter(sits_as), None) if request.method == "POST" else None


def _form(request: PersonRequest, place: Standpoint, delegate: Delegate) -> SayForm:
    questions = {str(one.id): one for one in open_questions(place.federation)}
    held = in_force(delegate.collective_id, place.federation.id, request.now)
    names = [name for mandate in held for name in figures_of(mandate)]
    first = next(iter(questions.values()), None)
    return SayForm(
        request.POST if request.method == "POST" else None,
        questions=questions,
        figures=dict.fromkeys(names),
        may_settle=any(mandate.kind == "settle" for mandate in held),
        initial={"question": str(first.id) if first else ""},
    )


def _show(
    request: PersonRequest,
    place: Standpoint,
    *,
    form: SayForm | None = None,
    status: int = HTTPStatus.OK,
    **more: object,
) -> HttpResponse:
    federation, now = place.federation, request.now
    delegate = _speaking(request, place)
    if delegate is not None and form is None:
        form = _form(request, place, delegate)
    mandates = in_force(delegate.collective_id, federation.id, now) if delegate else []
    first = next(iter(open_questions(federation)), None)
    mandate = mandate_for(mandates, first)
    shown = {
        "member": place.member,
        "collective": place.member.collective,
        "federation": federation,
        **_live(request, place),
        "questions": open_questions(federation),
        "way": way_through(federation, place.member),
        "seats": seats_of(federation, place.member, now),
        "delegate": delegate,
        "mandate": show_mandate(mandate) if mandate else None,
        "form": form,
        "line_form": LineForm(),
        **more,
    }
    return render(request, "federating/council.html", shown, status=status)
