"""What is left over: noted, ideas and marks, fair shares, the draft, and its use."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from folkmoot.doing.forms import PlainForm
from folkmoot.federating.models import FederatedQuestion
from folkmoot.federating.operations import look_at_question
from folkmoot.fund import operations
from folkmoot.fund.access import (
    FundPlace,
    get_fund_for,
    get_idea_for,
    get_own_fund_for,
    get_surplus_for,
)
from folkmoot.fund.forms.surplus import (
    IdeaForm,
    MarksForm,
    SplitForm,
    SurplusForm,
    UseForm,
)
from folkmoot.fund.models import Surplus
from folkmoot.fund.queries.pages import list_units, payers_of
from folkmoot.fund.queries.surplus.pages import (
    get_surplus_page,
    list_ideas,
    list_surpluses,
    suggested_amounts,
)
from folkmoot.fund.queries.surplus.questions import asked_of
from folkmoot.fund.views.frame import answer_form, frame_of, fund_address
from folkmoot.fund.words.surplus import write_of
from folkmoot.people.requests import PersonRequest, signed_in, typed
from folkmoot.web.submissions import once
from folkmoot.web.telling import RefusalsIn

FORM = ["GET", "HEAD", "POST"]


@require_safe
@signed_in
def surpluses(request: PersonRequest, *, slug: str) -> HttpResponse:
    """Show what is left over now, and what was."""
    place = get_fund_for(request.person, slug)
    operations.settle_surplus_of(collective_id=place.collective.id, now=request.now)
    rows = list_surpluses(place.collective)[:50]
    shown = {
        **frame_of(place),
        "rows": [(row, write_of(row, row.amount)) for row in rows],
    }
    return render(request, "fund/surplus/surpluses.html", shown)


@signed_in
@once
@require_http_methods(FORM)
def note_surplus(request: PersonRequest, *, slug: str) -> HttpResponse:
    """Say that something is left over."""
    place = get_own_fund_for(request.person, slug)
    form = SurplusForm(
        typed(request),
        units=list(list_units(place.collective)),
        only_fund=place.is_federation,
    )

    def act() -> None:
        row = operations.note_surplus(
            member=place.member,
            collective=place.collective,
            surplus=form.get_surplus(),
            now=request.now,
        )
        _let_go_out(row, request)

    return answer_form(
        request,
        place,
        form,
        act,
        title=_("Something is left over"),
        button=_("Ask all of us"),
        back=fund_address(place, "surpluses"),
        back_words=_("Left over"),
        note=_("It opens a question to all of us. Until then nobody can use it."),
    )


def _let_go_out(row: Surplus, request: PersonRequest) -> None:
    """Let a question to all groups reach them in this very hour."""
    question = asked_of(row).question
    if isinstance(question, FederatedQuestion):
        look_at_question(question=question, now=request.now)


@require_safe
@signed_in
def surplus(request: PersonRequest, *, slug: str, surplus_id: UUID) -> HttpResponse:
    """Show one surplus: ideas, one's own marks, and the shares once they are there."""
    place = get_fund_for(request.person, slug)
    operations.settle_surplus(
        surplus=get_surplus_for(place, surplus_id), now=request.now
    )
    return _page(request, place, get_surplus_for(place, surplus_id))


def _page(
    request: PersonRequest,
    place: FundPlace,
    row: Surplus,
    form: forms.Form | None = None,
) -> HttpResponse:
    page = get_surplus_page(row, place.member, request.now)
    marks = MarksForm(
        form.data if isinstance(form, MarksForm) else None,
        ideas=[one.idea for one in page.ideas],
        initial={"ideas": [str(one.idea.id) for one in page.ideas if one.is_marked]},
    )
    shown = {
        **frame_of(place),
        "page": page,
        "surplus": row,
        "marks": marks,
        "use_form": form if isinstance(form, UseForm) else UseForm(),
        "form": form,
        "is_refused": form is not None,
    }
    status = 422 if form is not None else 200
    return render(request, "fund/surplus/surplus.html", shown, status=status)


@signed_in
@once
@require_http_methods(FORM)
def new_surplus_idea(
    request: PersonRequest, *, slug: str, surplus_id: UUID
) -> HttpResponse:
    """Add an idea."""
    place = get_own_fund_for(request.person, slug)
    row = get_surplus_for(place, surplus_id)
    form = IdeaForm(typed(request), surplus=row, members=payers_of(place.collective))
    return answer_form(
        request,
        place,
        form,
        lambda: operations.add_surplus_idea(
            member=place.member, surplus=row, idea=form.get_idea(), now=request.now
        ),
        title=_("An idea"),
        button=_("Add it"),
        back=fund_address(place, "surplus", row.id),
        back_words=row.what,
    )


