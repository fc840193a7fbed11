"""Lots: who was drawn is drawn again from the seed and the list on record."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from folkmoot.cli.files.verify.copies import Copy
from folkmoot.cli.files.verify.entries import Record, Said
from folkmoot.cli.files.verify.findings import Findings
from folkmoot.web.chance import draw, falls_on

CALL_BACK = "call_back.drawn"
CALLED_BACK_ONE_IN = 10
# What another member may enter, and then a lot falls by its hash.
ENTERED = ("position.taken", "contribution.added")
type Told = Mapping[str, Any]
DRAFTERS = 5
LEAVES_DRAWN = 12
PANEL, LEAST = 3, 3  # people; of fewer to draw from nobody is drawn
PANELS = {"fundamental": 5}
PANEL_ROWS, SEAT_ROWS = "deciding.panel", "deciding.panelseat"
DRAWN_FROM = ("seed", "candidates", "drawn")


def _plain(told: Told) -> list[str]:
    """Draw as many as were drawn from one list."""
    return draw(told["seed"], told["candidates"], len(_names(told["drawn"])))


def _panel(told: Told) -> list[str]:
    """Draw as many as such a case needs, where there are enough."""
    people = told["candidates"]
    size = PANELS.get(told.get("panel", ""), PANEL)
    return draw(told["seed"], people, size) if len(people) >= LEAST else []


def _drafters(told: Told) -> list[str]:
    """Draw five; where none is of a worried group, the last seat is one of theirs."""
    chosen = draw(told["seed"], told["candidates"], DRAFTERS)
    worried = told.get("worried") or []
    if worried and not set(chosen) & set(worried):
        return [*chosen[: DRAFTERS - 1], *draw(told["seed"], worried, 1)]
    return chosen


def _pair(told: Told) -> list[str]:
    """Draw one, then another of a second list; one alone where the other stays."""
    seed, others = told["seed"], told["second_from"]
    if len(told["drawn"]) > 1:
        return draw(seed, told["candidates"], 1) + draw(seed, others, 1)
    return draw(seed, others or told["candidates"], 1)


DRAWN: Mapping[str, Callable[[Told], list[str]]] = {
    "role.drawn": _plain,
    "question.reply_drawn": _plain,
    "recall.stand_in_drawn": _plain,
    "federated.drafters_drawn": _drafters,
    "federated.panel_drawn": _panel,
    "messengers.drawn": _pair,
    "call_back.drawn": _plain,
}


def check_lots(copy: Copy, said: Sequence[Said], findings: Findings) -> None:
    """Draw every lot again whose seed and list are in the copy."""
    check_recorded(said, findings)
    if copy.is_whole:
        _check_panels(copy, said, findings)


def check_recorded(said: Sequence[Said], findings: Findings) -> None:
    """Draw again what the record tells with seed, list and who was drawn."""
    for one in said:
        if one.kind not in DRAWN or not set(DRAWN_FROM) <= set(one.values):
            continue
        _check(one, findings)
        if one.kind == "federated.panel_drawn":
            _check_groups(one, findings)


def check_call_backs(record: Record, said: Sequence[Said], findings: Findings) -> None:
    """Check that the hash of what was entered for another drew its call-back."""
    helper = record.bit("helper")
    fell = {
        at
        for at, kind in enumerate(record.kinds)
        if kind in ENTERED
        and record.held[at] & helper
        and falls_on(record.leaf_hash(at), CALLED_BACK_ONE_IN)
    }
    drawn: set[int] = set()
    for one in said:
        if one.kind != CALL_BACK:
            continue
        entry, seed = one.values["entry"], one.values["seed"]
        if entry not in fell or seed.partition("/")[0] != record.leaf_hash(entry):
            findings.fault("it calls back about what no lot fell on", one.index)
        drawn.add(entry)
    for at in sorted(fell - drawn):
        findings.fault("a lot fell on this, and nobody was to call back", at)


def _check(one: Said, findings: Findings) -> None:
    told = one.values
    findings.counts["lots drawn again"] += 1
    drawn, again = _names(told["drawn"]), DRAWN[one.kind](told)
    if drawn != again:
        what = f"the lot drew {_say(drawn)}, but the seed draws {_say(again)}"
        findings.fault(what, one.index)


def _check_groups(one: Said, findings: Findings) -> None:
    """Draw again from which groups the people of a case were drawn."""
    told = one.values
    among = told.get("from_leaves")
    if not isinstance(among, list):
        return
    again = draw(told["seed"], among, LEAVES_DRAWN)
    if told["leaves"] != again:
        what = f"the lot drew the groups {_say(told['leaves'])}"
        findings.fault(f"{what}, but the seed draws {_say(again)}", one.index)


def _check_panels(copy: Copy, said: Sequence[Said], findings: Findings) -> None:
    """Draw the panels of a collective's own questions again, from their rows."""
    seats: dict[object, list[str]] = defaultdict(list)
    for row in copy.rows(SEAT_ROWS, findings):
        seats[row.get("panel_id")].append(str(row.get("member_id")))
    seeds = defaultdict(set)
    for one in said:
        if one.kind in ("panel.drawn", "panel.ruled"):
            seeds[one.about].add(one.values.get("seed"))
    for row in copy.rows(PANEL_ROWS, findings):
        held = seats[row.get("id")]
        again = draw(str(row["seed"]), row["candidates"], len(held))
        findings.counts["lots drawn again"] += 1
        # What was called without a lot of its own is on record once it is ruled.
        is_told = bool(held) and row.get("ruled_at") is not None
        if is_told and row["seed"] not in seeds[row.get("question_id")]:
            what = "a panel's seed is not the one on record"
            findings.fault(what, file=f"{PANEL_ROWS}.jsonl")
        if sorted(held) != sorted(again):
            what = f"a panel holds {_say(held)}, but its seed draws {_say(again)}"
            findings.fault(what, file=f"{PANEL_ROWS}.jsonl")


def _names(drawn: object) -> list[str]:
    return [str(one) for one in drawn] if isinstance(drawn, list) else [str(drawn)]


def _say(ids: Sequence[str]) -> str:
    return ", ".join(ids) if ids else "nobody"
