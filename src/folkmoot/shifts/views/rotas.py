"""The draft of a rota: made, changed by hand, made again, published by two."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from folkmoot.doing.days import today_in
from folkmoot.needs.access import get_planner_for
from folkmoot.people.access import get_fellow_for
from folkmoot.people.models import Membership, Term
from folkmoot.people.queries import holds_role
from folkmoot.people.requests import PersonRequest, signed_in
from folkmoot.shifts import operations
from folkmoot.shifts.access import get_member_planner_for, get_rota_for, get_shift_for
from folkmoot.shifts.forms.rotas import DraftForm, PlaceForm, VersionForm
from folkmoot.shifts.models import Rota, Shift
from folkmoot.shifts.queries.rota_page import (
    RotaPage,
    find_draft,
    find_last_rota,
    get_rota_page,
    list_keepers,
)
from folkmoot.shifts.views.frame import REFUSED, press, take
from folkmoot.shifts.words.reasons import cell_sentence, free_sentence
from folkmoot.web.submissions import once


@dataclass(frozen=True)
class ShownCell:
    """One place of a draft: who, why, and the form to change it."""

    sentence: str
    form: PlaceForm


@dataclass(frozen=True)
class ShownRow:
    """One shift of a draft."""

    shift: Shift
    cells: Sequence[ShownCell]
    free: Sequence[PlaceForm]
    lack: str


@require_safe
@signed_in
def rota(request: PersonRequest, *, slug: str) -> HttpResponse:
    """Show the draft with its reasons, or the form to make one."""
    member = get_planner_for(request.person, slug)
    return _page(request, member, None, 200)


@require_POST
@signed_in
@once
def draft_rota(request: PersonRequest, *, slug: str) -> HttpResponse:
    """Draft, or draft again."""
    member = get_member_planner_for(request.person, slug)
    form = DraftForm(request.POST)

    def act() -> None:
        first, last = form.get_days()
        operations.draft_rota(
            member=member,
            collective_id=member.collective_id,
            first_day=first,
            last_day=last,
            now=request.now,
        )

    if not take(form, act):
        return _page(request, member, form, REFUSED)
    return redirect("shifts:rota", slug=slug)


@require_POST
@signed_in
@once
def set_cell(
    request: PersonRequest, *, slug: str, rota_id: UUID, shift_id: UUID
) -> HttpResponse:
    """Put somebody else in a place of the draft."""
    member = get_member_planner_for(request.person, slug)
    row, place = get_rota_for(member, rota_id), get_shift_for(member, shift_id)
    people = get_rota_page(row).people
    form = PlaceForm(request.POST, people=people, offers=False, auto_id="put-%s")
    back = f"{reverse('shifts:rota', args=(slug,))}#shift-{place.id}"

    def act() -> None:
        leaves, comes = form.get_change()
        if leaves != comes:
            operations.set_cell(
                member=member,
                rota=row,
                shift=place,
                leaves=get_fellow_for(member, leaves) if leaves else None,
                comes=get_fellow_for(member, comes) if comes else None,
                now=request.now,
            )

    if not take(form, act):
        return _page(request, member, None, REFUSED, (place.id, form))
    return redirect(back)


@require_POST
@signed_in
@once
def confirm_rota(request: PersonRequest, *, slug: str, rota_id: UUID) -> HttpResponse:
    """Say yes to the version that was shown."""
    member = get_member_planner_for(request.person, slug)
    row = get_rota_for(member, rota_id)
    form = VersionForm(request.POST)
    back = reverse("shifts:rota", args=(slug,))
    if not form.is_valid():
        return _page(request, member, None, REFUSED)

    def act() -> None:
        version = form.cleaned_data["version"]
        made = operations.confirm_rota(
            member=member, rota=row, version=version, now=request.now
        )
        said = (
            _("Published. Everybody gets a message about their shifts.")
            if made.state == Rota.State.PUBLISHED
            else _("Your yes is noted. Another member's yes publishes it.")
        )
        messages.success(request, said)

    return press(request, act, back)


@require_POST
@signed_in
@once
def drop_draft(request: PersonRequest, *, slug: str, rota_id: UUID) -> HttpResponse:
    """Put the draft away."""
    member = get_member_planner_for(request.person, slug)
    row = get_rota_for(member, rota_id)

    def act() -> None:
        operations.drop_draft(member=member, rota=row, now=request.now)

    back = reverse("shifts:shifts", args=(slug,))
    return press(request, act, back, _("Put away. What is published stays."))


def _page(
    request: PersonRequest,
    member: Membership,
    form: DraftForm | None,
    status: int,
    put: tuple[UUID, PlaceForm] | None = None,
) -> HttpResponse:
    """Show it; ``put`` is the shift and the form of a place that was not taken."""
    draft = find_draft(member.collective)
    page = get_rota_page(draft) if draft else None
    last = find_last_rota(member.collective)
    context = {
        "member": member,
        "page": page,
        "rows": _rows(page, member, put) if page else [],
        "refused": put[1] if put else form,
        "form": form or DraftForm(initial=_initial(member, request, draft, last)),
        "publishes_alone": holds_role(member, Term.Role.ROTA, request.now),
        "keepers": list_keepers(member.collective, request.now),
        "is_confirmed": page is not None and member in page.confirmed,
        "last_rota": last,
    }
    return render(request, "shifts/rota.html", context, status=status)


def _initial(
    member: Membership, request: PersonRequest, draft: Rota | None, last: Rota | None
) -> dict[str, object]:
    tomorrow = today_in(member.collective, request.now) + timedelta(days=1)
    if draft is not None:
        weeks = ((draft.last_day - draft.first_day).days + 7) // 7
        return {"first_day": max(draft.first_day, tomorrow), "weeks": weeks}
    after = last.last_day + timedelta(days=1) if last else tomorrow
    return {"first_day": max(after, tomorrow)}


def _rows(
    page: RotaPage, reader: Membership, put: tuple[UUID, PlaceForm] | None
) -> list[ShownRow]:
    form_of = _place_forms(page, put)
    return [
        ShownRow(
            shift=places.shift,
            cells=[
                ShownCell(
                    cell_sentence(cell, reader.id, page.names),
                    form_of(places.shift, cell.member_id),
                )
                for cell in places.cells
            ],
            free=[
                form_of(places.shift, None)
                for _seat in range(places.shift.people - len(places.cells))
            ],
            lack=free_sentence(places.free, page.names) if places.free else "",
        )
        for places in page.places
    ]


def _place_forms(
    page: RotaPage, put: tuple[UUID, PlaceForm] | None
) -> Callable[[Shift, UUID | None], PlaceForm]:
    """Return what makes the form of each place; the first holds the list of names."""
    numbers = count()
    waiting = [put] if put else []

    def form_of(shift: Shift, leaves: UUID | None) -> PlaceForm:
        if waiting and waiting[0][0] == shift.id:
            refused = waiting[0][1]
            if refused.data.get("leaves", "") == str(leaves or ""):
                waiting.clear()
                return refused
        number = next(numbers)
        return PlaceForm(
            people=page.people,
            offers=number == 0,
            initial={"leaves": leaves, "comes": leaves},
            auto_id=f"place-{number}-%s",
        )

    return form_of
