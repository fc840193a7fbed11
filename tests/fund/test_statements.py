"""A bank's statement: brought, read once, and each line said to be something."""

import pytest
from tests.api.client import Program
from tests.cast import NOW
from tests.fund.bank_files import CSV, camt
from tests.fund.funds import Fund, account, build

from folkmoot.fund import operations
from folkmoot.fund.bank.tables import Columns
from folkmoot.fund.models import FundBooking, Statement, StatementLine
from folkmoot.fund.queries.standing import balance_of

pytestmark = pytest.mark.django_db


def bring(fund: Fund, content: bytes = b"", name: str = "bank.csv") -> Statement:
    return operations.bring_statement(
        member=fund.member(),
        account=fund.bank,
        file=operations.BankFile(name, content or CSV.encode()),
        now=NOW,
    )


def read(fund: Fund, statement: Statement) -> Statement:
    return operations.read_statement(
        member=fund.member(),
        statement=statement,
        columns=Columns(**statement.columns),
        now=NOW,
    )


def line_of(amount: int) -> StatementLine:
    rows = StatementLine.objects.select_related("account__unit", "collective")
    return rows.get(amount=amount)


class TestReading:
    def test_a_table_waits_until_its_columns_are_named(self):
        fund = build()
        statement = bring(fund)
        assert (len(statement.rows), statement.lines.count()) == (4, 0)
        read(fund, statement)
        statement.refresh_from_db()
        assert (statement.rows, statement.lines.count()) == ([], 3)
        with pytest.raises(operations.FundMovedOnError):
            read(fund, statement)

    def test_what_a_program_sends_as_null_stays_as_guessed(self):
        fund = build()
        statement = bring(fund)
        place = f"collectives/{fund.member().collective.slug}/fund/statements"
        sent = {"day": None, "heads": None, "has_comma": None, "day_order": None}
        Program(fund.member()).put(f"{place}/{statement.id}/columns", sent)
        assert statement.lines.count() == 3

    def test_lines_that_are_there_are_left_out(self):
        fund = build()
        read(fund, bring(fund))
        again = read(
            fund, bring(fund, (CSV + "06.02.2027;Jo;Gift;5,00;EUR\n").encode())
        )
        assert again.lines.count() == 1

    def test_a_camt_is_read_at_once(self):
        fund = build()
        assert bring(fund, camt(), "statement.xml").lines.count() == 2
        assert bring(fund, camt(), "again.xml").lines.count() == 0

    @pytest.mark.parametrize(
        "content", [b"word", b"<html/>", camt(head="<!DOCTYPE a>")]
    )
    def test_says_why_a_file_is_not_read(self, content):
        with pytest.raises(operations.FundIncompleteError):
            bring(build(), content)
        assert not Statement.objects.exists()

    def test_goods_have_no_bank(self):
        fund = build()
        fund.bank = account(fund.collective, "Store", "held", "kg flour")
        with pytest.raises(operations.FundIncompleteError):
            bring(fund)

    def test_can_be_thrown_away_while_nothing_stands_on_it(self):
        fund = build()
        statement = read(fund, bring(fund))
        drop = {"member": fund.member(), "statement": statement, "now": NOW}
        operations.set_line_aside(
            member=fund.member(), line=line_of(2_500), reason="Not ours", now=NOW
        )
        with pytest.raises(operations.FundMovedOnError):
            operations.drop_statement(**drop)
        StatementLine.objects.update(aside="")
        operations.drop_statement(**drop)
        assert not StatementLine.objects.exists()


class TestLines:
    def test_what_came_in_is_booked_from_its_source(self):
        fund = build()
        read(fund, bring(fund))
        row = operations.book_line(
            member=fund.member(), line=line_of(2_500), from_account=fund.gifts, now=NOW
        )
        assert row.booking.text == "Ida Green: Contribution February"
        assert balance_of(fund.bank) == 102_500
        with pytest.raises(operations.FundMovedOnError):
            operations.book_line(
                member=fund.member(), line=row, from_account=fund.gifts, now=NOW
            )

    def test_what_went_out_is_a_payment_with_two_names(self):
        fund = build()
        read(fund, bring(fund))
        given = {"member": fund.member(), "line": line_of(-30_000), "now": NOW}
        payment = fund.pay(30_000)
        with pytest.raises(operations.FundIncompleteError, match="second name"):
            operations.match_line(payment=payment, **given)
        fund.second(payment)
        row = operations.match_line(payment=payment, **given)
        assert row.booking == FundBooking.objects.get(payment=payment)
        with pytest.raises(operations.FundMovedOnError):
            operations.match_line(payment=payment, **given)

    def test_a_payment_of_another_sum_does_not_fit(self):
        fund = build()
        read(fund, bring(fund))
        payment = fund.second(fund.pay(29_999))
        with pytest.raises(operations.FundIncompleteError, match="not the same"):
            operations.match_line(
                member=fund.member(), line=line_of(-30_000), payment=payment, now=NOW
            )

    def test_what_went_out_is_not_booked_by_hand(self):
        fund = build()
        read(fund, bring(fund))
        with pytest.raises(operations.FundIncompleteError, match="two names"):
            operations.book_line(
                member=fund.member(),
                line=line_of(-30_000),
                from_account=fund.gifts,
                now=NOW,
            )
