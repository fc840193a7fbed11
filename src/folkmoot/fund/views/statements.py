"""Statements of a bank: brought, their columns named, their lines matched."""

from http import HTTPStatus
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.doing.forms import PlainForm
from folkmoot.fund import operations
from folkmoot.fund.access import (
    FundPlace,
    get_account_for,
    get_line_for,
    get_own_fund_for,
    get_payment_for,
    get_statement_for,
)
from folkmoot.fund.bank.lines import BYTES_AT_MOST
from folkmoot.fund.bank.tables import Columns
from folkmoot.fund.forms.fund import ReasonForm
from folkmoot.fund.forms.statements import ColumnsForm, StatementForm
from folkmoot.fund.models import Statement
from folkmoot.fund.queries.pages import list_accounts
from folkmoot.fund.queries.statement_page import preview_of, show_lines
from folkmoot.fund.views.frame import answer_form, frame_of, fund_address
from folkmoot.people.requests import PersonRequest, signed_in, typed
from folkmoot.web.paging import read_number
from folkmoot.web.submissions import once
from folkmoot.web.telling import RefusalsIn

FORM = ["GET", "HEAD", "POST"]


@signed_in
@once
@require_http_methods(FORM)
def statements(request: PersonRequest, *, slug: str) -> HttpResponse:
    """Bring a bank's file."""
    place = get_own_fund_for(request.person, slug)
    form = StatementForm(
        typed(request),
        request.FILES or None,
        accounts=list(list_accounts(place.collective)),
    )
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    if form.is_bound and form.is_valid():
        upload = form.cleaned_data["file"]
        # One byte more than a file may have tells that it is too large.
        file = operations.BankFile(upload.name, upload.read(BYTES_AT_MOST + 1))
        with RefusalsIn(form, operations.FundError):
            made = operations.bring_statement(
                member=place.member,
                account=form.cleaned_data["account"],
                file=file,
                now=request.now,
            )
            return redirect(fund_address(place, "statement", made.id))
    shown = {
        **frame_of(place),
        "form": form,
        "title": _("A statement of the bank"),
        "button": _("Look at it"),
        "back": fund_address(place),
        "is_refused": form.is_bound,
        "is_file": True,
        "note": _("You see everything before anything is kept."),
    }
    return render(request, "fund/form.html", shown, status=status)


@signed_in
@once
@require_http_methods(FORM)
def statement(request: PersonRequest, *, slug: str, statement_id: UUID) -> HttpResponse:
    """Name the columns of a table and see how it is read; then its lines."""
    place = get_own_fund_for(request.person, slug)
    row = get_statement_for(place, statement_id)
    if row.read_at is not None:
        if request.method == "POST":
            return redirect(fund_address(place, "statement", row.id))
        return _lines(request, place, row)
    form = ColumnsForm(typed(request), rows=row.rows, columns=Columns(**row.columns))
    columns = form.get_columns() if form.is_bound and form.is_valid() else None
    shown = {
        "statement": row,
        "preview": preview_of(row, columns or Columns(**row.columns)),
        "template": "fund/columns.html",
        "title": _("How is this table to be read?"),
        "button": _("Read it like this"),
        "to": fund_address(place, "statement", row.id),
    }
    if request.POST.get("look") and columns is not None:
        page = {**frame_of(place), **shown, "form": form, "back": fund_address(place)}
        return render(request, "fund/columns.html", page)
    return answer_form(
        request,
        place,
        form,
        lambda: operations.read_statement(
            member=place.member,
            statement=row,
            columns=form.get_columns(),
            now=request.now,
        ),
        **shown,  # type: ignore[arg-type]
    )


def _lines(
    request: PersonRequest,
    place: FundPlace,
    row: Statement,
    form: forms.Form | None = None,
) -> HttpResponse:
    number = read_number(request.GET.get("page", "1"))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form else HTTPStatus.OK
    shown = {
        **frame_of(place),
        "statement": row,
        "form": form,
        "is_refused": form is not None,
        **show_lines(row, number),
    }
    return render(request, "fund/statement.html", shown, status=status)


@signed_in
@once
@require_POST
def statement_drop(
    request: PersonRequest, *, slug: str, statement_id: UUID
) -> HttpResponse:
    """Take a statement back while nothing stands on it."""
    place = get_own_fund_for(request.person, slug)
    row = get_statement_for(place, statement_id)
    form = PlainForm(request.POST)
    form.is_valid()
    with RefusalsIn(form, operations.FundError):
        operations.drop_statement(member=place.member, statement=row, now=request.now)
        return redirect(fund_address(place))
    return _lines(request, place, row, form)


@signed_in
@once
@require_POST
def line_match(request: PersonRequest, *, slug: str, line_id: UUID) -> HttpResponse:
    """Say which payment a line is, or from which account it came in."""
    place = get_own_fund_for(request.person, slug)
    row = get_line_for(place, line_id)
    form = PlainForm(request.POST)
    form.is_valid()
    with RefusalsIn(form, operations.FundError):
        if row.amount < 0:
            payment = get_payment_for(place, _chosen(request, "payment"))
            operations.match_line(
                member=place.member, line=row, payment=payment, now=request.now
            )
        else:
            account = get_account_for(place, _chosen(request, "account"))
            operations.book_line(
                member=place.member, line=row, from_account=account, now=request.now
            )
        return redirect(fund_address(place, "statement", row.statement_id))
    return _lines(request, place, row.statement, form)


@signed_in
@once
@require_POST
def line_aside(request: PersonRequest, *, slug: str, line_id: UUID) -> HttpResponse:
    """Say why a line stands for no booking."""
    place = get_own_fund_for(request.person, slug)
    row = get_line_for(place, line_id)
    form = ReasonForm(request.POST)
    if form.is_valid():
        with RefusalsIn(form, operations.FundError):
            operations.set_line_aside(
                member=place.member, line=row, now=request.now, **form.cleaned_data
            )
            return redirect(fund_address(place, "statement", row.statement_id))
    return _lines(request, place, row.statement, form)


def _chosen(request: PersonRequest, name: str) -> UUID:
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError as error:
        raise Http404 from error
