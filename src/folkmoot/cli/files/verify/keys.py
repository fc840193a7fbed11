"""Keys and witnesses: those of the policy are those on record, each as promised."""

from collections.abc import Sequence

from folkmoot.cli.files.verify.copies import Copy
from folkmoot.cli.files.verify.entries import Said
from folkmoot.cli.files.verify.findings import Findings
from folkmoot.cli.files.verify.log import Found
from folkmoot.engines.tlog import Succession, TlogError, parse_policy

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


def _check_succession(said: Sequence[Said], findings: Findings) -> None:
    """Check that each key was promised, by two where another one was, and signed so.

    After the first that was not, nothing tells which one should have followed.
    """
    keys = Succession()
    for one in said:
        try:
            keys = keys.follow(one.kind, one.values)
        except TlogError as error:
            findings.fault(str(error), one.index)
            return


def check_earlier_names(copy: Copy, said: Sequence[Said], findings: Findings) -> None:
    """Check who was believed before the log went on under a new name.

    Receipts of that time are checked by it.
    """
    keys = {one.values.get("key") for one in said if one.kind.startswith("log.")}
    opened = [one.values.get("origin") for one in said if one.kind == "log.opened"]
    rows = {row.get("origin"): row for row in copy.rows(EARLIER, findings)}
    for origin in set(opened[:-1]) - set(rows):
        what = f"does not say who was believed about {origin}"
        findings.fault(what, file=f"{EARLIER}.jsonl")
    for origin, row in rows.items():
        try:
            policy = parse_policy(str(row["policy"]).encode())
            if row["checkpoint"]:
                policy.look_at(str(row["checkpoint"]).encode())
        except (TlogError, KeyError) as error:
            what = f"{origin} was not signed as it says: {error}"
            findings.fault(what, file=f"{EARLIER}.jsonl")
            continue
        is_own = {line.key.name for line in policy.logs} == {origin}
        if not is_own or not {str(line.key) for line in policy.logs} <= keys:
            what = f"names a key of {origin} that is not on record"
            findings.fault(what, file=f"{EARLIER}.jsonl")
    findings.counts["earlier names"] = len(rows)


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
