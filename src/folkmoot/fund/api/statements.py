"""The API of a bank's statements."""

from dataclasses import replace
from typing import Literal
from uuid import UUID

from ninja import File, Form, Router, Status, UploadedFile
from pydantic import Field

from folkmoot.fund import operations
from folkmoot.fund.access import (
    get_account_for,
    get_line_for,
    get_own_fund_for,
    get_payment_for,
    get_statement_for,
)
from folkmoot.fund.api.fund import WhySent
from folkmoot.fund.api.shapes import (
    BankLineShown,
    BankStatementPart,
    BankStatementShown,
    LinePart,
    show_line,
    show_statement,
)
from folkmoot.fund.bank.lines import BYTES_AT_MOST
from folkmoot.fund.bank.tables import Columns
from folkmoot.fund.queries.pages import lines_of, list_statements
from folkmoot.people.requests import PersonRequest
from folkmoot.web.wire.cursors import cut, map_rows
from folkmoot.web.wire.fields import Cursor, Limit, Sent

router = Router()
ALL = "/collectives/{slug:slug}/fund"
ONE = ALL + "/statements/{uuid:statement_id}"
LINE = ALL + "/lines/{uuid:line_id}"


class OfAccount(Sent):
    """Of which account it is."""

    account_id: UUID


class ColumnsSent(Sent):
    """What the columns of a table hold; what is not sent stays as guessed."""

    day: int | None = Field(default=None, ge=0, le=40)
    amount: int | None = Field(default=None, ge=0, le=40)
    came: int | None = Field(default=None, ge=0, le=40)
    went: int | None = Field(default=None, ge=0, le=40)
    who: int | None = Field(default=None, ge=0, le=40)
    text: int | None = Field(default=None, ge=0, le=40)
    reference: int | None = Field(default=None, ge=0, le=40)
    day_order: Literal["dmy", "mdy", "ymd"] | None = None
    has_comma: bool | None = None
    heads: int | None = Field(default=None, ge=0, le=100)


# Every table has these: null leaves what was guessed.
NEEDED = ("day", "day_order", "has_comma", "heads")


class PaymentOf(Sent):
    """Which payment it is."""

    payment_id: UUID


@router.get(f"{ALL}/statements", response=BankStatementPart)
def get_bank_statements(
    request: PersonRequest, slug: str, cursor: Cursor = "", limit: Limit = 50
) -> BankStatementPart:
    """List the bank's files; for members."""
    place = get_own_fund_for(request.person, slug)
    rows = list_statements(place.collective)
    part = cut(rows, ("-created_at", "-id"), cursor, limit)
    return BankStatementPart(statements=map_rows(part, show_statement), next=part.next)


@router.post(f"{ALL}/statements", response={201: BankStatementShown})
def bring_statement(
    request: PersonRequest,
    slug: str,
    data: Form[OfAccount],
    upload: File[UploadedFile],
) -> Status[BankStatementShown]:
    """Bring a bank's file: CSV, or camt.053, which is read at once."""
    place = get_own_fund_for(request.person, slug)
    content = upload.read(BYTES_AT_MOST + 1)
    row = operations.bring_statement(
        member=place.member,
        account=get_account_for(place, data.account_id),
        file=operations.BankFile(upload.name or "", content),
        now=request.now,
    )
    return Status(201, show_statement(row))


@router.get(ONE, response=BankStatementShown)
def get_bank_statement(
    request: PersonRequest, slug: str, statement_id: UUID
) -> BankStatementShown:
    """Read of a bank's file how its columns are guessed, or when it was read."""
    place = get_own_fund_for(request.person, slug)
    return show_statement(get_statement_for(place, statement_id))


@router.put(f"{ONE}/columns", response=BankStatementShown)
def read_statement(
    request: PersonRequest, slug: str, statement_id: UUID, data: ColumnsSent
) -> BankStatementShown:
    """Read a table by its columns."""
    place = get_own_fund_for(request.person, slug)
    row = get_statement_for(place, statement_id)
    sent = {
        name: value
        for name, value in data.dict(exclude_unset=True).items()
        if value is not None or name not in NEEDED
    }
    row = operations.read_statement(
        member=place.member,
        statement=row,
        columns=replace(Columns(**row.columns), **sent),
        now=request.now,
    )
    return show_statement(row)


@router.delete(ONE, response={204: None})
def drop_statement(
    request: PersonRequest, slug: str, statement_id: UUID
) -> Status[None]:
    """Take a statement back while nothing stands on it."""
    place = get_own_fund_for(request.person, slug)
    operations.drop_statement(
        member=place.member,
        statement=get_statement_for(place, statement_id),
        now=request.now,
    )
    return Status(204, None)


@router.get(f"{ONE}/lines", response=LinePart)
def get_statement_lines(
    request: PersonRequest,
    slug: str,
    statement_id: UUID,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> LinePart:
    """List a file's lines that were new, the oldest first."""
    place = get_own_fund_for(request.person, slug)
    rows = lines_of(get_statement_for(place, statement_id))
    part = cut(rows, ("day", "id"), cursor, limit)
    return LinePart(lines=map_rows(part, show_line), next=part.next)


@router.put(f"{LINE}/payment", response=BankLineShown)
def match_line(
    request: PersonRequest, slug: str, line_id: UUID, data: PaymentOf
) -> BankLineShown:
    """Say which payment a line that went out is."""
    place = get_own_fund_for(request.person, slug)
    row = operations.match_line(
        member=place.member,
        line=get_line_for(place, line_id),
        payment=get_payment_for(place, data.payment_id),
        now=request.now,
    )
    return show_line(row)


@router.put(f"{LINE}/booking", response=BankLineShown)
def book_line(
    request: PersonRequest, slug: str, line_id: UUID, data: OfAccount
) -> BankLineShown:
    """Book a line that came in, from an account."""
    place = get_own_fund_for(request.person, slug)
    row = operations.book_line(
        member=place.member,
        line=get_line_for(place, line_id),
        from_account=get_account_for(place, data.account_id),
        now=request.now,
    )
    return show_line(row)


@router.put(f"{LINE}/aside", response=BankLineShown)
def set_line_aside(
    request: PersonRequest, slug: str, line_id: UUID, data: WhySent
) -> BankLineShown:
    """Say why a line stands for no booking."""
    place = get_own_fund_for(request.person, slug)
    row = operations.set_line_aside(
        member=place.member,
        line=get_line_for(place, line_id),
        reason=data.reason,
        now=request.now,
    )
    return show_line(row)
