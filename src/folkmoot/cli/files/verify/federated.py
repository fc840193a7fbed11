"""What all groups were asked: which version went on, what stood beside, who is released."""

from collections.abc import Mapping, Sequence
from typing import Any

from folkmoot.cli.files.verify.choices import CIRCUMSTANCES, compare_choice
from folkmoot.cli.files.verify.entries import Said
from folkmoot.cli.files.verify.findings import Findings
from folkmoot.engines.consensus import (
    Circumstances,
    FederatedTally,
    LeafPosition,
    Tally,
    Verdict,
    federated_outcome,
    leaf_position,
    must_be_variant,
    rules_from_dict,
)

PEOPLE = ("yes", "aside", "stop", "need_more")
GROUPS = ("agree", "divided", "objecting", "not_heard")
MOST_BESIDE = 6  # more than seven versions nobody can compare


def check_federated(said: Sequence[Said], findings: Findings) -> None:
    """Compute again what was recorded about questions to all groups."""
    for one in said:
        facts = one.values.get("facts") or {}
        if one.kind == "federated.moved" and "goes_on" in facts:
            verdicts = [_verdict(row, facts["rules"]) for row in facts["variants"]]
            compare_choice(facts, verdicts, one, findings)
        if one.kind == "federated.moved" and "amendments" in facts:
            _check_amendments(facts["amendments"], one, findings)
        if one.kind == "question.released" and "inputs" in one.values:
            _check_release(one, findings)


def _verdict(row: Mapping[str, Any], rules: Mapping[str, Any]) -> tuple[Verdict, Tally]:
    counted = row["counted"]
    groups = {name: counted[name] for name in GROUPS}
    tally = FederatedTally(counted["members"], _people(counted), **groups)
    circumstances = Circumstances(*(row[name] for name in CIRCUMSTANCES))
    verdict = federated_outcome(rules_from_dict(rules), tally, circumstances)
    return verdict, _people(row)


def _people(row: Mapping[str, Any]) -> Tally:
    return Tally(*(row[name] for name in PEOPLE))


def _check_amendments(
    rows: Sequence[Mapping[str, Any]], one: Said, findings: Findings
) -> None:
    """Compare what stood beside the draft with what enough groups backed."""
    findings.counts["other wordings counted again"] += len(rows)
    must = [
        row
        for row in rows
        if must_be_variant(len(row["groups"]), row["heard"]) and not row["taken"]
    ]
    first = sorted(must, key=lambda row: (-len(row["groups"]), row["amendment"]))
    expected = {row["amendment"] for row in first[:MOST_BESIDE]}
    for row in rows:
        if row["stands"] != (row["amendment"] in expected):
            what = (
                f"wording {row['amendment']}, backed by {len(row['groups'])} groups of"
            )
            does = "stands" if row["stands"] else "does not stand"
            findings.fault(f"{what} {row['heard']} heard, {does} beside", one.index)


def _check_release(one: Said, findings: Findings) -> None:
    told = one.values
    position = leaf_position(
        rules_from_dict(told["rules"]),
        told["inputs"]["members"],
        _people(told["inputs"]),
        is_affected=told["affected"],
    )
    findings.counts["releases computed again"] += 1
    if position.value != told["position"] or position is LeafPosition.AGREES:
        what = f"the collective was released as “{told['position']}”, but comes to"
        findings.fault(f"{what} “{position.value}”", one.index)
