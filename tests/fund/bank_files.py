"""Files as banks write them, and as nobody should."""

CSV = (
    "Buchungstag;Auftraggeber;Verwendungszweck;Betrag;Währung\n"
    "01.02.2027;Ida Green;Contribution February;25,00;EUR\n"
    "03.02.2027;Timber yard;Boards;-300,00;EUR\n"
    "05.02.2027;Gus;Contribution;1.025,50;EUR\n"
)
ENTRY = """<Ntry><Amt Ccy="{code}">{amount}</Amt><CdtDbtInd>{way}</CdtDbtInd>
<Sts>{status}</Sts><BookgDt><Dt>2027-02-0{day}</Dt></BookgDt>
<AcctSvcrRef>{ref}</AcctSvcrRef><NtryDtls><TxDtls><RltdPties>
<Dbtr><Nm>Ida Green</Nm></Dbtr><Cdtr><Nm>Timber yard</Nm></Cdtr></RltdPties>
<RmtInf><Ustrd>Boards and</Ustrd><Ustrd>rails</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"""
SPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}"


def entry(amount="25.00", way="CRDT", **more) -> str:
    words = {"code": "EUR", "status": "BOOK", "day": 1, "ref": "R1"}
    return ENTRY.format(**{**words, "amount": amount, "way": way, **more})


def camt(*entries: str, version: str = "02", head: str = "") -> bytes:
    inside = "".join(entries or (entry(), entry("300.00", "DBIT", day=3, ref="R2")))
    space = SPACE.format(version=version)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<Document xmlns="{space}">'
        f"<BkToCstmrStmt><Stmt>{inside}</Stmt></BkToCstmrStmt></Document>"
    ).encode()
