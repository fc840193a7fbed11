"""Receipts: taking one's own away, and checking anybody's."""

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from folkmoot.home.access import get_own_entry_for, get_record_for
from folkmoot.home.forms import ReceiptForm
from folkmoot.home.queries.receipts import FAULTS, words_of_receipts
from folkmoot.home.queries.receipts import check_receipt as look_at
from folkmoot.people.requests import PersonRequest, VisitorRequest, signed_in, typed
from folkmoot.record.queries import make_receipt

TYPE = "application/octet-stream"  # so that no program mends its lines


@require_safe
@signed_in
def receipt(
    request: PersonRequest, slug: str, number: int, *, is_federation: bool = False
) -> HttpResponse:
    """Give the proof that something one said is in the record."""
    place = get_record_for(request.person, slug, is_federation=is_federation)
    log, entry = get_own_entry_for(place, number - 1)
    name = f"{slug}-{number}.tlog-proof"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    data = make_receipt(log, entry, place.member.id)
    return HttpResponse(data, content_type=TYPE, headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
def check_receipt(request: VisitorRequest) -> HttpResponse:
    """Check a receipt: in the browser; here only for those that cannot."""
    form = ReceiptForm(typed(request), request.FILES or None)
    checked = None
    if form.is_valid():
        data = form.cleaned_data
        checked = look_at(data["receipt"], data["policy"])
        form = ReceiptForm(initial={name: data[name] for name in ("receipt", "policy")})
    page = {
        "form": form,
        "checked": checked,
        "faults": FAULTS,
        "words": words_of_receipts(),
    }
    is_none = bool(form.errors) or (checked is not None and checked.fault == "format")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_none else HTTPStatus.OK
    return render(request, "home/check_receipt.html", page, status=status)
