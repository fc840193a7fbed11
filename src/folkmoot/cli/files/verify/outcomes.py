"""Decisions: each tally counted and each outcome computed again from what was recorded."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from folkmoot.cli.files.verify.choices import check_choice
from folkmoot.cli.files.verify.copies import Copy, Row
from folkmoot.cli.files.verify.entries import Said
from folkmoot.cli.files.verify.findings import Findings
from folkmoot.cli.files.verify.rows import (
    DECISIONS,
    OBJECTIONS,
    PROPOSALS,
    STOP,
    Recorded,
)
from folkmoot.engines.consensus import (
    RULES_VERSION,
    Circumstances,
    RulesError,
    Tally,
    TallyError,
    outcome,
    rules_from_dict,
)

COUNTS = ("yes", "aside", "stop", "need_more")
CIRCUMSTANCES = ("checks", "answered", "fundamental", "cluster", "extended")
COUNTED_AS = {
    "consent": "yes",
    "concern": "yes",
    "stand_aside": "aside",
    "object": "stop",
    "need_more": "need_more",
}
SEATS, QUESTIONS, MEMBERS = "deciding.seat", "deciding.question", "people.membership"
NOTICE = "notice"
FILE = f"{DECISIONS}.jsonl"


def check_decisions(
    copy: Copy,
    recorded: Mapping[str, Recorded],
    positions: Sequence[Row],
    findings: Findings,
) -> None:
    """Compare each decision with its entry, and compute it again."""
    decisions: dict[str, list[Row]] = defaultdict(list)
    for row in copy.rows(DECISIONS, findings):
        decisions[str(row.get("question_id"))].append(row)
    questions = {row.get("id"): row for row in copy.rows(QUESTIONS, findings)}
    counted = _Counted(copy, positions, findings)
    for question in {
        *decisions,
        *(key for key, of in recorded.items() if of.decisions),
    }:
        rows = sorted(decisions[question], key=lambda row: str(row.get("decided_at")))
        entries = recorded[question].decisions
        row = questions.get(question, {})
        if row.get("led_by_id") or (not entries and _was_led(recorded[question])):
            findings.counts["decisions of a federation"] += len(rows)
            continue
        for decision, one in zip(rows, entries, strict=False):
            _check_decision(decision, one, counted, findings)
            check_choice(one, recorded[question].steps, findings)
        if len(rows) > len(entries):
            what = f"holds a decision of the question {question} that was not recorded"
            findings.fault(what, file=FILE)
        for one in entries[len(rows) :]:
            findings.fault("this decision has no row", one.index)


def _was_led(of: Recorded) -> bool:
    return any(one.kind == "question.led" for one in of.steps)


def _check_decision(
    row: Row, one: Said, counted: "_Counted", findings: Findings
) -> None:
    said = one.values
    for name in ("outcome", "badges", "inputs"):
        if row.get(name) != said.get(name):
            what = f"“{name}” of the decision is not what was recorded"
            findings.fault(what, one.index, file=FILE)
    findings.counts["decisions"] += 1
    if NOTICE in said.get("badges", ()):
        return  # nobody spoke against a notice: there was no check to count
    if row.get("rules_version") != RULES_VERSION:
        findings.doubt(
            f"entry {one.index + 1}: its rules are {row.get('rules_version')}, which"
            " this version cannot compute"
        )
        return
    try:
        _compute(said, one, findings)
        counted.check(row, one, findings)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        what = f"the decision cannot be computed again: {error!r}"
        findings.fault(what, one.index, file=FILE)


def _compute(said: Mapping[str, Any], one: Said, findings: Findings) -> None:
    given = said["inputs"]
    try:
        verdict = outcome(
            rules_from_dict(said["rules"]),
            given["members"],
            Tally(*(given[name] for name in COUNTS)),
            Circumstances(*(given[name] for name in CIRCUMSTANCES)),
        )
    except (RulesError, TallyError) as error:
        findings.fault(f"the outcome cannot be computed: {error}", one.index)
        return
    findings.counts["outcomes computed again"] += 1
    if verdict.outcome.value != said["outcome"]:
        what = f"the outcome is “{said['outcome']}” on record, but comes to"
        findings.fault(f"{what} “{verdict.outcome.value}”", one.index)


class _Counted:
    """The rows that a tally is counted from."""

    def __init__(
        self, copy: Copy, positions: Sequence[Row], findings: Findings
    ) -> None:
        self._is_whole = copy.is_whole
        self._positions: dict[tuple[Any, Any], list[Row]] = defaultdict(list)
        for row in positions:
            self._positions[row["question_id"], row["round"]].append(row)
        self._seats: dict[tuple[Any, Any], list[Row]] = defaultdict(list)
        seated: set[tuple[Any, Any, Any]] = set()
        for row in copy.rows(SEATS, findings):
            key = (row.get("question_id"), row.get("round"))
            self._seats[key].append(row)
            if (*key, row.get("member_id")) in seated:
                what = f"holds two seats of one member: {row.get('member_id')}"
                findings.fault(what, file=f"{SEATS}.jsonl")
            seated.add((*key, row.get("member_id")))
        self._ended = {
            row.get("id"): row.get("ended_at") for row in copy.rows(MEMBERS, findings)
        }
        self._going_on = {
            (row.get("question_id"), row["round"]): row.get("id")
            for row in copy.rows(PROPOSALS, findings)
            if row.get("round") is not None and not row.get("beside")
        }
        self._late: dict[Any, list[Any]] = defaultdict(list)
        for row in copy.rows(OBJECTIONS, findings):
            if row.get("late"):
                self._late[row.get("question_id")].append(row.get("owner_id"))

    def check(self, decision: Row, one: Said, findings: Findings) -> None:
        """Compare the numbers of a decision with its seats and positions."""
        given = one.values["inputs"]
        key = (decision["question_id"], given["checks"])
        until = datetime.fromisoformat(decision["decided_at"])
        sure, perhaps = self._here(self._seats[key], until)
        if not len(sure) <= given["members"] <= len(sure) + len(perhaps):
            what = f"{given['members']} members are on record, {len(sure)} have a seat"
            findings.fault(what, one.index, file=f"{SEATS}.jsonl")
        if not self._is_whole:
            return  # positions may be held back
        sure, perhaps = self._here(self._positions_to(key), until)
        least, more = _tally(sure, until), _tally(perhaps, until)
        heard = {row["member_id"] for row in (*sure, *perhaps)}
        late = sum(owner not in heard for owner in self._late[decision["question_id"]])
        for name in COUNTS:
            most = least[name] + more[name] + (late if name == "stop" else 0)
            if not least[name] <= given[name] <= most:
                what = f"{given[name]} “{name}” are on record, {least[name]} are rows"
                findings.fault(what, one.index, file="deciding.position.jsonl")
        findings.counts["tallies counted again"] += 1

    def _positions_to(self, key: tuple[Any, Any]) -> list[Row]:
        """Return those to the version that went on, where several stood side by side."""
        rows, version = self._positions[key], self._going_on.get(key)
        if version is None:
            return rows
        return [row for row in rows if row.get("proposal_id") == version]

    def _here(
        self, rows: Sequence[Row], until: datetime
    ) -> tuple[list[Row], list[Row]]:
        """Return those of members who were there, and who left in that very instant."""
        sure, perhaps = [], []
        for row in rows:
            ended = self._ended.get(row.get("member_id"))
            left = datetime.fromisoformat(ended) if ended else None
            if left is None or left > until:
                sure.append(row)
            elif left == until:
                perhaps.append(row)
        return sure, perhaps


def _tally(rows: Sequence[Row], until: datetime) -> Counter[str]:
    return Counter(COUNTED_AS[_held_then(row, until)] for row in rows)


def _held_then(row: Row, until: datetime) -> str:
    """Return what a position was at an instant: after it, a stop alone can end."""
    return STOP if datetime.fromisoformat(row["at"]) > until else str(row["value"])
