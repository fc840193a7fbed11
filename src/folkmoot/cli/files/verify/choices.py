"""Versions side by side: which one went on from a check, computed again."""

from collections.abc import Mapping, Sequence
from typing import Any

from folkmoot.cli.files.verify.entries import Said
from folkmoot.cli.files.verify.findings import Findings
from folkmoot.engines.consensus import (
    Circumstances,
    Tally,
    Verdict,
    leading_variant,
    outcome,
    rules_from_dict,
)

COUNTS = ("yes", "aside", "stop", "need_more")
CIRCUMSTANCES = ("checks", "answered", "fundamental", "cluster", "extended")


def check_choice(decision: Said, steps: Sequence[Said], findings: Findings) -> None:
    """Compute again why one of several versions went on to a decision."""
    chosen = [
        one
        for one in steps
        if one.index < decision.index and "goes_on" in (one.values.get("facts") or {})
    ]
    checks = decision.values.get("inputs", {}).get("checks")
    for one in chosen[-1:]:
        facts = one.values["facts"]
        if facts["variants"] and facts["variants"][0].get("checks") == checks:
            _check(facts, decision.values, one, findings)


def _check(
    facts: Mapping[str, Any],
    decision: Mapping[str, Any],
    one: Said,
    findings: Findings,
) -> None:
    try:
        verdicts = [_verdict(row, decision["rules"]) for row in facts["variants"]]
        compare_choice(facts, verdicts, one, findings)
    except (KeyError, TypeError, ValueError) as error:
        what = f"which version goes on cannot be computed: {error!r}"
        findings.fault(what, one.index)


def compare_choice(
    facts: Mapping[str, Any],
    verdicts: Sequence[tuple[Verdict, Tally]],
    one: Said,
    findings: Findings,
) -> None:
    """Compare what each version came to, and which went on, with the record."""
    version = facts["variants"][leading_variant(verdicts)]["version"]
    findings.counts["choices of a version computed again"] += 1
    for row, (verdict, _tally) in zip(facts["variants"], verdicts, strict=True):
        if verdict.outcome.value != row["outcome"]:
            what = f"version {row['version']} is “{row['outcome']}” on record, but"
            findings.fault(f"{what} comes to “{verdict.outcome.value}”", one.index)
    if version != facts["goes_on"]:
        what = f"version {facts['goes_on']} goes on, but it should be {version}"
        findings.fault(what, one.index)


def _verdict(row: Mapping[str, Any], rules: Mapping[str, Any]) -> tuple[Verdict, Tally]:
    tally = Tally(*(row[name] for name in COUNTS))
    circumstances = Circumstances(*(row[name] for name in CIRCUMSTANCES))
    verdict = outcome(rules_from_dict(rules), row["members"], tally, circumstances)
    return verdict, tally
