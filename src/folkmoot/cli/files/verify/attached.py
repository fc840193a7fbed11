"""Photos and recordings against the record: each is what was kept, and what was signed."""

from collections.abc import Sequence
from hashlib import file_digest
from pathlib import Path

from folkmoot.cli.files.verify.copies import Copy
from folkmoot.cli.files.verify.entries import Said
from folkmoot.cli.files.verify.findings import Findings

ADDED = ("attachment.added", "position.attached")
SAID = (*ADDED, "contribution.added", "position.taken")
FOLDER = "attachments"


def check_attached(copy: Copy, said: Sequence[Said], findings: Findings) -> None:
    """Compare each file with its entry, and with what its member signed."""
    added = {
        one.values["attachment"]: one
        for one in said
        if one.kind in ADDED and "attachment" in one.values
    }
    for key, one in added.items():
        _check_file(copy.folder / FOLDER / Path(str(key)).name, one, findings)
    for one in said:
        told = one.values
        if one.kind not in SAID or "file" not in told:
            continue
        kept = added.get(told.get("attachment"))
        if kept and told["file"] != kept.values.get("sent", told["file"]):
            what = "its member signed another photo or recording than was kept"
            findings.fault(what, one.index)


def _check_file(file: Path, one: Said, findings: Findings) -> None:
    if "sha256" not in one.values:
        return
    findings.counts["photos and recordings"] += 1
    place = f"{FOLDER}/{file.name}"
    try:
        with file.open("rb") as content:
            found = file_digest(content, "sha256").hexdigest()
    except OSError:
        findings.fault("the photo or recording is missing", one.index, file=place)
        return
    if found != one.values["sha256"]:
        what = "the photo or recording is not the one that was kept"
        findings.fault(what, one.index, file=place)
