"""One's own part: times, days away, how much, what one knows, the pool, the calendar."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from folkmoot.needs.access import get_planner_for
from folkmoot.needs.operations import end_feed as close_feed
from folkmoot.needs.operations import make_feed as open_feed
from folkmoot.people.models import Membership
from folkmoot.people.requests import PersonRequest, signed_in
from folkmoot.shifts import operations
from folkmoot.shifts.access import get_away_for, get_member_planner_for, get_skill_for
from folkmoot.shifts.forms.own import (
    AwayForm,
    CareShareForm,
    SkillForm,
    TimeForm,
    TimesForm,
)
from folkmoot.shifts.queries.own import get_own_part, list_skills
from folkmoot.shifts.views.frame import REFUSED, press, take
from folkmoot.shifts.words.accounts import account_sentence, account_working
from folkmoot.web.submissions import once


@require_safe
@signed_in
def my_part(request: PersonRequest, *, slug: str) -> HttpResponse:
    """Show what one said of oneself, and where one stands."""
    member = get_planner_for(request.person, slug)
    return _page(request, member)


@require_safe
@signed_in
def skills(request: PersonRequest, *, slug: str) -> HttpResponse:
    """Show who knows what."""
    member = get_planner_for(request.person, slug)
    context = {"member": member, "abilities": list_skills(member.collective)}
    return render(request, "shifts/skills.html", context)


@require_POST
@signed_in
@once
def set_times(request: PersonRequest, *, slug: str) -> HttpResponse:
    """Say when one can."""
    member = get_planner_for(request.person, slug)
    form = TimesForm(request.POST)

    def act() -> None:
        operations.set_times(
            member=member, not_free=form.get_not_free(), now=request.now
        )

    return _answer(request, member, form, act)


@require_POST
@signed_in
@once
def add_away(request: PersonRequest, *, slug: str) -> HttpResponse:
    """Say when one is away."""
    member = get_planner_for(request.person, slug)
    form = AwayForm(request.POST)

    def act() -> None:
        operations.add_away(member=member, **form.cleaned_data)

    return _answer(request, member, form, act)


@require_POST
@signed_in
@once
def remove_away(request: PersonRequest, *, slug: str, away_id: UUID) -> HttpResponse:
    """Be there after all."""
    member = get_planner_for(request.person, slug)
    away = get_away_for(member, away_id)
    back = reverse("shifts:my_part", args=(slug,))
    return press(request, lambda: operations.remove_away(away=away), back)


@require_POST
@signed_in
@once
def set_care_share(request: PersonRequest, *, slug: str) -> HttpResponse:
    """Say how much one takes."""
    member = get_planner_for(request.person, slug)
    form = CareShareForm(request.POST)

    def act() -> None:
        percent = form.cleaned_data["percent"]
        operations.set_care_share(member=member, percent=percent, now=request.now)

    return _answer(request, member, form, act)


@require_POST
@signed_in
@once
def say_skill(request: PersonRequest, *, slug: str) -> HttpResponse:
    """Say what one knows, or wants to learn."""
    member = get_planner_for(request.person, slug)
    abilities = get_own_part(member, request.now).abilities
    form = SkillForm(request.POST, abilities=abilities)

    def act() -> None:
        operations.say_skill(
            member=member,
            ability=form.get_ability(),
            is_learning=bool(form.cleaned_data["is_learning"]),
            now=request.now,
        )

    return _answer(request, member, form, act)


@require_POST
@signed_in
@once
def take_skill_back(
    request: PersonRequest, *, slug: str, skill_id: UUID
) -> HttpResponse:
    """Say that one does not know something after all."""
    member = get_planner_for(request.person, slug)
    skill = get_skill_for(member, skill_id)

    def act() -> None:
        operations.take_skill_back(member=member, skill=skill, now=request.now)

    return press(request, act, reverse("shifts:my_part", args=(slug,)))


@require_POST
@signed_in
@once
def confirm_skill(request: PersonRequest, *, slug: str, skill_id: UUID) -> HttpResponse:
    """Confirm that another member knows something."""
    member = get_member_planner_for(request.person, slug)
    skill = get_skill_for(member, skill_id)

    def act() -> None:
        operations.confirm_skill(member=member, skill=skill, now=request.now)

    return press(request, act, reverse("shifts:skills", args=(slug,)))


@require_POST
@signed_in
@once
def give_time(request: PersonRequest, *, slug: str) -> HttpResponse:
    """Give time to the pool."""
    member = get_planner_for(request.person, slug)
    form = TimeForm(request.POST)

    def act() -> None:
        minutes = form.cleaned_data["minutes"]
        operations.give_time(member=member, minutes=minutes, now=request.now)

    return _answer(request, member, form, act)


@require_POST
@signed_in
@once
def draw_time(request: PersonRequest, *, slug: str) -> HttpResponse:
    """Take time from the pool."""
    member = get_planner_for(request.person, slug)
    form = TimeForm(request.POST)

    def act() -> None:
        minutes = form.cleaned_data["minutes"]
        operations.draw_time(member=member, minutes=minutes, now=request.now)

    return _answer(request, member, form, act)


@require_POST
@signed_in
@once
def make_feed(request: PersonRequest, *, slug: str) -> HttpResponse:
    """Make the address of one's calendar; it is told once, and kept in no row."""
    member = get_planner_for(request.person, slug)
    _feed, secret = open_feed(member=member, now=request.now)
    path = reverse("shifts:calendar", args=(secret,))
    words = _("Copy this address into your calendar now. It is shown this once: %(at)s")
    address = request.build_absolute_uri(path)
    messages.success(request, words % {"at": address})
    return redirect("shifts:my_part", slug=slug)


@require_POST
@signed_in
@once
def end_feed(request: PersonRequest, *, slug: str) -> HttpResponse:
    """End the address of one's calendar."""
    member = get_planner_for(request.person, slug)
    back = reverse("shifts:my_part", args=(slug,))

    def act() -> None:
        close_feed(member=member, now=request.now)

    return press(request, act, back, _("The address opens nothing any more."))


def _answer(
    request: PersonRequest, member: Membership, form: Form, act: Callable[[], object]
) -> HttpResponse:
    if not take(form, act):
        return _page(request, member, form=form)
    messages.success(request, _("Noted."))
    return redirect("shifts:my_part", slug=member.collective.slug)


def _page(
    request: PersonRequest,
    member: Membership,
    *,
    form: Form | None = None,
) -> HttpResponse:
    own = get_own_part(member, request.now)
    forms: dict[str, Form] = {
        "times_form": TimesForm(initial={"free": own.free}),
        "away_form": AwayForm(),
        "share_form": CareShareForm(initial={"percent": own.percent}),
        "skill_form": SkillForm(abilities=own.abilities),
        "time_form": TimeForm(),
    }
    for name, fresh in forms.items():
        if form is not None and type(form) is type(fresh):
            forms[name] = form
    context = {
        "member": member,
        "own": own,
        "sentence": account_sentence(own.account, own.percent),
        "working": account_working(own.account) if own.percent else "",
        "refused": form,
        **forms,
    }
    status = REFUSED if form is not None else 200
    return render(request, "shifts/my_part.html", context, status=status)
