"""Keys and witnesses: those of the policy are those on record, each as promised."""

from collections.abc import Sequence

from folkmoot.cli.files.verify.copies import Copy
from folkmoot.cli.files.verify.entries import Said
from folkmoot.cli.files.verify.findings import Findings
from folkmoot.cli.files.verify.kept import check_kept_of_earlier_names
from folkmoot.cli.files.verify.log import Found, roots_at
from folkmoot.cli.files.verify.sources import Folder
from folkmoot.engines.tlog import (
    Checkpoint,
    Policy,
    Succession,
    TlogError,
    parse_policy,
)

FILE, EARLIER = "log/policy", "record.earliername"


def check_keys(
    found: Found, said: Sequence[Said], findings: Findings, *, is_given: bool
) -> None:
    """Compare who signed, and the policy's witnesses, with what the record says.

    A policy that was given is whoever checks': the record need not agree with it.
    """
    _check_succession(said, findings)
    keys = {one.values.get("key") for one in said if one.kind.startswith("log.")}
    for key in found.signed_by:
        if str(key) not in keys:
            what = f"the key that signed is not on record: {key}"
            findings.fault(what, file="log/checkpoint")
    if not is_given:
        for line in found.policy.logs:
            if str(line.key) not in keys:
                what = f"names a key that is not on record: {line.key}"
                findings.fault(what, file=FILE)
        _check_witnesses(found, said, findings)


def _check_succession(said: Sequence[Said], findings: Findings) -> Succession:
    """Check that each key was promised, by two where another one was, and signed so.

    A new name takes enough of the guardians, where there are some. After the first that
    does not follow, nothing tells which one should have.
    """
    keys = Succession()
    for one in said:
        try:
            keys = keys.follow(one.kind, one.values)
        except TlogError as error:
            findings.fault(str(error), one.index)
            break
    return keys


def check_continued(copy: Copy, said: Sequence[Said], findings: Findings) -> None:
    """Check that the log goes on from the ends of its earlier names that it tells.

    Their roots are computed again from the entries.
    """
    ends = _check_succession(said, Findings()).continued
    opened = [one.index for one in said if one.kind == "log.opened"][1:]
    source, most = Folder(copy.folder / "log"), int(copy.record.get("size", 0))
    roots = roots_at(source, most, [end.size for end in ends])
    for end, index in zip(ends[::-1], opened[::-1], strict=False):
        if end.size > index or roots.get(end.size) != end.root:
            what = f"it does not continue {end.origin} after {end.size} entries"
            findings.fault(what, index)
    findings.counts["earlier ends that go on"] = len(ends)


def check_earlier_names(copy: Copy, said: Sequence[Said], findings: Findings) -> None:
    """Check who was believed before the log went on under a new name.

    Receipts of that time are checked by it.
    """
    keys = {one.values.get("key") for one in said if one.kind.startswith("log.")}
    opened = [one.values.get("origin") for one in said if one.kind == "log.opened"]
    rows = {row.get("origin"): row for row in copy.rows(EARLIER, findings)}
    ends = {end.origin: end for end in _check_succession(said, Findings()).continued}
    for origin in set(opened[:-1]) - set(rows):
        what = f"does not say who was believed about {origin}"
        findings.fault(what, file=f"{EARLIER}.jsonl")
    policies: dict[str, Policy] = {}
    for origin, row in rows.items():
        try:
            policy = parse_policy(str(row["policy"]).encode())
            if row["checkpoint"]:
                head = policy.look_at(str(row["checkpoint"]).encode()).checkpoint
                _compare_end(head, ends.get(head.origin), findings)
        except (TlogError, KeyError) as error:
            what = f"{origin} was not signed as it says: {error}"
            findings.fault(what, file=f"{EARLIER}.jsonl")
            continue
        is_own = {line.key.name for line in policy.logs} == {origin}
        if not is_own or not {str(line.key) for line in policy.logs} <= keys:
            what = f"names a key of {origin} that is not on record"
            findings.fault(what, file=f"{EARLIER}.jsonl")
        policies[str(origin)] = policy
    findings.counts["earlier names"] = len(rows)
    check_kept_of_earlier_names(copy, policies, ends, findings)


def _compare_end(head: Checkpoint, end: Checkpoint | None, findings: Findings) -> None:
    """Hold what goes on against what was signed last under the name before.

    Where that did not hold any more, nothing of it goes on, and the record says so.
    """
    if end is None or end == head:
        return
    if end.size:
        what = f"{end.origin} was signed last with another end than goes on"
        findings.fault(what, file=f"{EARLIER}.jsonl")
    else:
        findings.facts["does not go on"] = f"what was signed as {end.origin}"


def _check_witnesses(found: Found, said: Sequence[Said], findings: Findings) -> None:
    added = [one for one in said if one.kind == "log.witness_added"]
    # A witness with a new key is added again; its name stays.
    last = {_name_of(one.values.get("witness")): one for one in added}
    on_record = {str(one.values.get("witness")) for one in added}
    named = {str(line.key) for line in found.policy.witnesses}
    for witness in sorted(named - on_record):
        findings.fault(f"names a witness that is not on record: {witness}", file=FILE)
    for one in last.values():
        if str(one.values.get("witness")) not in named:
            what = "the witness on record is not in log/policy"
            findings.fault(what, one.index, file=FILE)


def _name_of(public: object) -> str:
    return str(public).partition("+")[0]
