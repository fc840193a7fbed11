"""The common fund: how it stands, the ledger, accounts, promises and rules."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from folkmoot.doing.days import today_in
from folkmoot.doing.forms import PlainForm
from folkmoot.fund import operations
from folkmoot.fund.access import (
    get_booking_for,
    get_fund_for,
    get_own_fund_for,
    get_promise_for,
    get_unit_for,
)
from folkmoot.fund.forms.fund import (
    AccountForm,
    BookingForm,
    PromiseForm,
    ReasonForm,
    RulesForm,
)
from folkmoot.fund.queries.agreed import list_agreed
from folkmoot.fund.queries.books import write_beancount, write_table
from folkmoot.fund.queries.caps import list_paid
from folkmoot.fund.queries.pages import (
    get_fund_page,
    list_accounts,
    list_statements,
    list_units,
    page_of_bookings,
    payers_of,
)
from folkmoot.fund.views.frame import answer_form, frame_of
from folkmoot.fund.words.money import plain_amount, write_amount
from folkmoot.people.requests import PersonRequest, signed_in, typed
from folkmoot.web.paging import read_number
from folkmoot.web.submissions import once

FORM = ["GET", "HEAD", "POST"]


@require_safe
@signed_in
def fund(request: PersonRequest, *, slug: str) -> HttpResponse:
    """Show what is there, what is promised, and what waits for a second name."""
    place = get_fund_for(request.person, slug)
    statements = list_statements(place.collective)[:5]
    shown = {
        **frame_of(place),
        "page": get_fund_page(
            place.collective,
            promises=read_number(request.GET.get("promises", "1")),
            waiting=read_number(request.GET.get("waiting", "1")),
        ),
        "paid": list_paid(place.collective),
        "statements": statements if place.member.takes_positions else (),
    }
    return render(request, "fund/fund.html", shown)


@require_safe
@signed_in
def ledger(request: PersonRequest, *, slug: str) -> HttpResponse:
    """Show every booking, the newest first."""
    place = get_fund_for(request.person, slug)
    number = read_number(request.GET.get("page", "1"))
    page = page_of_bookings(place.collective, number)
    return render(request, "fund/ledger.html", {**frame_of(place), "page": page})


@require_safe
@signed_in
def ledger_file(request: PersonRequest, *, slug: str, form: str) -> HttpResponse:
    """Return the ledger for a bookkeeper's tool."""
    place = get_fund_for(request.person, slug)
    is_table = form == "csv"
    write = write_table if is_table else write_beancount
    kind = "text/csv" if is_table else "text/plain"
    answer = HttpResponse(
        write(place.collective), content_type=f"{kind}; charset=utf-8"
    )
    name = f"{place.collective.slug}-fund.{form}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@signed_in
@once
@require_http_methods(FORM)
def fund_account(request: PersonRequest, *, slug: str) -> HttpResponse:
    """Open an account."""
    place = get_own_fund_for(request.person, slug)
    form = AccountForm(typed(request))
    return answer_form(
        request,
        place,
        form,
        lambda: operations.open_fund_account(
            member=place.member,
            collective=place.collective,
            now=request.now,
            **form.cleaned_data,
        ),
        title=_("A new account"),
        button=_("Open it"),
    )


@signed_in
@once
@require_http_methods(FORM)
def fund_booking(request: PersonRequest, *, slug: str) -> HttpResponse:
    """Book what came in or was moved."""
    place = get_own_fund_for(request.person, slug)
    form = BookingForm(
        typed(request),
        accounts=list(list_accounts(place.collective)),
        initial={"day": today_in(place.collective, request.now)},
    )
    return answer_form(
        request,
        place,
        form,
        lambda: operations.book_in_fund(
            member=place.member, now=request.now, **form.cleaned_data
        ),
        title=_("Something came in, or moved"),
        button=_("Write it down"),
        note=_("What goes out is a payment. It needs a decision and two names."),
    )


