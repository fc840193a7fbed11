"""Raising a question: the one form, an idea, or a founding topic."""

from datetime import date, datetime
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from folkmoot.deciding import operations
from folkmoot.deciding.access import find_not_agreed
from folkmoot.deciding.forms.founding import (
    AgreementForm,
    FoundingForm,
    MembershipForm,
    RoleForm,
    SettingForm,
    setting_names,
)
from folkmoot.deciding.forms.raising import IdeaForm, RaiseForm
from folkmoot.deciding.queries.pages.raising import Raising, raising_for
from folkmoot.deciding.queries.rules import rules_for
from folkmoot.deciding.views.page import REFUSALS, back_to
from folkmoot.doing.days import today_in
from folkmoot.listening.uploads import read_first
from folkmoot.people.access import get_membership_for
from folkmoot.people.models import Membership
from folkmoot.people.queries import (
    get_agreement,
    get_settings,
    list_members,
    term_days,
)
from folkmoot.people.requests import PersonRequest, signed_in
from folkmoot.people.words import ROLES
from folkmoot.web.submissions import once

HOME = "home"
SMALL = "small"
TOPICS = ("agreement", "settings", "membership", "role")


@signed_in
@read_first
@once
@require_http_methods(["GET", "HEAD", "POST"])
def raise_question(request: PersonRequest, slug: str) -> HttpResponse:
    """Show the form to raise a question, or take it; ``?topic=`` for founding ones.

    ``?from=`` names a question that was not agreed, which this one goes on from.
    """
    member = get_membership_for(request.person, slug)
    topic = request.GET.get("topic", "")
    if topic:
        return _found(request, member, topic)
    raising = raising_for(member, request.now)
    is_whole = member.collective.preset == HOME or request.GET.get("class") == SMALL
    form = _form(request, member, raising, is_whole=is_whole)
    if request.method != "POST":
        return _show(request, member, form, raising)
    if not form.is_valid():
        return _show(request, member, form, raising, is_refused=True)
    draft = form.get_draft() if isinstance(form, RaiseForm) else None
    try:
        question = operations.raise_question(
            member=member,
            title=form.cleaned_data["title"],
            klass=form.cleaned_data["klass"],
            shape=form.get_shape(),
            draft=draft,
            attached=form.get_attached(),
            from_question=find_not_agreed(member, request.GET.get("from", "")),
            now=request.now,
        )
    except REFUSALS as error:
        return _show(request, member, form, raising, is_refused=True, refusal=error)
    return back_to(question)


def _form(
    request: PersonRequest, member: Membership, raising: Raising, *, is_whole: bool
) -> IdeaForm:
    data, files = (request.POST, request.FILES) if request.POST else (None, None)
    klass = SMALL if request.GET.get("class") == SMALL else "ordinary"
    initial: dict[str, Any] = {"title": _title(request), "klass": klass}
    if not is_whole:
        return IdeaForm(data, files, initial=initial)
    initial["look_back_date"] = _look_back_day(request, member, klass)
    return RaiseForm(
        data,
        files,
        member=member,
        members=list(raising.members),
        today=today_in(member.collective, request.now),
        initial=initial,
    )


def _title(request: PersonRequest) -> str:
    return request.GET.get("title", "").replace("\x00", "")[:200]


def _look_back_day(request: PersonRequest, member: Membership, klass: str) -> date:
    rules = rules_for(member.collective, klass)
    return today_in(member.collective, request.now + rules.look_back)


def _show(
    request: PersonRequest,
    member: Membership,
    form: IdeaForm,
    raising: Raising,
    **more: object,
) -> HttpResponse:
    shown = {
        "collective": member.collective,
        "form": form,
        "ahead": raising.ahead,
        "is_whole": isinstance(form, RaiseForm),
        **more,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if more else HTTPStatus.OK
    return render(request, "deciding/raise.html", shown, status=status)


def _found(request: PersonRequest, member: Membership, topic: str) -> HttpResponse:
    """Show or take a founding question."""
    if topic not in TOPICS:
        raise Http404
    form = _founding_form(request, member, topic)
    shown: dict[str, Any] = {
        "collective": member.collective,
        "form": form,
        "topic": topic,
    }
    if form is None or request.method != "POST":
        return render(request, "deciding/raise_founding.html", shown)
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    shown["is_refused"] = True
    if not form.is_valid():
        return render(request, "deciding/raise_founding.html", shown, status=status)
    try:
        question = operations.raise_question(
            member=member,
            title=form.cleaned_data["title"],
            shape=form.get_shape(),
            draft=form.get_draft() if member.collective.preset == HOME else None,
            now=request.now,
        )
    except REFUSALS as error:
        shown["refusal"] = error
        return render(request, "deciding/raise_founding.html", shown, status=status)
    return back_to(question)


def _founding_form(
    request: PersonRequest, member: Membership, topic: str
) -> FoundingForm | None:
    """Return the form of the topic; none while no setting is chosen."""
    data = request.POST or None
    initial = {"title": _title(request), "role": request.GET.get("role", "")}
    name = request.GET.get("setting", "")
    if topic == "settings" and not name:
        return None
    return topic_form(member, topic, data, initial, request.now, name=name)


def topic_form(
    member: Membership,
    topic: str,
    data: Any,
    initial: dict[str, Any],
    now: datetime,
    **more: Any,
) -> FoundingForm:
    """Return the form of a topic; ``name`` is that of a setting."""
    collective, name = member.collective, more.pop("name", "")
    if topic == "agreement":
        agreement = get_agreement(collective)
        return AgreementForm(data, agreement=agreement, initial=initial, **more)
    members = list(list_members(collective))
    if topic == "membership":
        return MembershipForm(data, members=members, initial=initial, **more)
    if topic == "role":
        return RoleForm(
            data,
            members=members,
            today=today_in(collective, now),
            days={role: term_days(collective, role) for role in ROLES},
            initial=initial,
            **more,
        )
    if name not in dict(setting_names()):
        raise Http404
    settings = get_settings(collective)
    return SettingForm(data, name=name, settings=settings, initial=initial, **more)
