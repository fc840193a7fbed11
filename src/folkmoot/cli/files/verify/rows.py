"""Rows against the record: positions, steps and decisions as they were recorded."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from folkmoot.cli.files.verify.copies import Copy, Row
from folkmoot.cli.files.verify.entries import Said, is_same_time
from folkmoot.cli.files.verify.findings import Findings

POSITIONS, OBJECTIONS = "deciding.position", "deciding.objection"
PROPOSALS = "deciding.proposal"
TRANSITIONS, DECISIONS = "deciding.transition", "deciding.decision"
YES = "consent"
# What a stop's owner holds when the stop has come to its end.
AFTER_STOP = {"resolved": "consent", "relabelled": "concern", "moved": "stand_aside"}
STOP = "object"


@dataclass(frozen=True)
class Recorded:
    """The entries of one question, in their order."""

    positions: dict[tuple[str, int, int], Said]  # by member, check and version
    seconds: dict[object, Said]  # who heard an answer too, by the answer's place
    erased_seconds: list[Said]  # it is erased, or held back, which answer they heard
    not_right: set[object]  # answers by helpers that were taken away, by their place
    nameless: list[Said]  # positions of which it is erased, or held back, whose
    steps: list[Said]
    decisions: list[Said]
    stops: list[Said]


def by_question(said: Sequence[Said]) -> dict[str, Recorded]:
    """Sort entries by the question they are about."""
    found: dict[str, Recorded] = defaultdict(
        lambda: Recorded({}, {}, [], set(), [], [], [], [])
    )
    for one in said:
        of = found[one.about or ""]
        if one.kind in ("position.taken", "position.seconded"):
            _sort_position(one, of)
        elif one.kind == "call_back.answered":
            if one.values.get("result") == "not_right":
                of.not_right.add(one.values.get("entry"))
        elif one.kind in ("question.raised", "question.moved", "question.led"):
            of.steps.append(one)
        elif one.kind == "decision.made":
            of.decisions.append(one)
        elif one.kind == "stop.moved":
            of.stops.append(one)
    return found


def _sort_position(one: Said, of: Recorded) -> None:
    if one.kind == "position.seconded":
        if "entry" in one.values:
            of.seconds[one.values["entry"]] = one
        else:
            of.erased_seconds.append(one)
    elif "member" in one.values:
        of.positions[_key_of(one)] = one
    else:
        of.nameless.append(one)


def _key_of(one: Said) -> tuple[str, int, int]:
    told = one.values
    return str(told["member"]), told.get("round", 0), told.get("version", 0)


def check_positions(
    copy: Copy, recorded: dict[str, Recorded], findings: Findings
) -> list[Row]:
    """Compare each position with the last one that was recorded; return all rows."""
    rows = [
        row for row in copy.rows(POSITIONS, findings) if _is_position(row, findings)
    ]
    owners = {
        (row.get("question_id"), row.get("number")): row.get("owner_id")
        for row in copy.rows(OBJECTIONS, findings)
    }
    seen: set[tuple[str, tuple[str, int, int]]] = set()
    versions = versions_side_by_side(copy, findings)
    for row in rows:
        version = versions.get((row.get("proposal_id"), row["round"]), 0)
        key = (row["member_id"], row["round"], version)
        if (row["question_id"], key) in seen:
            findings.fault("holds two positions of one member", file=_file(POSITIONS))
        seen.add((row["question_id"], key))
        _check_position(row, key, recorded[row["question_id"]], owners, findings)
    if copy.is_whole:
        for question, of in recorded.items():
            for key, one in of.positions.items():
                if (question, key) not in seen and one.index not in of.not_right:
                    findings.fault("its position has no row", one.index)
    findings.counts["positions"] = len(rows)
    return rows


def versions_side_by_side(copy: Copy, findings: Findings) -> dict[object, int]:
    """Return the number of each version that stood beside others, by id and check."""
    return {
        (row.get("id"), row["round"]): int(row["version"])
        for row in copy.rows(PROPOSALS, findings)
        if row.get("round") is not None
    }


def _is_position(row: Row, findings: Findings) -> bool:
    texts = (row.get("question_id"), row.get("member_id"), row.get("value"))
    if all(isinstance(one, str) for one in texts) and type(row.get("round")) is int:
        return True
    findings.fault("holds a row that is no position", file=_file(POSITIONS))
    return False


def _check_position(
    row: Row,
    key: tuple[str, int, int],
    of: Recorded,
    owners: dict[tuple[object, object], object],
    findings: Findings,
) -> None:
    member, check, _version = key
    one = of.positions.get(key)
    if row.get("carried_over"):
        places = [place for place in of.positions if place[0] == member]
        earlier = [place for place in places if place[1] < check]
        one = _yes_of(of, earlier)
    if one is None:
        _count_nameless(row["question_id"], of, findings)
        return
    was, now = one.values.get("value"), row["value"]
    if was != now and not (was == STOP and _ended_so(row, one, of, owners)):
        what = f"the position is “{was}” on record, and “{now}” in the rows"
        findings.fault(what, one.index, file=_file(POSITIONS))
    elif not row.get("carried_over") and not _is_helped_so(row, one):
        what = "who entered a position is not who did so on record"
        findings.fault(what, one.index, file=_file(POSITIONS))
    elif not row.get("carried_over") and not _is_seconded_so(row, one, of):
        what = "who heard an answer too is not who said so on record"
        findings.fault(what, one.index, file=_file(POSITIONS))
    elif "text" in one.values and one.values["text"] != row.get("text"):
        findings.fault(
            "the words beside a position differ from those on record",
            one.index,
            file=_file(POSITIONS),
        )


def _yes_of(of: Recorded, places: Sequence[tuple[str, int, int]]) -> Said | None:
    """Return the entry of the yes that was carried over: to the last check before."""
    last = max((place[1] for place in places), default=0)
    said = [of.positions[place] for place in places if place[1] == last]
    yes = [one for one in said if one.values.get("value") == YES]
    return next(iter(yes or said), None)


def _is_helped_so(row: Row, one: Said) -> bool:
    """Say whether a position names who entered it as its entry does.

    Who that was may be erased in the entry.
    """
    held = one.values.get("holds")
    if not isinstance(held, list) or "helper_id" not in row:
        return True
    if "helper" not in held:
        return row["helper_id"] is None
    return bool(one.values.get("helper", row["helper_id"]) == row["helper_id"])


def _is_seconded_so(row: Row, one: Said, of: Recorded) -> bool:
    """Say whether a row tells of a second as the record does; whose it was may be gone."""
    if "seconded_at" not in row:
        return True
    second = of.seconds.get(one.index)
    if second is None and row["seconded_at"] is not None and of.erased_seconds:
        return bool(of.erased_seconds.pop())
    if second is None or row["seconded_at"] is None:
        return second is None and row["seconded_at"] is None
    return bool(second.values.get("member", row["second_id"]) == row["second_id"])


def _count_nameless(question: str, of: Recorded, findings: Findings) -> None:
    """Whose words were erased has no name in the record any more; more have none."""
    findings.counts["positions without a name in the record"] += 1
    if not of.nameless:
        what = f"holds a position to the question {question} that was not recorded"
        findings.fault(what, file=_file(POSITIONS))
    else:
        of.nameless.pop()


def _ended_so(
    row: Row, one: Said, of: Recorded, owners: dict[tuple[object, object], object]
) -> bool:
    """Say whether the stop behind a position ended as the row has it, on record."""
    return any(
        AFTER_STOP.get(str(step.values.get("to"))) == row["value"]
        and owners.get((row["question_id"], step.values.get("stop")))
        in (row["member_id"], None)
        for step in of.stops
        if step.index > one.index
    )


def check_steps(copy: Copy, recorded: dict[str, Recorded], findings: Findings) -> None:
    """Compare each step of each question with its entry."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in copy.rows(TRANSITIONS, findings):
        rows[str(row.get("question_id"))].append(row)
    for question in {*rows, *(key for key, of in recorded.items() if of.steps)}:
        of = recorded[question]
        steps = sorted(rows[question], key=lambda row: int(row.get("order", -1)))
        for row, one in zip(steps, of.steps, strict=False):
            _check_step(row, one, findings, is_whole=copy.is_whole)
        if len(steps) > len(of.steps):
            what = f"holds a step of the question {question} that was not recorded"
            findings.fault(what, file=_file(TRANSITIONS))
        for one in of.steps[len(steps) :]:
            findings.fault("this step of a question has no row", one.index)
        findings.counts["steps"] += len(steps)


def _check_step(row: Row, one: Said, findings: Findings, *, is_whole: bool) -> None:
    said = one.values
    pairs = [("why", "why"), ("from_stage", "from"), ("to_stage", "to")]
    pairs += [("reason", "reason"), ("facts", "facts")]
    if one.kind == "question.raised":
        pairs = pairs[:1]
    for column, name in pairs:
        is_held_back = not is_whole and row.get(column) == {}
        if name in said and row.get(column) != said[name] and not is_held_back:
            what = f"“{column}” of a step is not what was recorded"
            findings.fault(what, one.index, file=_file(TRANSITIONS))
    at = one.at if one.kind == "question.raised" else said.get("at_instant")
    if at is not None and not is_same_time(at, row.get("at")):
        what = "when a step took effect is not what was recorded"
        findings.fault(what, one.index, file=_file(TRANSITIONS))


def _file(table: str) -> str:
    return f"{table}.jsonl"
