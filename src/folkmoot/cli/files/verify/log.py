"""The log: who signed and cosigned its end, and every byte of its tree again."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import NamedTuple

from folkmoot.cli.files.verify.findings import Findings, UncheckableError
from folkmoot.cli.files.verify.sources import Source
from folkmoot.engines.tlog import (
    EMPTY_ROOT,
    WIDTH,
    AuditError,
    Auditor,
    Checkpoint,
    FormatError,
    Frontier,
    Policy,
    SignatureError,
    TlogError,
    VerifierKey,
    bundle_path,
    hash_leaf,
    open_checkpoint,
    parse_policy,
    read_leaf,
    tile_path,
    unpack_bundle,
)

type Progress = Callable[[int, int], None]

# A leaf in its one spelling, but for the order of its digests. Most are right, and
# reading each as JSON takes ten times as long.
DIGEST = rb'"[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]"'
LEAF = re.compile(rb'\{"_sd":\[' + DIGEST + rb"(?:," + DIGEST + rb')*\],"v":1\}')
BEFORE, AFTER = len(b'{"_sd":["'), -len(b'"],"v":1}')
STEP, MOST_DIGESTS = 4, 88
GIVEN = "the checkpoint that was given"


class Kept(NamedTuple):
    """An earlier signed end, and where it stands."""

    note: bytes
    file: str = GIVEN


@dataclass(frozen=True)
class Trust:
    """What whoever checks brings along; the rest is the copy's own word.

    Attributes
    ----------
    keys : sequence of VerifierKey
        Of the log.
    policy : bytes or None
        Whose logs and witnesses count.
    kept : sequence of Kept
        Earlier signed ends: the log must continue each of them.
    """

    keys: Sequence[VerifierKey] = ()
    policy: bytes | None = None
    kept: Sequence[Kept] = ()


@dataclass(frozen=True)
class Found:
    """The log, as far as it holds."""

    policy: Policy
    checkpoint: Checkpoint | None
    signed_by: tuple[VerifierKey, ...]
    frontier: Frontier | None


def check_log(
    source: Source,
    trust: Trust,
    findings: Findings,
    progress: Progress,
    size: int | None = None,
) -> Found:
    """Check a log of ``size`` entries, or as many as are signed.

    Raises `UncheckableError` where there is no log, or no key to check one with; what
    says its own size has both, or something was taken out of it.
    """
    note = source.read("checkpoint")
    if note is None and size is None:
        message = "no signed log is there; give the address of one"
        raise UncheckableError(message)
    policy = _read_policy(source, trust, findings, size)
    keys = list(trust.keys) or [line.key for line in policy.logs]
    if not keys and size is None and not findings.faults:
        message = "it does not say by which key it is signed; give that with --key"
        raise UncheckableError(message)
    checkpoint = _open(note, keys, findings) if note else None
    if note is None:
        findings.doubt("There is no checkpoint: nobody signed this log.")
    elif checkpoint is not None:
        _count_witnesses(note, policy, trust, findings)
    kept = [one for each in trust.kept if (one := _open_kept(each, keys, findings))]
    findings.counts["earlier signed ends"] += len(kept)
    if size is None:
        if checkpoint is None:
            return Found(policy, None, (), None)
        size = checkpoint.size
    heads = _without_forks(kept, checkpoint, findings)
    frontier = _audit(source, heads, findings, progress, size)
    signed_by = tuple(key for key in keys if note and checkpoint and _is_by(key, note))
    return Found(policy, checkpoint, signed_by, frontier)


def _read_policy(
    source: Source, trust: Trust, findings: Findings, size: int | None
) -> Policy:
    data = trust.policy if trust.policy is not None else source.read("policy")
    file = "log/policy" if trust.policy is None else "the policy that was given"
    if data is None:
        if not trust.keys and size is not None:
            findings.fault("is missing: no key is known", file=file)
        return Policy()
    try:
        policy = parse_policy(data)
    except FormatError as error:
        findings.fault(f"cannot be read: {error}", file=file)
        return Policy()
    return policy


def _open(
    note: bytes, keys: Sequence[VerifierKey], findings: Findings
) -> Checkpoint | None:
    try:
        return open_checkpoint(note, keys)
    except FormatError as error:
        findings.fault(f"is no signed end of a log: {error}", file="log/checkpoint")
    except SignatureError as error:
        findings.fault(
            f"is not signed by a key that counts: {error}", file="log/checkpoint"
        )
    return None


def _open_kept(
    kept: Kept, keys: Sequence[VerifierKey], findings: Findings
) -> Checkpoint | None:
    try:
        return open_checkpoint(kept.note, keys)
    except TlogError as error:
        findings.fault(f"does not count: {error}", file=kept.file)
    return None


def _without_forks(
    kept: Sequence[Checkpoint], checkpoint: Checkpoint | None, findings: Findings
) -> list[Checkpoint]:
    """Return one checkpoint for each size; two that differ prove a fork."""
    found = {checkpoint.size: checkpoint} if checkpoint else {}
    for one in kept:
        if found.setdefault(one.size, one).root != one.root:
            what = f"two different ends of {one.size} entries are signed: a fork"
            findings.fault(what, file="log/checkpoint")
    return list(found.values())


def _is_by(key: VerifierKey, note: bytes) -> bool:
    try:
        open_checkpoint(note, [key])
    except TlogError:
        return False
    return True


def _count_witnesses(
    note: bytes, policy: Policy, trust: Trust, findings: Findings
) -> None:
    """Say who cosigned, and whether they are as many as the policy asks for."""
    try:
        standing = replace(policy, logs=()).look_at(note)
    except TlogError as error:
        findings.fault(f"a witness did not sign this: {error}", file="log/checkpoint")
        return
    names = {one.name: one.key.name for one in policy.witnesses}
    told = [
        f"{names[name]} ({datetime.fromtimestamp(time, UTC):%Y-%m-%d %H:%M} UTC)"
        for name, time in standing.witnessed.items()
    ]
    count = f"{len(told)} of {len(names)}"
    findings.facts["witnesses"] = ", ".join([count, *told])
    findings.facts["quorum"] = "met" if standing.is_met else "not met"
    if not standing.is_met and trust.policy is not None:
        findings.fault(
            f"is cosigned by {count}: too few for the policy that was given",
            file="log/checkpoint",
        )


def _audit(
    source: Source,
    heads: Sequence[Checkpoint],
    findings: Findings,
    progress: Progress,
    size: int,
) -> Frontier | None:
    """Compute the whole tree again and compare every tile; stop at the first fault."""
    auditor = Auditor(heads, lambda tile: source.read(tile_path(tile)))
    try:
        for start in range(0, size, WIDTH):
            progress(start, size)
            path = bundle_path(start // WIDTH, min(WIDTH, size - start))
            data = source.read(path)
            if data is None:
                last = min(start + WIDTH, size) - 1
                findings.fault("these entries are missing", start, last, file=path)
                return None
            if not _check_leaves(auditor, data, start, findings):
                return None
        found = auditor.finish()
    except AuditError as error:
        file = tile_path(error.tile) if error.tile else ""
        findings.fault(_say(error), error.first, error.last, file=file)
        return None
    findings.counts["entries in the log"] = found.frontier.size
    findings.counts["tiles"] = found.tiles
    return found.frontier


def roots_at(source: Source, size: int, sizes: Iterable[int]) -> dict[int, bytes]:
    """Compute the roots of the first so many entries, from the bundles of a log.

    ``size`` is how many entries the log has. What cannot be computed is left out.
    """
    frontier, roots, wanted = Frontier(), {0: EMPTY_ROOT}, sorted(set(sizes))
    for start in range(0, max(wanted, default=0), WIDTH):
        data = source.read(bundle_path(start // WIDTH, min(WIDTH, size - start)))
        try:
            hashes = [hash_leaf(leaf) for leaf in unpack_bundle(data or b"")]
        except FormatError:
            break
        if frontier.size != start:
            break  # entries are missing before this
        ends = [one for one in wanted if start < one < start + len(hashes)]
        for end in (*ends, start + len(hashes)):
            frontier, _completed = frontier.rise(
                hashes[frontier.size - start : end - start]
            )
            roots[end] = frontier.root
    return roots


def _check_leaves(
    auditor: Auditor, data: bytes, start: int, findings: Findings
) -> bool:
    for index, leaf in enumerate(auditor.add_bundle(data), start):
        if is_plain_leaf(leaf):
            continue
        try:
            read_leaf(leaf)
        except FormatError as error:
            findings.fault(f"its leaf is none: {error}", index)
            return False
    return True


def is_plain_leaf(leaf: bytes) -> bool:
    """Say whether a leaf is beyond doubt what `read_leaf` accepts."""
    if not LEAF.fullmatch(leaf):
        return False
    digests = leaf[BEFORE:AFTER].split(b'","')
    count = len(digests)
    in_order = all(map(bytes.__lt__, digests, digests[1:]))
    return in_order and not count % STEP and count <= MOST_DIGESTS


def _say(error: AuditError) -> str:
    if error.tile is not None:
        return (
            f"the tree does not fit the entries (level {error.tile.level}, tile"
            f" {error.tile.index})"
        )
    if error.first == error.last:
        return f"the log does not hold from here: {error}"
    return "what is in the log is not what was signed"
