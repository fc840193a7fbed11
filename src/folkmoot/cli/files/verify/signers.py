"""Members' keys: each signature is by a key that is theirs, and none is missing."""

from folkmoot.cli.files.verify.entries import Record
from folkmoot.cli.files.verify.findings import Findings
from folkmoot.cli.files.verify.signatures import DEVICE
from folkmoot.engines.tlog.statements import NAME

# What somebody says themselves, or another member enters for them.
SIGNED = ("position.taken", "statement.added", "contribution.added")


def check_signed(record: Record, findings: Findings) -> None:
    """Check that what somebody said is signed, or names who entered it for them.

    A signature that was never there would need no tampering with one.
    """
    signature, helper = record.bit(NAME), record.bit("helper")
    recorded = "entries recorded for a member by another"
    for at, held in enumerate(record.held):
        if record.kinds[at] not in SIGNED or not held:
            continue
        if held & helper and not held & signature:
            findings.counts[recorded] += 1
            if record.values[at].get("helper", "") == record.owners.get(at):
                findings.fault("was entered for a member by the same", at)
        elif not held & signature:
            findings.fault("nobody signed it, and nobody entered it for another", at)


def check_signers(record: Record, origin: str, findings: Findings) -> None:
    """Check that each key is its member's, and that a device's stands on record."""
    origins = {origin} | {
        str(values.get("origin"))
        for at, values in record.values.items()
        if record.kinds[at] == "log.opened"
    }
    known = {
        (str(values.get("key")), record.owners.get(at)): at
        for at, values in sorted(record.values.items(), reverse=True)
        if record.kinds[at] == "member.key_set"
    }
    for one in record.signatures:
        who = "a device" if one.by == DEVICE else "the server for its member"
        findings.counts[f"entries signed by {who}"] += 1
        owner = record.owners.get(one.index)
        name = f"{one.origin}/members/{owner}"
        name += "/device" if one.by == DEVICE else ""
        if one.origin not in origins:
            findings.fault(f"was signed for another log, {one.origin}", one.index)
        elif owner is None:
            continue  # whose it was is erased
        elif one.key.partition("+")[0] != name:
            findings.fault("is signed by another member's key", one.index)
        elif one.by == DEVICE and known.get((one.key, owner), one.index) >= one.index:
            what = "no device of a member had the key that signed it"
            findings.fault(what, one.index)
