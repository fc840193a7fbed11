"""Pages of exchanges between collectives: proposing, saying yes, rounds, promises."""

from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from folkmoot.deciding.operations import (
    IncompleteDraftError,
    NotDrafterError,
    QuestionMovedOnError,
)
from folkmoot.doing.days import today_in
from folkmoot.needs.access import get_planner_for
from folkmoot.needs.operations import PlanningError
from folkmoot.people.models import Membership
from folkmoot.people.requests import PersonRequest, signed_in, typed
from folkmoot.planning.access import get_exchange_for
from folkmoot.planning.forms.exchanges import (
    JoinForm,
    ProposeForm,
    RoundForm,
    RoundsForm,
)
from folkmoot.planning.models import Exchange
from folkmoot.planning.operations import exchanges as operations
from folkmoot.planning.queries.exchanges.listing import (
    exchanges_with_seats,
    own_seat,
    sister_rows,
)
from folkmoot.planning.queries.exchanges.page import show_exchange
from folkmoot.planning.queries.exchanges.sent import periods_of, sent_rounds
from folkmoot.planning.queries.plans.recipes import get_book
from folkmoot.web.paging import Page, cut, read_number
from folkmoot.web.submissions import once
from folkmoot.web.telling import RefusalsIn

REFUSALS = (
    PlanningError,
    IncompleteDraftError,
    NotDrafterError,
    QuestionMovedOnError,
)
REFUSED = HTTPStatus.UNPROCESSABLE_ENTITY
PER_PAGE = 20
type Act = Callable[..., object]


