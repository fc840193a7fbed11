"""Putting a statement first, and back among the others."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from folkmoot.listening import operations
from folkmoot.listening.access import get_statement_for
from folkmoot.listening.models import Statement
from folkmoot.people.access import get_member_for
from folkmoot.people.places import own_path
from folkmoot.people.requests import PersonRequest, signed_in
from folkmoot.web.submissions import once

type Act = Callable[..., Statement]


@signed_in
@once
@require_POST
def put_first(request: PersonRequest, slug: str, statement_id: UUID) -> HttpResponse:
    """Let a statement be asked before others."""
    words = _("Everybody is asked about this first.")
    return _act(request, slug, statement_id, operations.put_first, words)


@signed_in
@once
@require_POST
def put_back(request: PersonRequest, slug: str, statement_id: UUID) -> HttpResponse:
    """Let a statement take its turn again."""
    words = _("It takes its turn again.")
    return _act(request, slug, statement_id, operations.put_back, words)


def _act(
    request: PersonRequest, slug: str, statement_id: UUID, act: Act, words: str
) -> HttpResponse:
    member = get_member_for(request.person, slug)
    statement = get_statement_for(member, statement_id)
    try:
        act(member=member, statement=statement, now=request.now)
    except operations.HearingError as error:
        messages.info(request, str(error))
    else:
        messages.success(request, words)
    other = reverse("home:collective", args=(slug,))
    return redirect(own_path(request.POST.get("next", ""), other))
