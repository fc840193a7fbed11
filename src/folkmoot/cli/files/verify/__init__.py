"""``folkmoot verify``: a copy or a served log, checked without a server or Django."""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from folkmoot.cli.errors import stop_writing
from folkmoot.cli.files.verify.attached import check_attached
from folkmoot.cli.files.verify.copies import (
    Copy,
    CutError,
    check_files,
    check_owners,
    check_paths,
    open_copy,
    read_manifest,
)
from folkmoot.cli.files.verify.doubts import check_doubts
from folkmoot.cli.files.verify.entries import Said, read_record
from folkmoot.cli.files.verify.federated import check_federated
from folkmoot.cli.files.verify.findings import Findings, UncheckableError
from folkmoot.cli.files.verify.kept import (
    check_kept_before,
    kept_at,
    kept_in_copy,
)
from folkmoot.cli.files.verify.keys import (
    check_continued,
    check_earlier_names,
    check_keys,
)
from folkmoot.cli.files.verify.log import Found, Kept, Trust, check_log
from folkmoot.cli.files.verify.lots import check_call_backs, check_lots
from folkmoot.cli.files.verify.outcomes import check_decisions
from folkmoot.cli.files.verify.rows import by_question, check_positions, check_steps
from folkmoot.cli.files.verify.signers import check_signed, check_signers
from folkmoot.cli.files.verify.sources import Address, Folder
from folkmoot.cli.files.verify.telling import as_json, as_text, say_trust
from folkmoot.cli.files.verify.texts import check_texts
from folkmoot.cli.files.verify.votes import check_votes
from folkmoot.cli.progress import Progress
from folkmoot.engines.tlog import FormatError, VerifierKey

CHECKPOINT = "log/checkpoint"
QUIET = 1.0  # seconds


def main(argv: Sequence[str]) -> int:
    """Check and say what holds: 0 all of it, 1 something does not, 2 not checked."""
    options = make_parser().parse_args(argv)
    findings = Findings()
    try:
        trust = _read_trust(options)
        if options.what.startswith(("http://", "https://")):
            verify_address(options.what, trust, findings)
        else:
            verify_copy(Path(options.what), trust, findings)
    except (UncheckableError, OSError) as error:
        findings.doubt(f"{error}.")
    try:
        print(as_json(findings) if options.json else as_text(findings), flush=True)
    except BrokenPipeError:
        stop_writing()
    return findings.status


def make_parser() -> argparse.ArgumentParser:
    """Return what the words of the command may be."""
    parser = argparse.ArgumentParser(
        prog="folkmoot verify",
        description="Check a copy that folkmoot export wrote, or a log that is served:"
        " every entry, the tree over them, who signed and cosigned, what is disclosed,"
        " every tally, outcome and lot.",
        epilog="Status 0: all of it holds. 1: something does not; the first wrong entry"
        " is named. 2: it could not be checked, or not all of it.",
    )
    parser.add_argument(
        "what",
        metavar="EXPORT|URL",
        help="a .tar.gz file, its unpacked folder, or https://HOST/log/ID",
    )
    parser.add_argument(
        "--key",
        action="append",
        default=[],
        metavar="VKEY",
        help="the log's key, as you know it from elsewhere; without it, the key that"
        " the copy names is believed",
    )
    parser.add_argument(
        "--policy",
        type=Path,
        metavar="FILE",
        help="whose logs and witnesses count, and how many (C2SP tlog-policy)",
    )
    parser.add_argument(
        "--checkpoint",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="an earlier signed end of this log that you kept; it must be continued",
    )
    parser.add_argument("--json", action="store_true", help="write JSON, for programs")
    return parser


def _read_trust(options: argparse.Namespace) -> Trust:
    try:
        keys = [VerifierKey.parse(text) for text in options.key]
    except FormatError as error:
        raise UncheckableError(str(error)) from error
    policy = options.policy.read_bytes() if options.policy else None
    return Trust(keys, policy, [Kept(one.read_bytes()) for one in options.checkpoint])


def verify_address(url: str, trust: Trust, findings: Findings) -> None:
    """Check a log that is served."""
    shown = Progress("Reading the log", after=QUIET)
    source = Address(url)
    served = kept_at(source, findings)
    trust = replace(trust, kept=(*trust.kept, *served.now))
    found = check_log(source, trust, findings, shown.show)
    if found.checkpoint is not None:
        check_kept_before(source, served, found.checkpoint.size, findings)
    if found.checkpoint is None and not findings.doubts:
        findings.doubt("the log's end is signed by no key that counts.")
    _say_what(found, trust, findings)


