"""A bank's file before it is read, and its lines afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass

from folkmoot.fund.bank.lines import BankLine, keyed
from folkmoot.fund.bank.tables import Columns, read_table
from folkmoot.fund.models import FundAccount, Payment, Statement, StatementLine
from folkmoot.fund.queries.pages import lines_of, payments_for
from folkmoot.fund.words.fund import ROW_FAULTS
from folkmoot.fund.words.money import write_amount
from folkmoot.web.paging import Page, cut

SHOWN = 8
BAD_SHOWN = 20
ON_ONE_PAGE = 25


@dataclass(frozen=True)
class Previewed:
    """A line as it would be read."""

    line: BankLine
    amount: str
    is_there: bool


@dataclass(frozen=True)
class Preview:
    """What a table comes to with these columns."""

    lines: Sequence[Previewed]
    new: int
    there: int
    bad: Sequence[tuple[int, object]]
    bad_count: int
    came: str
    went: str


def preview_of(statement: Statement, columns: Columns) -> Preview:
    """Return how a table would be read; nothing is kept."""
    unit = statement.account.unit
    good, bad = read_table(statement.rows, columns, unit.digits)
    found = keyed(good)
    known = set(
        StatementLine.objects.filter(
            account=statement.account, key__in=[key for key, _line in found]
        ).values_list("key", flat=True)
    )

    def write(amount: int) -> str:
        return write_amount(amount, unit.code, unit.digits)

    return Preview(
        lines=[
            Previewed(line, write(line.amount), key in known)
            for key, line in found[:SHOWN]
        ],
        new=sum(key not in known for key, _line in found),
        there=sum(key in known for key, _line in found),
        bad=[(one.number, ROW_FAULTS[one.why]) for one in bad[:BAD_SHOWN]],
        bad_count=len(bad),
        came=write(sum(line.amount for line in good if line.amount > 0)),
        went=write(-sum(line.amount for line in good if line.amount < 0)),
    )


@dataclass(frozen=True)
class ShownLine:
    """A line, and what it can stand for."""

    line: StatementLine
    amount: str
    payments: Sequence[Payment]

    @property
    def came_in(self) -> bool:
        """Whether it came in."""
        return self.line.amount > 0


def show_lines(statement: Statement, number: int) -> dict[str, object]:
    """Return one page of lines with what each could be, and the sources to choose."""
    unit = statement.account.unit
    page: Page[StatementLine] = cut(lines_of(statement), number, each=ON_ONE_PAGE)
    fitting = payments_for(page.rows)
    sources = FundAccount.objects.filter(unit=unit).exclude(kind=FundAccount.Kind.USE)
    return {
        "page": page,
        "lines": [
            ShownLine(
                row,
                write_amount(row.amount, unit.code, unit.digits),
                fitting.get((row.account_id, row.amount), []),
            )
            for row in page.rows
        ],
        "sources": sources.exclude(id=statement.account_id).order_by("-kind", "name"),
    }
