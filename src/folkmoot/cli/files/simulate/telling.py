"""What a simulation came to, as a table for people or JSON for programs."""

import argparse
import json
import resource
import sys
from collections.abc import Iterator, Mapping
from time import perf_counter

from folkmoot.cli.files.outcome import WORDS
from folkmoot.cli.files.simulate.asking import BEGINS, COLUMNS, DAY, Asked
from folkmoot.engines.consensus import Reason

KILOBYTE = 1024
OF_GROUPS: Mapping[str, str] = {
    "groups_support_reached": "{agree} of {heard} groups heard agree; at least"
    " {percent}% are needed",
    "groups_support_below_share": "only {agree} of {heard} groups heard agree; at least"
    " {percent}% are needed",
    "groups_floor_reached": "{agree} of all {leaves} groups agree; at least {floor} are"
    " needed",
    "groups_floor_missed": "only {agree} of all {leaves} groups agree; at least {floor}"
    " are needed",
    "no_group_objects": "no group objects",
    "groups_objecting_within": "{objecting} of {sides} groups on either side object; at"
    " most {allowed} may",
    "groups_objecting_above": "{objecting} of {sides} groups on either side object; at"
    " most {allowed} may",
    "groups_cluster": "at least half of a region's groups object",
}
HEADS = {
    "nodes": "nodes",
    "people_each": "each",
    "members": "members",
    "heard": "heard",
    "yes": "yes",
    "aside": "aside",
    "stop": "stop",
    "need_more": "more",
    "agree": "agree",
    "divided": "divided",
    "objecting": "object",
    "not_heard": "not heard",
}


def tell(
    options: argparse.Namespace, asked: Asked, *, rows: int, started: float
) -> None:
    """Print what came of it, with what it cost since ``started``."""
    told = as_json(options, asked)
    told["rows"] = rows
    told["seconds"] = round(perf_counter() - started, 2)
    # In kilobytes on Linux, which is what servers run.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILOBYTE
    told["peak_memory_mb"] = round(peak)
    if options.json:
        print(json.dumps(told, ensure_ascii=False, allow_nan=False))
    else:
        print("\n".join(in_words(told)))
    sys.stdout.flush()


def as_json(options: argparse.Namespace, asked: Asked) -> dict[str, object]:
    """Return all that the result is, but for what it cost."""
    kind, share = options.hostile
    return {
        "people": options.people,
        "leaf_size": options.leaf_size,
        "fan_in": options.fan_in,
        "class": options.question_class,
        "opinions": options.opinions,
        "rounds": options.rounds,
        "absent": options.absent,
        "hostile": f"{kind}:{share:g}",
        "seed": options.seed,
        "outcome": asked.verdict.outcome.value,
        "reasons": [say(reason) for reason in asked.verdict.reasons],
        "badges": list(asked.verdict.badges),
        "cluster": asked.count.has_cluster,
        "days": asked.days,
        "minutes_asked": asked.minutes,
        "steps": [
            {"to": step.to.value, "day": (step.at - BEGINS) / DAY, "why": step.why}
            for step in asked.steps
        ],
        "levels": list(_levels(asked)),
    }


def _levels(asked: Asked) -> Iterator[dict[str, object]]:
    """Yield the sums of each level; those of every level are the same people."""
    for depth, nodes in enumerate(asked.count.levels):
        sums = dict(zip(COLUMNS, nodes.sum(axis=1).tolist(), strict=True))
        heard = sum(sums[name] for name in ("yes", "aside", "stop", "need_more"))
        least, most = int(nodes[0].min()), int(nodes[0].max())
        yield {
            "level": depth,
            "nodes": nodes.shape[1],
            "people_each": f"{least}-{most}" if least != most else str(most),
            "heard": heard,
            **sums,
        }


def say(reason: Reason) -> str:
    """Put one reason into words."""
    words = OF_GROUPS.get(reason.code) or WORDS[reason.code]
    return words.format_map(reason.numbers)


def in_words(told: Mapping[str, object]) -> Iterator[str]:
    """Yield the lines that people read."""
    yield (
        f"{told['people']:,} people in collectives of {told['leaf_size']}, {told['class']}"
        f" question, opinions: {told['opinions']}, absent: {told['absent']},"
        f" hostile: {told['hostile']}, seed {told['seed']}"
    )
    yield ""
    levels: list[Mapping[str, object]] = told["levels"]  # type: ignore[assignment]
    yield from _table(levels)
    yield ""
    steps: list[Mapping[str, object]] = told["steps"]  # type: ignore[assignment]
    yield ", ".join(f"{step['to']} day {step['day']:g}" for step in steps)
    yield ""
    yield f"outcome        {told['outcome']}"
    reasons: list[str] = told["reasons"]  # type: ignore[assignment]
    yield from (f"               {reason}" for reason in reasons)
    yield f"days           {told['days']:g}"
    yield f"minutes asked  {told['minutes_asked']} of each person"
    yield f"rows           {told['rows']}"
    yield f"seconds        {told['seconds']}"
    yield f"peak memory    {told['peak_memory_mb']} MB"


def _table(levels: list[Mapping[str, object]]) -> Iterator[str]:
    """Yield a line for each level, the whole first."""
    rows = [["", *HEADS.values()]]
    for level in reversed(levels):
        depth = level["level"]
        name = "collectives" if depth == 0 else f"councils {depth}"
        cells = [level[key] for key in HEADS]
        rows.append(
            [name, *(f"{c:,}" if isinstance(c, int) else str(c) for c in cells)]
        )
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *others in rows:
        cells_of = zip(others, widths[1:], strict=True)
        yield "  ".join(
            [first.ljust(widths[0]), *(cell.rjust(width) for cell, width in cells_of)]
        )
