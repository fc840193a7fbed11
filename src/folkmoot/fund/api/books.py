"""The API of the ledger as bookkeepers read it."""

from django.http import HttpResponse
from ninja import Router

from folkmoot.fund.access import get_fund_for
from folkmoot.fund.api.fund import ALL
from folkmoot.fund.queries.books import write_beancount, write_table
from folkmoot.people.requests import PersonRequest

router = Router()


@router.get(f"{ALL}/ledger.csv")
def get_ledger_table(request: PersonRequest, slug: str) -> HttpResponse:
    """Read the ledger as CSV."""
    place = get_fund_for(request.person, slug)
    text = write_table(place.collective)
    return HttpResponse(text, content_type="text/csv; charset=utf-8")


@router.get(f"{ALL}/ledger.beancount")
def get_ledger_beancount(request: PersonRequest, slug: str) -> HttpResponse:
    """Read the ledger as Beancount does."""
    place = get_fund_for(request.person, slug)
    text = write_beancount(place.collective)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
