"""Payments: written by one, made with a second name."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from folkmoot.doing.days import today_in
from folkmoot.doing.forms import PlainForm
from folkmoot.fund import operations
from folkmoot.fund.access import (
    FundPlace,
    get_fund_for,
    get_own_fund_for,
    get_payment_for,
    get_promise_for,
)
from folkmoot.fund.forms.fund import PaymentForm, ReasonForm
from folkmoot.fund.models import Payment
from folkmoot.fund.queries.caps import cap_for
from folkmoot.fund.queries.pages import (
    is_held,
    list_accounts,
    payers_of,
)
from folkmoot.fund.queries.standing import left_of
from folkmoot.fund.views.frame import answer_form, frame_of, fund_address
from folkmoot.fund.words.fund import PAYMENT_KINDS, STATES
from folkmoot.fund.words.money import write_amount
from folkmoot.people.requests import PersonRequest, signed_in, typed
from folkmoot.web.submissions import once

FORM = ["GET", "HEAD", "POST"]


@signed_in
@once
@require_http_methods(FORM)
def fund_payment(
    request: PersonRequest, *, slug: str, promise_id: UUID
) -> HttpResponse:
    """Write a payment under a promise."""
    place = get_own_fund_for(request.person, slug)
    promise = get_promise_for(place, promise_id)
    form = PaymentForm(
        typed(request),
        promise=promise,
        accounts=list(list_accounts(place.collective)),
        members=payers_of(place.collective),
        initial={"day": today_in(place.collective, request.now)},
    )
    unit = promise.unit
    left = write_amount(left_of(promise), unit.code, unit.digits)
    lead = _("%(what)s, under the decision “%(title)s”. %(left)s is left.")
    words = {"what": promise.what, "title": promise.question_title, "left": left}
    cap = cap_for(unit, 60)
    return answer_form(
        request,
        place,
        form,
        lambda: operations.pay_from_fund(
            member=place.member,
            promise=promise,
            payment=form.get_payment(),
            now=request.now,
        ),
        title=_("A payment"),
        button=_("Write it, and ask for a second name"),
        lead=lead % words,
        note=""
        if cap is None
        else _("An average member's hour brings %(cap)s; pay is not above it.")
        % {"cap": write_amount(cap, unit.code, unit.digits)},
    )


@require_safe
@signed_in
def payment(request: PersonRequest, *, slug: str, payment_id: UUID) -> HttpResponse:
    """Show one payment, its two names and its decision."""
    place = get_fund_for(request.person, slug)
    row = get_payment_for(place, payment_id)
    return _page(request, place, row, 200)


@signed_in
@once
@require_POST
def second_name(request: PersonRequest, *, slug: str, payment_id: UUID) -> HttpResponse:
    """Stand by a payment as its second name."""
    place = get_own_fund_for(request.person, slug)
    row = get_payment_for(place, payment_id)
    return answer_form(
        request,
        place,
        PlainForm(request.POST),
        lambda: operations.second_payment(
            member=place.member, payment=row, now=request.now
        ),
        to=fund_address(place, "payment", row.id),
        template="fund/payment.html",
        title=_("A payment"),
        button="",
        **_shown(place, row),  # type: ignore[arg-type]
    )


@signed_in
@once
@require_http_methods(FORM)
def payment_withdrawal(
    request: PersonRequest, *, slug: str, payment_id: UUID
) -> HttpResponse:
    """Take a payment back before it is made."""
    place = get_own_fund_for(request.person, slug)
    row = get_payment_for(place, payment_id)
    form = ReasonForm(typed(request))
    return answer_form(
        request,
        place,
        form,
        lambda: operations.withdraw_payment(
            member=place.member, payment=row, now=request.now, **form.cleaned_data
        ),
        title=_("Take this payment back"),
        button=_("Take it back"),
        lead=f"{row.to_whom}: {row.text}",
        back=fund_address(place, "payment", row.id),
    )


def _shown(place: FundPlace, row: Payment) -> dict[str, object]:
    unit = row.unit
    persons = [row.first.person_id]
    if row.paid_member is not None:
        persons.append(row.paid_member.person_id)
    cap = cap_for(unit, row.minutes) if row.minutes is not None else None
    held = row.state == Payment.State.WAITING and is_held(row.promise)
    return {
        "payment": row,
        "amount": write_amount(row.amount, unit.code, unit.digits),
        "kind": PAYMENT_KINDS[row.kind],
        "state": STATES[row.state],
        "hours": row.minutes / 60 if row.minutes else None,
        "cap": None if cap is None else write_amount(cap, unit.code, unit.digits),
        "is_above": cap is not None and row.amount > cap,
        "is_held": held,
        "may_second": place.member.takes_positions
        and not held
        and row.state == Payment.State.WAITING
        and place.member.person_id not in persons,
    }


def _page(
    request: PersonRequest, place: FundPlace, row: Payment, status: int
) -> HttpResponse:
    shown = {**frame_of(place), **_shown(place, row)}
    return render(request, "fund/payment.html", shown, status=status)
