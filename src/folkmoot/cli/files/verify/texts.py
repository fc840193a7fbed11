"""Texts in the rows against the record: what people said, drafts, agreements."""

from collections.abc import Iterable, Sequence
from typing import Any

from folkmoot.cli.files.verify.copies import Copy, Row
from folkmoot.cli.files.verify.entries import Said
from folkmoot.cli.files.verify.findings import Findings

# Kind of entry, table, and which value of the entry names the row.
WORDS = (
    ("statement.added", "listening.statement", "statement"),
    ("contribution.added", "listening.contribution", "contribution"),
)
PROPOSALS, AGREEMENTS = "deciding.proposal", "people.agreement"


def check_texts(copy: Copy, said: Sequence[Said], findings: Findings) -> None:
    """Compare the texts of rows with those that were recorded with them."""
    taken_away = _taken_away(said)
    for kind, table, name in WORDS:
        rows = {row.get("id"): row for row in copy.rows(table, findings)}
        for one in said:
            if one.kind == kind and name in one.values and one.index not in taken_away:
                row = rows.get(one.values[name])
                _compare(row, one, one.values, table, findings)
    _check_drafts(copy, said, findings)
    _check_agreements(copy, said, findings)


def _taken_away(said: Sequence[Said]) -> set[object]:
    """Return the entries by helpers of which their owners said that they are not right."""
    return {
        one.values.get("entry")
        for one in said
        if one.kind == "call_back.answered" and one.values.get("result") == "not_right"
    }


def _compare(
    row: Row | None, one: Said, told: Any, table: str, findings: Findings
) -> None:
    file = f"{table}.jsonl"
    findings.counts["texts"] += 1
    if row is None:
        findings.fault("what was said has no row", one.index, file=file)
        return
    for name in ("text", "short_text", "what_changed"):
        if name in told and told[name] != row.get(name, told[name]):
            what = f"“{name}” is not what was recorded"
            findings.fault(what, one.index, file=file)


def _check_drafts(copy: Copy, said: Iterable[Said], findings: Findings) -> None:
    rows = {
        (row.get("question_id"), row.get("version")): row
        for row in copy.rows(PROPOSALS, findings)
    }
    for one in said:
        if one.kind == "draft.written" and "version" in one.values:
            row = rows.get((one.about, one.values["version"]))
            _compare(row, one, one.values, PROPOSALS, findings)
        if one.kind == "decision.made" and one.values.get("text_version") is not None:
            row = rows.get((one.about, one.values["text_version"]))
            _compare(row, one, one.values, PROPOSALS, findings)


def _check_agreements(copy: Copy, said: Iterable[Said], findings: Findings) -> None:
    """Each version has the text that the last change up to it gave."""
    changes: dict[int, tuple[Said, Any]] = {}
    for one in said:
        if one.kind == "collective.started" and "agreement" in one.values:
            changes[1] = (one, one.values["agreement"])
        if one.kind == "agreement.changed" and "version" in one.values:
            changes[one.values["version"]] = (one, one.values)
    for row in copy.rows(AGREEMENTS, findings):
        until = [number for number in changes if number <= row.get("version", 0)]
        if until:
            one, told = changes[max(until)]
            _compare(row, one, told, AGREEMENTS, findings)