def verify_copy(place: Path, trust: Trust, findings: Findings) -> None:
    """Check a copy: its log, its files, its entries, its decisions."""
    try:
        with open_copy(place) as folder:
            copy = Copy(folder, read_manifest(folder, findings))
            _check_copy(copy, trust, findings)
    except CutError as error:
        findings.fault(f"is cut off or damaged: {error}", file=place.name)


def _check_copy(copy: Copy, trust: Trust, findings: Findings) -> None:
    if not copy.manifest:
        return
    shown = Progress("Reading the log", after=QUIET)
    size = copy.record.get("size")
    if type(size) is not int or size < 0:
        findings.fault("does not say how many entries there are", file="manifest.json")
        return
    trust = replace(trust, kept=(*trust.kept, *kept_in_copy(copy, findings)))
    found = check_log(Folder(copy.folder / "log"), trust, findings, shown.show, size)
    _compare_ends(copy, found, findings)
    check_paths(copy, findings)
    check_files(copy, findings)
    check_owners(copy, findings)
    shown = Progress("Reading what is disclosed", after=QUIET)
    record = read_record(copy, findings, shown.show)
    said = record.said()
    recorded = by_question(said)
    is_given = trust.policy is not None
    _try("keys", lambda: check_keys(found, said, findings, is_given=is_given), findings)
    origin = str(copy.record.get("origin"))
    _try("signatures", lambda: check_signers(record, origin, findings), findings)
    check_signed(record, findings)
    _try("call-backs", lambda: check_call_backs(record, said, findings), findings)
    _try("doubts", lambda: check_doubts(record, said, findings), findings)
    positions = check_positions(copy, recorded, findings)
    _try("steps", lambda: check_steps(copy, recorded, findings), findings)
    check_decisions(copy, recorded, positions, findings)
    _check_said(copy, said, findings)
    _say_what(found, trust, findings)
    if not copy.is_whole:
        findings.facts["held back"] = (
            "this is a member's copy: what others answered in private is not in it"
        )


def _check_said(copy: Copy, said: Sequence[Said], findings: Findings) -> None:
    """Check what entries say by themselves, or beside the rows."""
    _try("continued", lambda: check_continued(copy, said, findings), findings)
    _try("earlier", lambda: check_earlier_names(copy, said, findings), findings)
    _try("lots", lambda: check_lots(copy, said, findings), findings)
    _try("legal votes", lambda: check_votes(copy, said, findings), findings)
    _try("questions to all", lambda: check_federated(said, findings), findings)
    _try("texts", lambda: _check_words(copy, said, findings), findings)


def _check_words(copy: Copy, said: Sequence[Said], findings: Findings) -> None:
    check_texts(copy, said, findings)
    check_attached(copy, said, findings)


def _try(what: str, check: Callable[[], None], findings: Findings) -> None:
    """Run a check over rows that somebody may have made up."""
    try:
        check()
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        findings.fault(f"{what} cannot be read: {error!r}", file="manifest.json")


def _compare_ends(copy: Copy, found: Found, findings: Findings) -> None:
    """Compare the log's end with the manifest, and say what nobody signed."""
    said, signed = copy.record, found.checkpoint
    if found.frontier is not None:
        root = Copy.code(found.frontier.root)
        if root != said.get("root"):
            findings.fault(
                f"names another end of the record: {root}", file="manifest.json"
            )
    if signed is None:
        if said.get("signed"):
            findings.fault("is missing, though entries are signed", file=CHECKPOINT)
        return
    if signed.origin != said.get("origin"):
        what = f"is of another log, {signed.origin}: expected {said.get('origin')}"
        findings.fault(what, file=CHECKPOINT)
    size = said.get("size", 0)
    if signed.size < size:
        findings.doubt(
            f"nobody signed yet what comes after entry {signed.size}, up to {size}"
            f" ({said.get('unsigned') or 'no reason is given'})."
        )


def _say_what(found: Found, trust: Trust, findings: Findings) -> None:
    if found.checkpoint is not None:
        findings.facts["log"] = found.checkpoint.origin
        findings.facts["signed"] = f"{found.checkpoint.size} entries"
        findings.facts["root"] = Copy.code(found.checkpoint.root)
        findings.facts["signed by"] = say_trust(
            found.signed_by, is_given=bool(trust.keys or trust.policy)
        )
