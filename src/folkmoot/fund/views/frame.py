"""What the pages of the fund share: a form, and what becomes of it."""

from collections.abc import Callable
from http import HTTPStatus

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise as Lazy

from folkmoot.fund import operations
from folkmoot.fund.access import FundPlace
from folkmoot.people.requests import PersonRequest
from folkmoot.web.telling import RefusalsIn

type Words = str | Lazy


def fund_address(place: FundPlace, name: str = "fund", *args: object) -> str:
    """Return the address of a page of this fund."""
    return reverse(f"fund:{name}", args=(place.collective.slug, *args))


def frame_of(place: FundPlace) -> dict[str, object]:
    """Return what every page of the fund shows around itself."""
    return {
        "place": place,
        "member": place.member,
        "collective": None if place.is_federation else place.collective,
        "federation": place.collective if place.is_federation else None,
    }


def answer_form(  # noqa: PLR0913 -- what a page of a form says
    request: PersonRequest,
    place: FundPlace,
    form: forms.Form,
    act: Callable[[], object],
    *,
    title: Words,
    button: Words,
    back: str = "",
    to: str = "",
    lead: Words = "",
    note: Words = "",
    template: str = "fund/form.html",
    **more: object,
) -> HttpResponse:
    """Show a form, or do what it says; what is refused stays as it was typed."""
    back = back or fund_address(place)
    if form.is_bound and form.is_valid():
        with RefusalsIn(form, operations.FundError, operations.SurplusError):
            act()
            return redirect(to or back)
    shown = {
        **frame_of(place),
        "form": form,
        "title": title,
        "button": button,
        "back": back,
        "lead": lead,
        "note": note,
        "is_refused": form.is_bound,
        **more,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, template, shown, status=status)
