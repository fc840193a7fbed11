"""Pages of what is shared."""

from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from folkmoot.doing.days import today_in
from folkmoot.needs import operations
from folkmoot.needs.access import get_booking_for, get_planner_for, get_thing_for
from folkmoot.needs.forms.needs import PlainForm
from folkmoot.needs.forms.things import BookingForm, CareForm, ThingForm, initial_of
from folkmoot.needs.models import Thing
from folkmoot.needs.queries.things import (
    decided_questions,
    get_things,
    month_of,
    read_day,
    thing_page,
)
from folkmoot.people.access import get_member_for
from folkmoot.people.models import Membership
from folkmoot.people.requests import PersonRequest, signed_in, typed
from folkmoot.web.submissions import once
from folkmoot.web.telling import RefusalsIn

REFUSED = HTTPStatus.UNPROCESSABLE_ENTITY


@require_safe
@signed_in
def things(request: PersonRequest, *, slug: str) -> HttpResponse:
    """Show what is shared and who cares for it."""
    member = get_planner_for(request.person, slug)
    shared = get_things(member, request.now)
    return render(request, "needs/things.html", {"member": member, "found": shared})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@once
def add_thing(request: PersonRequest, *, slug: str) -> HttpResponse:
    """Share a thing and care for it first."""
    member = get_member_for(request.person, slug)
    form = _form(request, member)
    if request.method == "POST" and form.is_valid():
        with RefusalsIn(form, operations.PlanningError):
            row = operations.add_thing(
                member=member,
                text=form.get_text(),
                care_until=form.cleaned_data["care_until"],
                now=request.now,
            )
            return redirect("needs:thing", slug, row.id)
    return _form_page(request, member, form)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@once
def change_thing(request: PersonRequest, *, slug: str, thing_id: UUID) -> HttpResponse:
    """Say anew what is known of a thing."""
    member = get_member_for(request.person, slug)
    row = get_thing_for(member, thing_id)
    form = _form(request, member, row)
    if request.method == "POST" and form.is_valid():
        with RefusalsIn(form, operations.PlanningError):
            operations.change_thing(
                member=member, thing=row, text=form.get_text(), now=request.now
            )
            return redirect("needs:thing", slug, row.id)
    return _form_page(request, member, form, row)


@require_safe
@signed_in
def thing(request: PersonRequest, *, slug: str, thing_id: UUID) -> HttpResponse:
    """Show a thing, one week of it, and who cares for it."""
    member = get_planner_for(request.person, slug)
    return _thing(request, member, get_thing_for(member, thing_id))


@require_safe
@signed_in
def thing_month(request: PersonRequest, *, slug: str, thing_id: UUID) -> HttpResponse:
    """Show a month of a thing."""
    member = get_planner_for(request.person, slug)
    row = get_thing_for(member, thing_id)
    today = today_in(member.collective, request.now)
    month = month_of(row, read_day(request.GET.get("day", ""), today), request.now)
    context = {"member": member, "thing": row, "month": month}
    return render(request, "needs/thing_month.html", context)


@require_POST
@signed_in
@once
def take_care(request: PersonRequest, *, slug: str, thing_id: UUID) -> HttpResponse:
    """Care for a thing, now or next."""
    form = CareForm(request.POST)

    def act(member: Membership, row: Thing) -> object:
        return operations.take_care(
            member=member, thing=row, now=request.now, **form.cleaned_data
        )

    return _act(request, slug, thing_id, act, care_form=form)


@require_POST
@signed_in
@once
def give_up_care(request: PersonRequest, *, slug: str, thing_id: UUID) -> HttpResponse:
    """Care for it no longer."""

    def act(member: Membership, row: Thing) -> object:
        return operations.give_up_care(member=member, thing=row, now=request.now)

    return _act(request, slug, thing_id, act, plain_form=PlainForm(request.POST))


@require_POST
@signed_in
@once
def end_thing(request: PersonRequest, *, slug: str, thing_id: UUID) -> HttpResponse:
    """Take a thing out of what is shared."""
    member = get_member_for(request.person, slug)
    row = get_thing_for(member, thing_id)
    operations.end_thing(member=member, thing=row, now=request.now)
    return redirect("needs:things", slug)


