"""What was found, as sentences or as JSON."""

import json
from collections.abc import Sequence

from folkmoot.cli.files.verify.findings import Fault, Findings, Status
from folkmoot.engines.tlog import VerifierKey

SHOWN = 20
HEADS = {
    Status.FINE: "Fine: all of it holds.",
    Status.BROKEN: "Broken.",
    Status.UNCHECKED: "Not fully checked: what could be checked holds.",
}
NOTHING = "Nothing could be checked."


def as_json(findings: Findings) -> str:
    """Return everything for programs; entries are counted from 0, as in the files."""
    faults = [
        {"first": one.first, "last": one.last, "file": one.file, "what": one.what}
        for one in findings.in_order
    ]
    return json.dumps(
        {
            "status": findings.status.name.lower(),
            "faults": faults,
            "unchecked": findings.doubts,
            **findings.facts,
            "counts": dict(sorted(findings.counts.items())),
        },
        ensure_ascii=False,
        indent=1,
    )


def as_text(findings: Findings) -> str:
    """Return it for people."""
    counts = [f"{count:,} {name}" for name, count in findings.counts.items() if count]
    has_none = findings.status == Status.UNCHECKED and not counts
    lines = [NOTHING if has_none else HEADS[findings.status]]
    faults = findings.in_order
    if faults:
        lines.append(f"First: {_sentence(faults[0])}")
        lines += [f"Also: {_sentence(one)}" for one in faults[1:SHOWN]]
        hidden = len(faults[SHOWN:]) + findings.more
        if hidden:
            lines.append(f"And {hidden} more.")
    lines += [f"Could not be checked: {doubt}" for doubt in findings.doubts]
    lines += [f"{name}: {fact}" for name, fact in findings.facts.items()]
    lines += [f"checked: {'; '.join(counts)}"] if counts else []
    return "\n".join(lines)


def _sentence(fault: Fault) -> str:
    place = fault.place
    if fault.file and fault.file != place:
        place = f"{place} ({fault.file})"
    return f"{place}: {fault.what}."


def say_trust(signed: Sequence[VerifierKey], *, is_given: bool) -> str:
    """Say plainly whose word the signature is."""
    keys = " ".join(str(key) for key in signed)
    if is_given:
        return f"{keys}, the key that you gave"
    return (
        f"{keys}, the key that the copy itself names; that it is the collective's, you"
        " know from elsewhere"
    )
