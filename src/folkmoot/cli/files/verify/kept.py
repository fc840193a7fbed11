"""Earlier signed ends that a log keeps: it must continue each of them."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from folkmoot.cli.files.verify.copies import Copy
from folkmoot.cli.files.verify.findings import Findings
from folkmoot.cli.files.verify.log import Kept, roots_at
from folkmoot.cli.files.verify.sources import Folder, Source
from folkmoot.engines.tlog import (
    Checkpoint,
    FormatError,
    Policy,
    TlogError,
    parse_checkpoint,
    parse_note,
    parse_policy,
)

TABLE = "record.keptend"
FILE = f"{TABLE}.jsonl"
LINE = re.compile("[0-9]{1,5} [0-9]{1,19} [0-9]{1,12}", re.ASCII)


def kept_in_copy(copy: Copy, findings: Findings) -> list[Kept]:
    """Return the kept ends of the log's present name."""
    origin = copy.record.get("origin")
    return [one for one in _rows(copy, findings) if _origin_of(one.note) == origin]


@dataclass(frozen=True)
class Served:
    """What a served log keeps: under its present name, and by the number of others."""

    now: Sequence[Kept] = ()
    before: Mapping[int, Sequence[Kept]] = field(default_factory=dict)


def kept_at(source: Source, findings: Findings) -> Served:
    """Read all that a served log keeps."""
    origin = _origin_of(source.read("checkpoint") or b"")
    now: list[Kept] = []
    before: dict[int, list[Kept]] = defaultdict(list)
    for number, path in _listed(source, findings):
        note = source.read(path)
        if note is None:
            findings.fault("is listed as kept, but is not there", file=path)
        elif origin and _origin_of(note) == origin:
            now.append(Kept(note, path))
        else:
            before[number].append(Kept(note, path))
    return Served(now, before)


def check_kept_before(
    source: Source, served: Served, size: int, findings: Findings
) -> None:
    """Check who signed what is kept under earlier names, and that it is continued.

    ``size`` is how many entries are signed. What was signed last under a name may not go
    on: its members decided so, and only the entries' words tell. That is a doubt, but
    for an end before another one that does go on.
    """
    heads = [
        head
        for each in served.before.items()
        for head in _read(source, *each, findings)
    ]
    findings.counts["earlier signed ends"] += len(heads)
    roots = roots_at(source, size, [one.size for one in heads if one.size <= size])
    last: dict[str, int] = defaultdict(int)
    for one in heads:
        if roots.get(one.size) == one.root:
            last[one.origin] = max(last[one.origin], one.size)
    for one in heads:
        what = f"the log does not continue {one.origin} after {one.size} entries"
        if roots.get(one.size) == one.root:
            continue
        if one.size < last[one.origin]:
            findings.fault(what, file="kept")
        else:
            findings.doubt(f"{what}; a copy of the record says whether it should.")


def _read(
    source: Source, number: int, kept: Sequence[Kept], findings: Findings
) -> Iterator[Checkpoint]:
    """Yield the ends that were signed under a name by who was believed then."""
    path = f"again/{number}/policy"
    try:
        policy = parse_policy(source.read(path) or b"")
    except FormatError as error:
        findings.fault(f"cannot be read: {error}", file=path)
        return
    for one in kept:
        try:
            yield policy.look_at(one.note).checkpoint
        except TlogError as error:
            findings.fault(f"does not count: {error}", file=one.file)


def _listed(source: Source, findings: Findings) -> Iterator[tuple[int, str]]:
    for line in (source.read("kept") or b"").decode(errors="replace").splitlines():
        if not LINE.fullmatch(line):
            findings.fault(f"cannot be read: {line[:80]}", file="kept")
            return
        number, size, _at = line.split()
        yield int(number), f"again/{int(number)}/checkpoint/{int(size)}"


def check_kept_of_earlier_names(
    copy: Copy,
    policies: Mapping[str, Policy],
    ends: Mapping[str, Checkpoint],
    findings: Findings,
) -> None:
    """Check who signed what was kept under earlier names, and that it is continued.

    ``policies`` tells who was believed under each name, ``ends`` up to where the log
    went on from it; what came after that end is in no tree here.
    """
    heads: list[Checkpoint] = []
    for note, _file in _rows(copy, findings):
        origin = _origin_of(note)
        if origin == copy.record.get("origin"):
            continue  # `check_log` has looked at it
        try:
            heads.append(policies.get(origin, Policy()).look_at(note).checkpoint)
        except TlogError as error:
            findings.fault(f"holds an end that does not count: {error}", file=FILE)
    _compare_roots(copy, [one for one in heads if _goes_on(one, ends)], findings)


def _goes_on(head: Checkpoint, ends: Mapping[str, Checkpoint]) -> bool:
    return head.origin in ends and head.size <= ends[head.origin].size


def _compare_roots(copy: Copy, heads: Sequence[Checkpoint], findings: Findings) -> None:
    source, most = Folder(copy.folder / "log"), int(copy.record.get("size", 0))
    roots = roots_at(source, most, [one.size for one in heads])
    for one in heads:
        if roots.get(one.size) != one.root:
            what = f"the log does not continue {one.origin} after {one.size} entries"
            findings.fault(what, file=FILE)


def _rows(copy: Copy, findings: Findings) -> list[Kept]:
    rows = copy.rows(TABLE, findings)
    return [Kept(str(row.get("checkpoint", "")).encode(), FILE) for row in rows]


def _origin_of(note: bytes) -> str:
    """Return whose end it says it is; nothing if it says none."""
    try:
        return parse_checkpoint(parse_note(note).text).origin
    except FormatError:
        return ""
