"""Coming in by an invitation, stepping in, leaving."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.people import operations
from folkmoot.people.access import (
    find_membership,
    get_invitation,
    get_membership_for,
)
from folkmoot.people.forms import JoinAgainForm, JoinForm
from folkmoot.people.models import Invitation, Membership
from folkmoot.people.places import FRONT, first_step
from folkmoot.people.queries import count_members, get_agreement
from folkmoot.people.requests import PersonRequest, VisitorRequest, signed_in
from folkmoot.people.sessions import begin_session
from folkmoot.web.errors import too_many
from folkmoot.web.submissions import once
from folkmoot.web.telling import act_and_tell

REFUSED = (
    operations.InvitationEndedError,
    operations.JoinRefusedError,
    operations.NameTakenError,
    operations.NotAMemberError,
)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def join(request: VisitorRequest, token: str) -> HttpResponse:
    """Welcome somebody with a link: one page, one tap."""
    invitation = get_invitation(token, request.person, request.now)
    if request.method != "POST":
        return _show(request, invitation)
    kind = JoinForm if request.person is None else JoinAgainForm
    form = kind(request.POST)
    if not form.is_valid():
        return _page(request, invitation, form, 422)
    try:
        membership = _come_in(request, invitation, form.cleaned_data)
    except REFUSED as error:
        form.add_error(None, str(error))
        return _page(request, invitation, form, 422)
    except operations.TooManyError as error:
        return too_many(request, error.seconds)
    if request.person is None:
        begin_session(request, membership.person)
    return redirect(first_step(invitation.collective))


def _show(request: VisitorRequest, invitation: Invitation) -> HttpResponse:
    person = request.person
    if person is None:
        return _page(request, invitation, JoinForm())
    here = find_membership(person, invitation.collective)
    brings_nothing = here and here.standing in (
        invitation.standing,
        Membership.Standing.MEMBER,
    )
    if brings_nothing:
        return redirect(first_step(invitation.collective))
    name = here.name if here else person.name
    return _page(request, invitation, JoinAgainForm(initial={"name": name}))


def _come_in(
    request: VisitorRequest, invitation: Invitation, values: dict[str, Any]
) -> Membership:
    ask_first = values["answer"] == "ask"
    if request.person is not None:
        return operations.join(
            invitation=invitation,
            person=request.person,
            name=values["name"],
            now=request.now,
            ask_first=ask_first,
        )
    return operations.arrive(
        invitation=invitation,
        newcomer=operations.Newcomer(
            name=values["name"],
            language=get_language() or "en",
            channel_kind=values["kind"],
            address=values["address"],
        ),
        now=request.now,
        ask_first=ask_first,
    )


def _page(
    request: VisitorRequest, invitation: Invitation, form: Any, status: int = 200
) -> HttpResponse:
    page = {
        "invitation": invitation,
        "collective": invitation.collective,
        "agreement": get_agreement(invitation.collective),
        "count": count_members(invitation.collective),
        "form": form,
    }
    return render(request, "people/join.html", page, status=status)


@require_POST
@signed_in
@once
def step_in(request: PersonRequest, slug: str) -> HttpResponse:
    """Become a member after having asked first."""
    membership = get_membership_for(request.person, slug)
    act_and_tell(
        request,
        lambda: operations.step_in(membership=membership, now=request.now),
        (operations.NotAMemberError,),
        _("You are a member now."),
    )
    return redirect("people:members", slug=slug)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@once
def leave(request: PersonRequest, slug: str) -> HttpResponse:
    """Say what leaving means, and leave."""
    membership = get_membership_for(request.person, slug)
    if request.method == "POST":
        operations.leave(membership=membership, now=request.now)
        words = _("You left %(name)s.") % {"name": membership.collective.name}
        messages.success(request, words)
        return redirect(FRONT)
    page = {"membership": membership, "collective": membership.collective}
    return render(request, "people/leave.html", page)
