"""Raising a question: the one form, an idea, or a founding topic."""

from dataclasses import replace
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
from folkmoot.deciding.forms.trial import TRIAL_AT_MOST, TrialForm
from folkmoot.deciding.models import Question
from folkmoot.deciding.operations import Shape
from folkmoot.deciding.queries.facts import latest_proposal
from folkmoot.deciding.queries.pages.raising import Raising, raising_for
from folkmoot.deciding.queries.rules import rules_for
from folkmoot.deciding.topics import HIGHER
from folkmoot.deciding.views.page import REFUSALS, back_to, read_signed
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
    source = find_not_agreed(member, request.GET.get("from", ""))
    if source is not None and request.GET.get("trial"):
        form: IdeaForm = _trial_form(request, member, raising, source)
    else:
        form = _form(request, member, raising)
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
            shape=_shape(form, source),
            draft=draft,
            attached=form.get_attached(read_signed(request)),
            from_question=source,
            now=request.now,
        )
    except REFUSALS as error:
        return _show(request, member, form, raising, is_refused=True, refusal=error)
    return back_to(question)


def _shape(form: IdeaForm, source: Question | None) -> Shape:
    """Return the boxes; a trial keeps the words that people have read already."""
    shape = form.get_shape()
    if source is None or not isinstance(form, TrialForm):
        return shape
    return replace(shape, short_text=source.short_text, facts=source.facts)


def _trial_form(
    request: PersonRequest, member: Membership, raising: Raising, source: Question
) -> TrialForm:
    """Return the form filled with the text that was not agreed."""
    data, files = (request.POST, request.FILES) if request.POST else (None, None)
    latest = latest_proposal(source)
    initial = {
        "title": _title(request),
        "klass": "ordinary",
        "text": latest.text if latest else source.title,
        "affected": source.affected,
        "look_back_date": today_in(member.collective, request.now + TRIAL_AT_MOST),
    }
    return TrialForm(
        data,
        files,
        member=member,
        members=list(raising.members),
        today=today_in(member.collective, request.now),
        initial=initial,
    )


def _form(request: PersonRequest, member: Membership, raising: Raising) -> IdeaForm:
    is_whole = member.collective.preset == HOME or request.GET.get("class") == SMALL
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
    if topic not in TOPICS and topic not in HIGHER:
        raise Http404
    form = _founding_form(request, member, topic)
    shown: dict[str, Any] = {
        "collective": member.collective,
        "form": form,
        "topic": topic,
        "choices": HIGHER[topic].choices(member) if topic in HIGHER else (),
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
    initial = {"title": _title(request)}
    for name in ("role", "act", "federation", "request"):
        initial[name] = request.GET.get(name, "").replace("\x00", "")[:200]
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
) -> FoundingForm | None:
    """Return the form of a topic; ``name`` is that of a setting."""
    collective, name = member.collective, more.pop("name", "")
    if topic in HIGHER:
        form: FoundingForm | None = HIGHER[topic].make_form(
            member, data, initial, **more
        )
        return form
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
