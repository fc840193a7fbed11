"""The ledger for bookkeepers: as Beancount itself reads it, and as a table."""

import csv
from decimal import Decimal
from io import StringIO

import pytest
from beancount import loader
from beancount.core.data import Open, Transaction
from tests import cast
from tests.cast import NOW
from tests.fund.funds import account, book, build

from folkmoot.fund import operations
from folkmoot.fund.models import FundBooking
from folkmoot.fund.queries.books import write_beancount, write_table

pytestmark = pytest.mark.django_db
ODD = '=SUM("A1") \\ "quoted"\n; x'


def world():
    fund = build()
    fund.second(fund.pay())
    store = account(fund.collective, "Ümläut 倉庫", "held", "kg Mehl (1050)")
    again = account(fund.collective, "!!", "source", "kg Mehl (1050)")
    account(fund.collective, "??", "source", "kg Mehl (1050)")
    operations.book_in_fund(
        member=fund.member(),
        from_account=again,
        to_account=store,
        amount=1_500,
        day=NOW.date(),
        text=ODD,
        now=NOW,
    )
    operations.correct_booking(
        member=fund.member("Bo"),
        booking=FundBooking.objects.get(amount=1_500),
        reason="Mice",
        now=NOW,
    )
    return fund


def test_beancount_reads_it_without_an_error():
    fund = world()
    entries, errors, _options = loader.load_string(write_beancount(fund.collective))
    assert errors == []
    booked = [one for one in entries if isinstance(one, Transaction)]
    assert len(booked) == FundBooking.objects.count() == 4
    assert len([one for one in entries if isinstance(one, Open)]) == 6
    sums: dict[tuple[str, str], Decimal] = {}
    for one in booked:
        for posting in one.postings:
            key = posting.account, posting.units.currency
            sums[key] = sums.get(key, Decimal(0)) + posting.units.number
    assert sums["Assets:Bank", "EUR"] == Decimal("700.00")
    assert sums["Expenses:Repairs", "EUR"] == Decimal("300.00")
    assert sum(sums.values()) == 0


def test_a_payment_names_its_decision():
    fund = world()
    entries, _errors, _options = loader.load_string(write_beancount(fund.collective))
    named = [one.meta["decision"] for one in entries if "decision" in one.meta]
    assert named == [str(fund.decision.id)]


def test_an_empty_fund_is_a_ledger_too():
    elm = cast.collective()
    assert loader.load_string(write_beancount(elm))[:2] == ([], [])


def test_the_table_has_every_booking_and_no_formula():
    fund = world()
    rows = list(csv.DictReader(StringIO(write_table(fund.collective))))
    assert len(rows) == 4
    paid = next(row for row in rows if row["decision"])
    assert (paid["amount"], paid["written_by"], paid["second_name"]) == (
        "300.00",
        "Ann",
        "Bo",
    )
    assert any(row["text"].startswith("'=SUM") for row in rows)


def test_goods_keep_their_places():
    fund = world()
    store = account(fund.collective, "Shelf", "held", "jar")
    book(store, account(fund.collective, "Kitchen", "source", "jar"), 2_000)
    assert "2.000 JAR" in write_beancount(fund.collective)
