"""The founding agreement and the settings."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from folkmoot.deciding.forms.founding import SettingForm, setting_names
from folkmoot.home.forms import SettingsForm
from folkmoot.home.queries.rules import list_groups, list_versions, may_set_freely
from folkmoot.people.access import get_member_for, get_membership_for
from folkmoot.people.models import Membership
from folkmoot.people.operations import (
    NeedsQuestionError,
    NotAMemberError,
    SettingRangeError,
    change_settings,
)
from folkmoot.people.queries import get_settings
from folkmoot.people.requests import PersonRequest, signed_in
from folkmoot.web.submissions import once
from folkmoot.web.telling import RefusalsIn

REFUSED = (NeedsQuestionError, NotAMemberError, SettingRangeError)


@require_safe
@signed_in
def agreement(request: PersonRequest, slug: str) -> HttpResponse:
    """Show what the collective agreed to be, and its earlier versions."""
    member = get_membership_for(request.person, slug)
    versions = list_versions(member.collective)
    page = {
        "member": member,
        "collective": member.collective,
        "present": versions[0],
        "versions": versions,
    }
    return render(request, "home/agreement.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@once
def settings(request: PersonRequest, slug: str) -> HttpResponse:
    """Show every setting; before the third member joins, change them.

    ``?setting=`` names one of those that have parts.
    """
    name = request.GET.get("setting", "")
    return _setting(request, slug, name) if name else _all_settings(request, slug)


def _all_settings(request: PersonRequest, slug: str) -> HttpResponse:
    if request.method != "POST":
        member = get_membership_for(request.person, slug)
        return _settings(request, member, _form(member))
    member = get_member_for(request.person, slug)
    form = SettingsForm(request.POST, initial=get_settings(member.collective))
    if not form.is_valid():
        return _settings(request, member, form, 422)
    values = form.changes()
    if not values:
        return redirect("home:settings", slug=slug)
    with RefusalsIn(form, *REFUSED):
        change_settings(
            collective=member.collective,
            values=values,
            now=request.now,
            member=member,
        )
        messages.success(request, _("Kept. It is in the record."))
        return redirect("home:settings", slug=slug)
    return _settings(request, member, form, 422)


def _setting(request: PersonRequest, slug: str, name: str) -> HttpResponse:
    """Show one setting to be set directly, or set it."""
    member = get_member_for(request.person, slug)
    if name not in dict(setting_names()) or not may_set_freely(member):
        raise Http404
    settings = get_settings(member.collective)
    data = request.POST if request.method == "POST" else None
    form = SettingForm(data, name=name, settings=settings, is_change=True)
    if form.is_valid():
        with RefusalsIn(form, *REFUSED):
            change_settings(
                collective=member.collective,
                values=form.get_change()["values"],
                now=request.now,
                member=member,
            )
            messages.success(request, _("Kept. It is in the record."))
            return redirect("home:settings", slug=slug)
    page = {"member": member, "collective": member.collective, "form": form}
    status = 422 if form.errors else 200
    return render(request, "home/setting.html", page, status=status)


def _form(member: Membership) -> SettingsForm | None:
    if not may_set_freely(member):
        return None
    return SettingsForm(initial=get_settings(member.collective))


def _settings(
    request: PersonRequest,
    member: Membership,
    form: SettingsForm | None,
    status: int = 200,
) -> HttpResponse:
    page = {
        "member": member,
        "collective": member.collective,
        "groups": list_groups(member.collective),
        "form": form,
    }
    return render(request, "home/settings.html", page, status=status)