@require_POST
@signed_in
@once
def book_thing(request: PersonRequest, *, slug: str, thing_id: UUID) -> HttpResponse:
    """Have a thing from when to when."""
    member = get_planner_for(request.person, slug)
    form = BookingForm(request.POST, zone=member.collective.time_zone)

    def act(member: Membership, row: Thing) -> object:
        return operations.book_thing(
            member=member, thing=row, now=request.now, **form.cleaned_data
        )

    return _act(request, slug, thing_id, act, booking_form=form)


@require_POST
@signed_in
@once
def make_thing_feed(
    request: PersonRequest, *, slug: str, thing_id: UUID
) -> HttpResponse:
    """Make an address with which one's calendar shows a thing's bookings."""
    member = get_planner_for(request.person, slug)
    row = get_thing_for(member, thing_id)
    _feed, secret = operations.make_feed(member=member, thing=row, now=request.now)
    address = request.build_absolute_uri(reverse("shifts:calendar", args=(secret,)))
    words = _("Copy this address into your calendar now. It is shown this once: %(at)s")
    messages.success(request, words % {"at": address})
    return redirect("needs:thing", slug, row.id)


@require_POST
@signed_in
@once
def end_thing_feed(
    request: PersonRequest, *, slug: str, thing_id: UUID
) -> HttpResponse:
    """End the address of a thing's bookings."""
    member = get_planner_for(request.person, slug)
    row = get_thing_for(member, thing_id)
    operations.end_feed(member=member, thing=row, now=request.now)
    messages.success(request, _("The address opens nothing any more."))
    return redirect("needs:thing", slug, row.id)


@require_POST
@signed_in
@once
def cancel_booking(
    request: PersonRequest, *, slug: str, thing_id: UUID, booking_id: UUID
) -> HttpResponse:
    """Give one's time with a thing back."""
    member = get_planner_for(request.person, slug)
    row = get_thing_for(member, thing_id)
    booking = get_booking_for(row, booking_id)
    form = PlainForm(request.POST)
    with RefusalsIn(form, operations.PlanningError):
        operations.cancel_booking(member=member, booking=booking, now=request.now)
        return redirect("needs:thing", slug, row.id)
    return _thing(request, member, row, plain_form=form)


def _form(
    request: PersonRequest, member: Membership, row: Thing | None = None
) -> ThingForm:
    return ThingForm(
        typed(request),
        questions=decided_questions(member.collective),
        is_new=row is None,
        initial=initial_of(row) if row else None,
    )


def _form_page(
    request: PersonRequest, member: Membership, form: Form, row: Thing | None = None
) -> HttpResponse:
    context = {"member": member, "form": form, "thing": row}
    status = REFUSED if form.is_bound else HTTPStatus.OK
    return render(request, "needs/thing_form.html", context, status=status)


def _act(
    request: PersonRequest,
    slug: str,
    thing_id: UUID,
    act: Callable[[Membership, Thing], object],
    **forms: Form,
) -> HttpResponse:
    """Do it and go back, or show the page again with what to mend."""
    member = get_planner_for(request.person, slug)
    row = get_thing_for(member, thing_id)
    [form] = forms.values()
    if form.is_valid():
        with RefusalsIn(form, operations.PlanningError):
            act(member, row)
            return redirect("needs:thing", slug, row.id)
    return _thing(request, member, row, **forms)


def _thing(
    request: PersonRequest, member: Membership, row: Thing, **forms: Form
) -> HttpResponse:
    today = today_in(member.collective, request.now)
    day = read_day(request.GET.get("day", ""), today)
    context = {
        "member": member,
        "page": thing_page(row, member, day, request.now),
        "care_form": CareForm(),
        "booking_form": BookingForm(zone=member.collective.time_zone),
        "refused": next(iter(forms.values()), None),
        **forms,
    }
    status = REFUSED if forms else HTTPStatus.OK
    return render(request, "needs/thing.html", context, status=status)
