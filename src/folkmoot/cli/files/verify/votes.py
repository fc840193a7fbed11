"""Votes that the law asks for: each count against its rule, its roll and the record.

How anybody answered is kept nowhere, so that answers cannot be counted again. What can
be: the result from the rule and the count, the roll, and that no fewer answers were
counted than people took part on the page.
"""

from collections import defaultdict
from collections.abc import Sequence

from folkmoot.cli.files.verify.copies import Copy, Row
from folkmoot.cli.files.verify.entries import Said
from folkmoot.cli.files.verify.findings import Findings
from folkmoot.engines.consensus import (
    LegalCount,
    legal_rule_from_dict,
    legal_verdict,
)

VOTES, VOTERS = "deciding.legalvote", "deciding.voter"
COUNTS = ("roll", "yes", "no", "blank", "spoilt")
FILE = f"{VOTES}.jsonl"


def check_votes(copy: Copy, said: Sequence[Said], findings: Findings) -> None:
    """Compute every legal vote again, and compare it with its row."""
    counted = _computed(said, findings)
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in copy.rows(VOTES, findings):
        if row.get("counted_at") is not None:
            rows[str(row.get("question_id"))].append(row)
    for question in {*rows, *counted}:
        _check_question(question, rows[question], counted[question], findings)
    if copy.is_whole:
        _check_rolls(copy, findings)


def _computed(said: Sequence[Said], findings: Findings) -> dict[str, list[Said]]:
    """Compute what was counted, by question; return the entries."""
    counted: dict[str, list[Said]] = defaultdict(list)
    on_page: dict[str, int] = defaultdict(int)
    for one in said:
        about = one.about or ""
        if one.kind == "vote.opened":
            on_page[about] = 0
        elif one.kind == "vote.cast":
            on_page[about] += 1
        elif one.kind == "vote.counted":
            counted[about].append(one)
            _compute(one, on_page[about], findings)
    return counted


def _check_question(
    question: str, rows: Sequence[Row], counted: Sequence[Said], findings: Findings
) -> None:
    held = sorted(rows, key=lambda row: str(row.get("counted_at")))
    for row, one in zip(held, counted, strict=False):
        _compare(row, one, findings)
    if len(held) > len(counted):
        what = f"holds a legal vote on {question} that was not recorded"
        findings.fault(what, file=FILE)
    for one in counted[len(held) :]:
        findings.fault("this legal vote has no row", one.index)


def _compute(one: Said, on_page: int, findings: Findings) -> None:
    told = one.values
    try:
        count = LegalCount(**{name: told["count"][name] for name in COUNTS})
        is_carried, reasons = legal_verdict(legal_rule_from_dict(told["rule"]), count)
    except (KeyError, TypeError, ValueError) as error:
        findings.fault(f"the legal vote cannot be computed again: {error}", one.index)
        return
    findings.counts["legal votes computed again"] += 1
    if (is_carried, list(reasons)) != (told.get("is_carried"), told.get("reasons")):
        what = "the result of the legal vote is not what its rule and count come to"
        findings.fault(what, one.index)
    if count.took_part < on_page:
        what = f"{on_page} people took part on the page, but fewer answers were counted"
        findings.fault(what, one.index)


def _compare(row: Row, one: Said, findings: Findings) -> None:
    told = one.values
    state = "carried" if told.get("is_carried") else "not_carried"
    # A vote on a text that was checked once more was stopped after it was counted.
    is_so = row.get("state") in (state, "stopped") and row.get("rule") == told.get(
        "rule"
    )
    if not is_so or {name: row.get(name) for name in COUNTS} != told.get("count"):
        what = "the legal vote in the rows is not what was recorded"
        findings.fault(what, one.index, file=FILE)


def _check_rolls(copy: Copy, findings: Findings) -> None:
    on_roll: dict[str, int] = defaultdict(int)
    for row in copy.rows(VOTERS, findings):
        on_roll[str(row.get("vote_id"))] += 1
    for row in copy.rows(VOTES, findings):
        if on_roll[str(row.get("id"))] != row.get("roll"):
            what = f"the roll of the legal vote {row.get('id')} has another length"
            findings.fault(what, file=FILE)
