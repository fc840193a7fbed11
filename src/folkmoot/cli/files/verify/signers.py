"""Members' keys: each signature is by a key that is theirs, and none is missing."""

from folkmoot.cli.files.verify.entries import Record
from folkmoot.cli.files.verify.findings import Findings
from folkmoot.cli.files.verify.signatures import DEVICE
from folkmoot.engines.tlog.statements import NAME

# What somebody says themselves, or another member enters for them.
SIGNED = (
    *("position.taken", "position.seconded"),
    *("contribution.added", "contribution.seconded"),
    *("statement.added", "entries.confirmed"),
)
# A photo or a recording that comes with a question itself; else the words are signed.
ATTACHED, FILE = "attachment.added", "file"
# What another member may enter, by the kind of entry that confirms it.
SECONDED = {
    "position.seconded": "position.taken",
    "contribution.seconded": "contribution.added",
}


def check_signed(record: Record, findings: Findings) -> None:
    """Check that what somebody said is signed: by them, or by who entered it.

    A signature that was never there would need no tampering with one.
    """
    signature, helper = record.bit(NAME), record.bit("helper")
    seconded = _check_seconds(record, findings)
    for at, held in enumerate(record.held):
        is_file = record.kinds[at] == ATTACHED and held & record.bit(FILE)
        if not held or not (record.kinds[at] in SIGNED or is_file):
            continue
        if held & helper:
            by = "two others" if at in seconded else "one other"
            findings.counts[f"entries recorded for a member by {by}"] += 1
            if record.values[at].get("helper", "") == record.owners.get(at):
                findings.fault("was entered for a member by the same", at)
        if not held & signature:
            findings.fault("nobody signed it", at)


def _check_seconds(record: Record, findings: Findings) -> dict[int, int]:
    """Check who else heard what was entered for somebody.

    Returns, by the place of the answer, the place of the entry that confirms it.
    """
    found: dict[int, int] = {}
    helper = record.bit("helper")
    for at, said in sorted(record.values.items()):
        if record.kinds[at] not in SECONDED or "entry" not in said:
            continue
        place = said["entry"]
        if type(place) is not int or not 0 <= place < at:
            findings.fault("it confirms no entry before it", at)
        elif not _is_entered(record, place, at, helper):
            findings.fault("it confirms what was not entered for another", at)
        elif said.get("leaf") != record.leaf_hash(place):
            findings.fault("it confirms another entry than stands there", at)
        elif not _is_another(record, place, at):
            findings.fault("it is not by a second member", at)
        else:
            found[place] = at
    return found


def _is_entered(record: Record, place: int, at: int, helper: int) -> bool:
    """Say whether an entry confirms one of its kind that was entered for another."""
    is_of_kind = record.kinds[place] == SECONDED[record.kinds[at]]
    return bool(is_of_kind and record.held[place] & helper)


def _is_another(record: Record, place: int, at: int) -> bool:
    """Say whether the second is neither who entered an answer nor whose it is."""
    second = record.owners.get(at)
    people = (record.owners.get(place), record.values[place].get("helper"))
    return second is None or second not in people


def _signer_of(record: Record, at: int) -> str | None:
    """Return whose key signs an entry: its member's, or of who entered it for them."""
    if not record.held[at] & record.bit("helper"):
        return record.owners.get(at)
    helper = record.values[at].get("helper")
    return helper if isinstance(helper, str) else None


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
        owner = _signer_of(record, one.index)
        name = f"{one.origin}/members/{owner}"
        name += "/device" if one.by == DEVICE else ""
        if one.origin not in origins:
            findings.fault(f"was signed for another log, {one.origin}", one.index)
        elif owner is None:
            continue  # whose key it should be is erased
        elif one.key.partition("+")[0] != name:
            findings.fault("is signed by another member's key", one.index)
        elif one.by == DEVICE and known.get((one.key, owner), one.index) >= one.index:
            what = "no device of a member had the key that signed it"
            findings.fault(what, one.index)