@signed_in
@once
@require_http_methods(FORM)
def fund_correction(
    request: PersonRequest, *, slug: str, booking_id: UUID
) -> HttpResponse:
    """Take a booking back by its opposite."""
    place = get_own_fund_for(request.person, slug)
    booking = get_booking_for(place, booking_id)
    form = ReasonForm(typed(request))
    unit = booking.unit
    lead = _("%(amount)s from %(from)s to %(to)s: %(text)s")
    words = {
        "amount": write_amount(booking.amount, unit.code, unit.digits),
        "from": booking.from_account.name,
        "to": booking.to_account.name,
        "text": booking.text,
    }
    return answer_form(
        request,
        place,
        form,
        lambda: operations.correct_booking(
            member=place.member, booking=booking, now=request.now, **form.cleaned_data
        ),
        title=_("Take a booking back"),
        button=_("Book the opposite"),
        lead=lead % words,
        note=_("Nothing is erased: its opposite is written beside it."),
    )


@signed_in
@once
@require_http_methods(FORM)
def fund_promise(request: PersonRequest, *, slug: str) -> HttpResponse:
    """Write down what a decision promises."""
    place = get_own_fund_for(request.person, slug)
    agreed = list_agreed(place.collective)
    form = PromiseForm(
        typed(request),
        agreed=agreed,
        units=list(list_units(place.collective)),
        members=payers_of(place.collective),
        initial={"agreed": request.GET.get("decision", "")},
    )
    return answer_form(
        request,
        place,
        form,
        lambda: operations.promise_from_fund(
            member=place.member,
            unit=form.cleaned_data["unit"],
            agreed_id=form.cleaned_data["agreed"],
            promise=form.get_promise(),
            now=request.now,
        ),
        title=_("What a decision promises"),
        button=_("Promise it"),
        note="" if agreed else _("Nothing is agreed yet that could promise anything."),
    )


@signed_in
@once
@require_http_methods(FORM)
def fund_freeing(
    request: PersonRequest, *, slug: str, promise_id: UUID
) -> HttpResponse:
    """Free what is left of a promise."""
    place = get_own_fund_for(request.person, slug)
    promise = get_promise_for(place, promise_id)
    form = ReasonForm(typed(request))
    return answer_form(
        request,
        place,
        form,
        lambda: operations.free_promise(
            member=place.member, promise=promise, now=request.now, **form.cleaned_data
        ),
        title=_("Free what is left"),
        button=_("Free it"),
        lead=promise.what,
        note=_("What was paid stays paid."),
    )


@signed_in
@once
@require_http_methods(FORM)
def fund_renewal(
    request: PersonRequest, *, slug: str, promise_id: UUID
) -> HttpResponse:
    """Keep a promise under what was agreed anew."""
    place = get_own_fund_for(request.person, slug)
    promise = get_promise_for(place, promise_id)
    return answer_form(
        request,
        place,
        PlainForm(typed(request)),
        lambda: operations.renew_promise(
            member=place.member, promise=promise, now=request.now
        ),
        title=_("Keep the promise"),
        button=_("Keep it"),
        lead=promise.what,
        note=_("What we agreed anew has to be about the same. The amount stays."),
    )


@signed_in
@once
@require_http_methods(FORM)
def fund_rules(request: PersonRequest, *, slug: str, unit_id: UUID) -> HttpResponse:
    """Write down the reserve and the cap that a decision set."""
    place = get_own_fund_for(request.person, slug)
    unit = get_unit_for(place, unit_id)
    stands = {
        name: plain_amount(value, unit.digits)
        for name, value in (
            ("reserve", unit.reserve),
            ("ask_from", unit.ask_from),
            ("hour_cap", unit.hour_cap),
        )
        if value is not None
    }
    form = RulesForm(
        typed(request), agreed=list_agreed(place.collective), unit=unit, initial=stands
    )
    return answer_form(
        request,
        place,
        form,
        lambda: operations.set_fund_rules(
            member=place.member,
            unit=unit,
            agreed_id=form.cleaned_data["agreed"],
            rules=form.get_rules(),
            now=request.now,
        ),
        title=_("Reserve and cap"),
        button=_("Write it down"),
        lead=_("What all of you decided about %(unit)s.") % {"unit": unit.code},
    )
