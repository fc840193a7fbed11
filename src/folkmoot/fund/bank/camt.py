"""Statements as ISO 20022 messages: camt.053, of any version.

An own target of the standard parser: it stops at a document type, where entities would
be declared, at a depth no bank writes, and after as many parts as a file of two
megabytes can honestly hold.
"""

from collections.abc import Iterator
from datetime import date
from xml.etree.ElementTree import (
    Element,
    ParseError,
    TreeBuilder,
    XMLParser,
)

from folkmoot.fund.bank.lines import (
    BYTES_AT_MOST,
    LINES_AT_MOST,
    REFERENCE,
    TEXT,
    WHO,
    BankFileError,
    BankLine,
    Fault,
    clean_cell,
    read_figures,
)

DEPTH_AT_MOST = 40
PARTS_AT_MOST = 200_000
NO_NAME = "NOTPROVIDED"


class _Careful(TreeBuilder):
    """Builds the tree of a message, and refuses what no bank sends."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = self.parts = 0

    def start(self, tag: str, attributes: dict[str, str], /) -> Element:
        self.depth += 1
        self.parts += 1
        if self.depth > DEPTH_AT_MOST or self.parts > PARTS_AT_MOST:
            raise BankFileError(Fault.NO_STATEMENT)
        # Versions differ by their name space alone in what is read here.
        return super().start(tag.rpartition("}")[2], attributes)

    def end(self, tag: str, /) -> Element:
        self.depth -= 1
        return super().end(tag.rpartition("}")[2])

    def doctype(self, _name: str, _public: str | None, _system: str | None) -> None:
        raise BankFileError(Fault.HAS_DOCTYPE)


def read_camt(content: bytes, code: str, digits: int) -> list[BankLine]:
    """Return the booked lines of a statement in the currency ``code``.

    Raises
    ------
    BankFileError
        If it is too large, no camt.053, declares a document type, or is in another
        currency.
    """
    if len(content) > BYTES_AT_MOST:
        raise BankFileError(Fault.TOO_LARGE)
    parser = XMLParser(target=_Careful())  # noqa: S314 -- its target refuses document types, and so every entity
    try:
        parser.feed(content)
        root: Element = parser.close()
    except (ParseError, ValueError, LookupError) as error:
        raise BankFileError(Fault.NO_STATEMENT) from error
    if root.find("BkToCstmrStmt") is None:
        raise BankFileError(Fault.NO_STATEMENT)
    lines: list[BankLine] = []
    for entry in root.iterfind("BkToCstmrStmt/Stmt/Ntry"):
        if _is_booked(entry):
            lines.append(_line_of(entry, code, digits))
        if len(lines) > LINES_AT_MOST:
            raise BankFileError(Fault.TOO_MANY)
    if not lines:
        raise BankFileError(Fault.EMPTY)
    return lines


def _is_booked(entry: Element) -> bool:
    status = entry.findtext("Sts/Cd") or entry.findtext("Sts") or "BOOK"
    return status.strip() == "BOOK"


def _line_of(entry: Element, code: str, digits: int) -> BankLine:
    amount = entry.find("Amt")
    if amount is None or amount.get("Ccy") != code:
        raise BankFileError(Fault.OTHER_CURRENCY)
    value = read_figures(amount.text or "", digits, has_comma=False)
    day = _day_of(entry)
    direction = entry.findtext("CdtDbtInd", "").strip()
    if not value or day is None or direction not in {"CRDT", "DBIT"}:
        raise BankFileError(Fault.NO_STATEMENT)
    came_in = direction == "CRDT"
    return BankLine(
        day,
        abs(value) if came_in else -abs(value),
        clean_cell(_who_of(entry, "Dbtr" if came_in else "Cdtr"), WHO),
        clean_cell(" ".join(_texts_of(entry)), TEXT),
        clean_cell(_reference_of(entry), REFERENCE),
    )


def _day_of(entry: Element) -> date | None:
    for path in ("BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm"):
        text = entry.findtext(path)
        if text:
            try:
                return date.fromisoformat(text.strip()[:10])
            except ValueError:
                return None
    return None


def _who_of(entry: Element, party: str) -> str:
    for details in entry.iterfind("NtryDtls/TxDtls/RltdPties"):
        for path in (f"{party}/Nm", f"{party}/Pty/Nm"):
            name = details.findtext(path)
            if name:
                return name
    return ""


def _texts_of(entry: Element) -> Iterator[str]:
    for details in entry.iterfind("NtryDtls/TxDtls/RmtInf"):
        for said in details.iterfind("Ustrd"):
            yield said.text or ""
        for said in details.iterfind("Strd/CdtrRefInf/Ref"):
            yield said.text or ""
    yield entry.findtext("AddtlNtryInf", "")


def _reference_of(entry: Element) -> str:
    for path in (
        "AcctSvcrRef",
        "NtryRef",
        "NtryDtls/TxDtls/Refs/AcctSvcrRef",
        "NtryDtls/TxDtls/Refs/EndToEndId",
    ):
        text = entry.findtext(path, "").strip()
        if text and text != NO_NAME:
            return text
    return ""
