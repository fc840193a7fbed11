"""A fund in the world: something promised, something paid, a bank's two files."""

from tests import cast
from tests.fund import funds, surpluses
from tests.fund.bank_files import CSV, camt

from folkmoot.fund import operations
from folkmoot.people.models import Collective

# Short views have a statement_id too.
OF_STATEMENT = (
    "fund:statement.statement_id",
    "fund:statement_drop.statement_id",
    "api:get_bank_statement.statement_id",
    "api:read_statement.statement_id",
    "api:get_statement_lines.statement_id",
)


def build(elm: Collective) -> dict[str, object]:
    """Return what stands for the parts of the fund's addresses."""
    fund = funds.build(elm)
    waiting = fund.pay(10_000, by="Bo")
    made = fund.second(fund.pay(10_000, by="Bo"), by="Di")
    files = {
        name: operations.bring_statement(
            member=cast.member(elm),
            account=fund.bank,
            file=operations.BankFile(name, content),
            now=cast.NOW,
        )
        for name, content in (("bank.csv", CSV.encode()), ("bank.xml", camt()))
    }
    lines = files["bank.xml"].lines
    surplus = surpluses.note(elm)
    row = surpluses.idea(surplus, "Paint", 20)
    return {
        "surplus_id": surplus.id,
        "idea_id": row.id,
        "fund:fund_rules.unit_id": fund.unit.id,
        "api:set_fund_rules.unit_id": fund.unit.id,
        "promise_id": fund.promise.id,
        "payment_id": waiting.id,
        "fund:fund_correction.booking_id": made.booking_id,
        "api:correct_booking.booking_id": made.booking_id,
        **dict.fromkeys(OF_STATEMENT, files["bank.csv"].id),
        "line_id": lines.get(amount__gt=0).id,
        "api:match_line.line_id": lines.get(amount__lt=0).id,
        "fund:fund_freeing.promise_id": _another(fund).id,
        "api:free_promise.promise_id": _another(fund).id,
    }


def _another(fund: funds.Fund):
    """Return a promise under which nothing waits."""
    return operations.promise_from_fund(
        member=fund.member(),
        unit=fund.unit,
        agreed_id=fund.decision.id,
        promise=operations.PromiseText("Nails", 100),
        now=cast.NOW,
    )
