"""The end of a record: how many entries there are, what was signed, and by whom."""

from collections.abc import Iterator

from folkmoot.engines.tlog import (
    FormatError,
    SignatureError,
    VerifierKey,
    open_checkpoint,
    parse_policy,
)
from folkmoot.record.lines import take_lines
from folkmoot.record.memory import count_names
from folkmoot.record.models import (
    Cosignature,
    EarlierName,
    Head,
    KeptEnd,
    Key,
    Log,
    Tile,
    Witness,
)
from folkmoot.record.queries.checking.entries import Said
from folkmoot.record.queries.checking.faults import Fault
from folkmoot.record.queries.checking.tree import Tree
from folkmoot.record.queries.guardians import guardians_of
from folkmoot.record.tiles import root_at


def fault_at_end(log: Log | None, said: Said, tree: Tree) -> Fault | None:
    """Return what does not hold although each entry does, or None."""
    return next(_faults_at_end(log, said, tree), None)


def _faults_at_end(log: Log | None, said: Said, tree: Tree) -> Iterator[Fault]:
    count = said.count
    head = Head.objects.filter(collective_id=said.collective_id).first()
    if (head.size if head else 0) != count:
        yield Fault(count, "entries are missing at the end")
    if said.dropped:
        yield Fault(
            min(said.dropped), "something is gone, and no entry says it was erased"
        )
    if log is None:
        if _has_traces(said):
            yield Fault(0, "the log is gone")
        return
    fault = tree.fault_at_end(log)
    if fault is not None:
        yield fault
    promised = (said.succession.promised, said.succession.offered)
    kept = (log.next_digest, log.offered_digest)
    if said.origin != log.origin or promised != kept:
        yield Fault(count, "the log is called otherwise, or promises another key")
    yield from _faults_of_going_on(log, said)
    yield from _faults_of_signature(log, said)
    yield from _faults_of_witnesses(log, said)
    yield from _faults_of_earlier_names(said)
    yield from _faults_of_kept_ends(log, said)


def _faults_of_going_on(log: Log, said: Said) -> Iterator[Fault]:
    """Find guardians that nobody named, and an earlier end that is not continued."""
    if guardians_of(log) != said.succession.guardians:
        yield Fault(said.count, "other guardians stand here than were named")
    for end in said.succession.continued:
        is_made = end.size <= log.size  # a new tree may still grow up to there
        if is_made and root_at(log.collective_id, end.size) != end.root:
            yield Fault(said.count, f"it does not continue {end.origin} as it says")


def _has_traces(said: Said) -> bool:
    """Say whether there once was a log over these entries."""
    keys = Key.objects.filter(collective_id=said.collective_id, use=Key.Use.LOG)
    tiles = Tile.objects.filter(collective_id=said.collective_id)
    return keys.exists() or tiles.exists()


def _faults_of_signature(log: Log, said: Said) -> Iterator[Fault]:
    keys = Key.objects.filter(collective_id=log.collective_id, use=Key.Use.LOG)
    if not said.keys.issuperset(keys.values_list("public", flat=True)):
        yield Fault(said.count, "there is a key that no entry names")
    if not log.checkpoint:
        if log.signed_size:
            yield Fault(log.signed_size, "the signature is gone")
        return
    try:
        signed = open_checkpoint(
            log.checkpoint.encode(), [VerifierKey.parse(key) for key in said.keys]
        )
    except (FormatError, SignatureError) as error:
        yield Fault(log.signed_size, str(error))
        return
    if signed.origin != log.origin or signed.size != log.signed_size:
        yield Fault(log.signed_size, "another tree was signed")


def _faults_of_earlier_names(said: Said) -> Iterator[Fault]:
    """Find whoever was not to be believed, and signed ends that are not by them."""
    for row in EarlierName.objects.filter(collective_id=said.collective_id):
        try:
            policy = parse_policy(row.policy.encode())
            keys = {str(line.key) for line in policy.logs}
            named = {line.key.name for line in policy.logs}
            if row.checkpoint:
                policy.look_at(row.checkpoint.encode())
        except (FormatError, SignatureError) as error:
            yield Fault(said.count, f"{row.origin}: {error}")
            return
        if not keys <= said.keys or named != {row.origin}:
            yield Fault(said.count, f"{row.origin} had other keys than entries name")


def _faults_of_kept_ends(log: Log, said: Said) -> Iterator[Fault]:
    """Find kept ends that are not signed, or that an earlier name went on from not.

    Those of the log's present name `tree` holds against the entries.
    """
    keys = [VerifierKey.parse(key) for key in said.keys]
    ends = {end.origin: end for end in said.succession.continued}
    for row in KeptEnd.objects.filter(collective_id=log.collective_id):
        try:
            signed = open_checkpoint(row.checkpoint.encode(), keys)
        except (FormatError, SignatureError) as error:
            yield Fault(row.size, str(error))
            continue
        place = (count_names(signed.origin), signed.size)
        if place != (row.number, row.size):
            yield Fault(row.size, "another end is kept here than was signed")
        end = ends.get(signed.origin)
        is_within = end is not None and signed.size <= min(end.size, log.size)
        if is_within and root_at(log.collective_id, signed.size) != signed.root:
            yield Fault(row.size, f"it does not continue {signed.origin}")


def _faults_of_witnesses(log: Log, said: Said) -> Iterator[Fault]:
    asked = Witness.objects.filter(collective_id=log.collective_id)
    if not said.witnesses.issuperset(asked.values_list("public", flat=True)):
        yield Fault(said.count, "there is a witness that no entry names")
    lines = Cosignature.objects.filter(
        collective_id=log.collective_id, size=log.signed_size
    ).select_related("witness")
    for each in lines if log.checkpoint else ():
        try:
            note, line = log.checkpoint.encode(), each.line.encode()
            take_lines(note, line, each.witness.public)
        except (FormatError, SignatureError) as error:
            yield Fault(log.signed_size, str(error))