@signed_in
@once
@require_http_methods(FORM)
def surplus_idea(request: PersonRequest, *, slug: str, idea_id: UUID) -> HttpResponse:
    """Change one's own idea."""
    place = get_own_fund_for(request.person, slug)
    row = get_idea_for(place, idea_id)
    form = IdeaForm(
        typed(request),
        surplus=row.surplus,
        members=payers_of(place.collective),
        idea=row,
    )
    return answer_form(
        request,
        place,
        form,
        lambda: operations.change_surplus_idea(
            member=place.member, idea=row, text=form.get_idea(), now=request.now
        ),
        title=_("An idea"),
        button=_("Keep it like this"),
        back=fund_address(place, "surplus", row.surplus_id),
        back_words=row.surplus.what,
    )


@signed_in
@once
@require_POST
def surplus_idea_drop(
    request: PersonRequest, *, slug: str, idea_id: UUID
) -> HttpResponse:
    """Take one's own idea back."""
    place = get_own_fund_for(request.person, slug)
    row = get_idea_for(place, idea_id)
    return _act(
        request,
        place,
        row.surplus,
        lambda: operations.drop_surplus_idea(
            member=place.member, idea=row, now=request.now
        ),
    )


@signed_in
@once
@require_POST
def surplus_cost(request: PersonRequest, *, slug: str, idea_id: UUID) -> HttpResponse:
    """Say as one of those drawn by lot that a cost is about right."""
    place = get_own_fund_for(request.person, slug)
    row = get_idea_for(place, idea_id)
    return _act(
        request,
        place,
        row.surplus,
        lambda: operations.agree_with_cost(
            member=place.member, idea=row, now=request.now
        ),
    )


@signed_in
@once
@require_POST
def surplus_marks(
    request: PersonRequest, *, slug: str, surplus_id: UUID
) -> HttpResponse:
    """Mark the ideas one finds worth funding."""
    place = get_own_fund_for(request.person, slug)
    row = get_surplus_for(place, surplus_id)
    form = MarksForm(request.POST, ideas=list(list_ideas(row)))
    return _act(
        request,
        place,
        row,
        lambda: operations.mark_ideas(
            member=place.member,
            surplus=row,
            ideas=form.cleaned_data["ideas"],
            now=request.now,
        ),
        form,
    )


@signed_in
@once
@require_POST
def surplus_shares(
    request: PersonRequest, *, slug: str, surplus_id: UUID
) -> HttpResponse:
    """Compute the fair shares."""
    place = get_own_fund_for(request.person, slug)
    row = get_surplus_for(place, surplus_id)
    return _act(
        request,
        place,
        row,
        lambda: operations.draw_shares(
            member=place.member, surplus=row, now=request.now
        ),
    )


@signed_in
@once
@require_http_methods(FORM)
def surplus_draft(
    request: PersonRequest, *, slug: str, surplus_id: UUID
) -> HttpResponse:
    """Write the shares, as drafters change them, into the question's draft."""
    place = get_own_fund_for(request.person, slug)
    row = get_surplus_for(place, surplus_id)
    form = SplitForm(
        typed(request),
        surplus=row,
        ideas=list(list_ideas(row)),
        amounts=suggested_amounts(row),
    )
    return answer_form(
        request,
        place,
        form,
        lambda: operations.write_shares_into_draft(
            member=place.member,
            surplus=row,
            amounts=form.get_amounts(),
            now=request.now,
        ),
        title=_("Into the draft"),
        button=_("Write the draft with these amounts"),
        lead=_("Left over: %(amount)s.") % {"amount": write_of(row, row.amount)},
        note=_("You can change what the fair shares came to. The rest is kept."),
        back=fund_address(place, "surplus", row.id),
        back_words=row.what,
    )


@signed_in
@once
@require_POST
def left_over_use(
    request: PersonRequest, *, slug: str, surplus_id: UUID
) -> HttpResponse:
    """Mark hours or things as used."""
    place = get_own_fund_for(request.person, slug)
    row = get_surplus_for(place, surplus_id)
    form = UseForm(request.POST)
    return _act(
        request,
        place,
        row,
        lambda: operations.use_left_over(
            member=place.member, surplus=row, now=request.now, **form.cleaned_data
        ),
        form,
    )


def _act(
    request: PersonRequest,
    place: FundPlace,
    row: Surplus,
    act: Callable[[], object],
    form: forms.Form | None = None,
) -> HttpResponse:
    """Act and go back to the surplus, or show it again with what to mend."""
    form = PlainForm(request.POST) if form is None else form
    if form.is_valid():
        with RefusalsIn(form, operations.SurplusError):
            act()
            return redirect(fund_address(place, "surplus", row.id))
    return _page(request, place, get_surplus_for(place, row.id), form)
