"""Members' signatures: over what is in the entry."""

from dataclasses import dataclass
from typing import Any

from folkmoot.cli.files.verify.findings import Findings
from folkmoot.engines.tlog import TlogError, verify_statement

DEVICE = "device"


@dataclass(frozen=True)
class Signed:
    """Whose key signed an entry, as the signature says."""

    index: int
    by: str
    key: str
    origin: str


def read_signature(
    value: Any, index: int, leaf: tuple[str, ...], findings: Findings
) -> Signed | None:
    """Check a signature against the digests of its entry; return what it says."""
    try:
        key, by, origin = verify_statement(value, leaf)
    except TlogError as error:
        findings.fault(f"what its member signed does not hold: {error}", index)
        return None
    return Signed(index, by, str(key), origin)