@require_safe
@signed_in
def exchanges(request: PersonRequest, *, slug: str) -> HttpResponse:
    """Show the exchanges of the collective with others."""
    member = get_planner_for(request.person, slug)
    number = read_number(request.GET.get("page", ""))
    page: Page[Exchange] = cut(
        exchanges_with_seats(member.collective), number, each=PER_PAGE
    )
    context = {
        "member": member,
        "page": page,
        "has_sisters": bool(sister_rows(member.collective)),
        "book": get_book(member),
    }
    return render(request, "planning/exchanges/exchanges.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@once
def propose_exchange(request: PersonRequest, *, slug: str) -> HttpResponse:
    """Propose to sister groups to plan together."""
    member = get_planner_for(request.person, slug)
    book = get_book(member)
    sisters = sister_rows(member.collective)
    today = today_in(member.collective, request.now)
    form = ProposeForm(
        typed(request),
        sisters=sisters,
        tables=book.tables,
        length=book.length,
        today=today,
        initial={"weeks": book.weeks},
    )
    if request.method == "POST" and form.is_valid():
        with RefusalsIn(form, PlanningError):
            row = operations.propose_exchange(
                member=member, now=request.now, **form.said()
            )
            return redirect("planning:exchange", slug, row.id)
    context = {"member": member, "form": form, "book": book, "sisters": sisters}
    status = REFUSED if form.errors else HTTPStatus.OK
    return render(request, "planning/exchanges/propose.html", context, status=status)


@require_safe
@signed_in
def exchange(request: PersonRequest, *, slug: str, exchange_id: UUID) -> HttpResponse:
    """Show an exchange: who takes part, who gives what to whom, the hours."""
    member = get_planner_for(request.person, slug)
    operations.settle_asked_of(collective_id=member.collective_id, now=request.now)
    return _page(request, member, get_exchange_for(member, exchange_id))


@require_safe
@signed_in
def exchange_sent(
    request: PersonRequest, *, slug: str, exchange_id: UUID
) -> HttpResponse:
    """Show everything that left the collective, round by round."""
    member = get_planner_for(request.person, slug)
    row = get_exchange_for(member, exchange_id)
    seat = own_seat(row, member)
    context = {
        "member": member,
        "row": row,
        "seat": seat,
        "rounds": sent_rounds(row, seat),
        "periods": periods_of(row),
    }
    return render(request, "planning/exchanges/sent.html", context)


@require_POST
@signed_in
@once
def join_exchange(
    request: PersonRequest, *, slug: str, exchange_id: UUID
) -> HttpResponse:
    """Say yes for one's collective; with the second yes it takes part."""
    form = JoinForm(request.POST)
    return _answer(request, slug, exchange_id, operations.join_exchange, form)


@require_POST
@signed_in
@once
def leave_exchange(
    request: PersonRequest, *, slug: str, exchange_id: UUID
) -> HttpResponse:
    """Say no for one's collective, or leave."""
    return _answer(request, slug, exchange_id, operations.leave_exchange)


@require_POST
@signed_in
@once
def begin_exchange(
    request: PersonRequest, *, slug: str, exchange_id: UUID
) -> HttpResponse:
    """Begin with those who said yes."""
    return _answer(request, slug, exchange_id, operations.begin_exchange)


@require_POST
@signed_in
@once
def ask_for_rounds(
    request: PersonRequest, *, slug: str, exchange_id: UUID
) -> HttpResponse:
    """Have the next round made, or several."""
    form = RoundsForm(request.POST)
    return _answer(request, slug, exchange_id, operations.ask_for_rounds, form)


@require_POST
@signed_in
@once
def settle_exchange(
    request: PersonRequest, *, slug: str, exchange_id: UUID
) -> HttpResponse:
    """Stop the rounds: each collective says its own yes."""
    form = RoundForm(request.POST)
    return _answer(request, slug, exchange_id, operations.settle_exchange, form)


@require_POST
@signed_in
@once
def reopen_exchange(
    request: PersonRequest, *, slug: str, exchange_id: UUID
) -> HttpResponse:
    """Go on with rounds."""
    return _answer(request, slug, exchange_id, operations.reopen_exchange)


@require_POST
@signed_in
@once
def accept_exchange(
    request: PersonRequest, *, slug: str, exchange_id: UUID
) -> HttpResponse:
    """Say yes to the last round for one's collective."""
    form = RoundForm(request.POST)
    return _answer(request, slug, exchange_id, operations.accept_exchange, form)


@require_POST
@signed_in
@once
def ask_all_about_exchange(
    request: PersonRequest, *, slug: str, exchange_id: UUID
) -> HttpResponse:
    """Ask all members whether the collective takes the last round."""
    member = get_planner_for(request.person, slug)
    row = get_exchange_for(member, exchange_id)
    form = RoundForm(request.POST)
    if not form.is_valid():
        return _page(request, member, row, _look_again(form))
    with RefusalsIn(form, *REFUSALS):
        question = operations.ask_all_about_exchange(
            member=member, exchange=row, now=request.now, **form.cleaned_data
        )
        return redirect("deciding:question", slug, question.number)
    return _page(request, member, get_exchange_for(member, exchange_id), form)


@require_POST
@signed_in
@once
def take_yes_back(
    request: PersonRequest, *, slug: str, exchange_id: UUID
) -> HttpResponse:
    """Take the collective's yes back."""
    return _answer(request, slug, exchange_id, operations.take_yes_back)


@require_POST
@signed_in
@once
def call_off_exchange(
    request: PersonRequest, *, slug: str, exchange_id: UUID
) -> HttpResponse:
    """Take a proposal back."""
    return _answer(request, slug, exchange_id, operations.call_off_exchange)


def _answer(
    request: PersonRequest,
    slug: str,
    exchange_id: UUID,
    act: Act,
    form: Form | None = None,
) -> HttpResponse:
    """Do something, and show the page again; or why it cannot be done."""
    member = get_planner_for(request.person, slug)
    row = get_exchange_for(member, exchange_id)
    shown = form or Form({})
    if not shown.is_valid():
        return _page(request, member, row, _look_again(shown))
    with RefusalsIn(shown, PlanningError):
        act(member=member, exchange=row, now=request.now, **shown.cleaned_data)
        operations.make_small_rounds(exchange=row, now=request.now)
        return redirect("planning:exchange", slug, exchange_id)
    return _page(request, member, get_exchange_for(member, exchange_id), shown)


def _look_again(form: Form) -> Form:
    form.errors.clear()
    form.add_error(None, _("Please look at the page again."))
    return form


def _page(
    request: PersonRequest,
    member: Membership,
    row: Exchange,
    refused: Form | None = None,
) -> HttpResponse:
    context = {
        "member": member,
        "page": show_exchange(row, member, request.now),
        "row": row,
        "refused": refused,
    }
    status = REFUSED if refused else HTTPStatus.OK
    return render(request, "planning/exchanges/exchange.html", context, status=status)
