"""What was signed while the key was in other hands, as the record itself says."""

from collections import defaultdict
from collections.abc import Container, Sequence

from folkmoot.cli.files.verify.entries import Record, Said
from folkmoot.cli.files.verify.findings import Findings
from folkmoot.engines.tlog import Doubts, TlogError
from folkmoot.engines.tlog.doubts import CONFIRMED, KEY_SET


def check_doubts(record: Record, said: Sequence[Said], findings: Findings) -> None:
    """Check each range in doubt and who confirmed what in it; say how many are left."""
    doubts = Doubts()
    for one in said:
        try:
            doubts = doubts.follow(one.index, one.kind, one.values)
        except TlogError as error:
            findings.fault(str(error), one.index)
    confirmed: set[int] = set()
    for one in said:
        if one.kind == CONFIRMED and "entries" in one.values:
            confirmed |= _confirmed(record, one, doubts, findings)
    told = []
    for doubt in doubts.in_order:
        count = doubt.end - doubt.begin
        again = sum(place in doubt for place in confirmed)
        told.append(
            f"{count:,} entries, {doubt.begin + 1} to {doubt.end}, were signed while"
            f" the key was in other hands; {again:,} of them were confirmed since by"
            " who did them"
        )
    if told:
        findings.facts["in doubt"] = "; ".join(told)
    devices = _devices_in_doubt(said, doubts, confirmed)
    signed = sum(one.key in devices for one in record.signatures)
    if signed:
        findings.counts["entries signed by a device that is in doubt"] = signed


def _devices_in_doubt(
    said: Sequence[Said], doubts: Doubts, confirmed: Container[int]
) -> set[str]:
    """Return the keys of devices that were named in a range in doubt alone."""
    named: dict[bool, set[str]] = defaultdict(set)
    for one in said:
        if one.kind == KEY_SET:
            is_open = doubts.of(one.index) is not None and one.index not in confirmed
            named[is_open].add(str(one.values.get("key")))
    return named[True] - named[False]


def _confirmed(
    record: Record, one: Said, doubts: Doubts, findings: Findings
) -> set[int]:
    """Return which entries somebody confirmed, if all of them are theirs."""
    places, owner = one.values["entries"], record.owners.get(one.index)
    if not isinstance(places, list) or not all(type(at) is int for at in places):
        findings.fault("it confirms no entries", one.index)
        return set()
    if not all(0 <= place < one.index for place in places):
        findings.fault("it confirms an entry that is not before it", one.index)
    elif record.print_of(places) != one.values.get("print"):
        findings.fault("it confirms other entries than stand there", one.index)
    elif owner and any(record.owners.get(at, owner) != owner for at in places):
        findings.fault("it confirms what another member did", one.index)
    else:
        found = ((place, doubts.of(place)) for place in places)
        return {place for place, doubt in found if doubt and doubt.end < one.index}
    return set()
