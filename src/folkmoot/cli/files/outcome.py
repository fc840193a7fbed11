"""``folkmoot outcome``: one check per line in, its outcome and reasons per line out."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Never

from folkmoot.engines.consensus import (
    DEFAULTS,
    Circumstances,
    QuestionClass,
    Reason,
    Rules,
    RulesError,
    Tally,
    TallyError,
    outcome,
    urgent,
    validate,
)

CLASSES = {
    str(name): DEFAULTS[name] for name in QuestionClass if name != QuestionClass.SMALL
}
COUNTS = ("members", "yes", "aside", "stop", "need_more", "checks")
FLAGS = ("answered", "fundamental", "cluster", "extended")
FIELDS = ("class", *COUNTS, *FLAGS)
FIELD_SET = frozenset(FIELDS)
# The numbers of a collective's own, where they differ from the published ones.
OWN = "rules"
NUMBERS = (
    *("support_percent", "stop_percent", "one_stop_from", "floor_percent"),
    *("floor_least", "checks_before_near", "max_checks", "is_urgent"),
)
# Compared as exact types, because True is an int to Python and 12.0 equals 12.
VALUE_TYPES = (*(int for _ in COUNTS), *(bool for _ in FLAGS))

WORDS = {
    "stop_unanswered": "a stop is not answered yet",
    "need_more_above_tenth": "{need_more} need more time or facts: more than a tenth of"
    " the {others} others heard",
    "nobody_heard": "nobody was heard",
    "support_reached": "{yes} of {heard} heard say yes; at least {percent}% are needed",
    "support_below_share": "only {yes} of {heard} heard say yes; at least {percent}%"
    " are needed",
    "no_stop": "nobody says stop",
    "stops_within_limit": "{stop} of {heard} heard say stop; at most {allowed} may",
    "stops_above_limit": "{stop} of {heard} heard say stop; at most {allowed} may",
    "stops_too_early": "with a stop, {needed} checks are needed; this is check {checks}",
    "fundamental": "the founding agreement or a basic right would be broken",
    "cluster": "at least half of an affected group says stop",
    "checks_left": "this is check {checks} of at most {most}: work on the draft",
    "no_checks_left": "this is check {checks} of at most {most}: no check is left",
    "floor_reached": "{yes} of {members} members say yes; at least {floor} are needed",
    "floor_missed": "only {yes} of {members} members say yes; at least {floor} are"
    " needed",
    "half_floor_reached": "few voices: {yes} say yes, and {half} are enough after one"
    " extension",
    "extended_before": "the check was extended before",
    "few_voices": "few voices: fewer than half of the members were heard",
}


class LineError(ValueError):
    """A line that is not one complete check."""


def main(argv: Sequence[str]) -> int:
    """Answer each line of standard input; return 1 if any line was malformed."""
    parser = argparse.ArgumentParser(
        prog="folkmoot outcome",
        description="Read one JSON object per line, write its outcome per line.",
        epilog="Fields, all needed: "
        + ", ".join(FIELDS)
        + ". May be added: rules, an object of a collective's own numbers: "
        + ", ".join(NUMBERS)
        + ".",
    )
    parser.parse_args(argv)
    return answer_lines()


def answer_lines() -> int:
    """Answer every line, the malformed ones with what is wrong about them."""
    status = 0
    write = sys.stdout.write
    for line in sys.stdin.buffer:
        try:
            write(answer(read_check(line)))
        except (LineError, TallyError) as error:
            status = 1
            write(json.dumps({"error": str(error)}) + "\n")
    sys.stdout.flush()
    return status


# A file of checks repeats itself; what is kept is the answer of `outcome`, not a rule.
@lru_cache(maxsize=1 << 14)
def answer(check: tuple[object, ...]) -> str:
    """Return the line to write for the values of one check, in the order of FIELDS."""
    name, members, yes, aside, stop, need_more, checks, *flags, rules = check
    verdict = outcome(
        rules or CLASSES[name],  # type: ignore[index,arg-type] # read_check looked at every type
        members,  # type: ignore[arg-type]
        Tally(yes, aside, stop, need_more),  # type: ignore[arg-type]
        Circumstances(checks, *flags),  # type: ignore[arg-type]
    )
    words = [say(reason) for reason in verdict.reasons]
    words += [WORDS[badge] for badge in verdict.badges]
    # Our own words need no escaping, so plain joining gives the same JSON text.
    return f'{{"outcome": "{verdict.outcome.value}", "reasons": ["{'", "'.join(words)}"]}}\n'


def say(reason: Reason) -> str:
    """Put one reason into words."""
    return WORDS[reason.code].format_map(reason.numbers)


def read_check(line: bytes) -> tuple[object, ...]:
    """Return the values of one line in the order of FIELDS, each of its right type."""
    try:
        found = DECODER.decode(line.decode())
    except (LineError, RecursionError, ValueError) as error:
        message = str(error) if isinstance(error, LineError) else f"not JSON: {error}"
        raise LineError(message) from None
    if type(found) is not dict:
        message = f"the line holds {type(found).__name__}; expected one JSON object"
        raise LineError(message)
    own = found.pop(OWN) if OWN in found else None
    if found.keys() != FIELD_SET:
        refuse_fields(found)
    values = tuple([found[name] for name in FIELDS])
    if tuple(map(type, values[1:])) != VALUE_TYPES:
        refuse_values(found)
    if type(values[0]) is not str or values[0] not in CLASSES:
        message = f"class is {values[0]!r}; expected one of {', '.join(CLASSES)}"
        raise LineError(message)
    return (*values, None if own is None else read_rules(values[0], own))


def read_rules(name: str, own: object) -> Rules:
    """Return the rules of a class with a collective's own numbers."""
    if type(own) is not dict or not own.keys() <= set(NUMBERS):
        message = f"rules must be an object; possible: {', '.join(NUMBERS)}"
        raise LineError(message)
    try:
        base = urgent(CLASSES[name]) if own.get("is_urgent") is True else CLASSES[name]
        rules = replace(base, **own)
        validate(rules)
    except RulesError as error:
        raise LineError(str(error)) from error
    return rules


def refuse_fields(found: dict[str, object]) -> Never:
    """Name the fields that are missing or unknown."""
    missing = [name for name in FIELDS if name not in found]
    unknown = [name for name in found if name not in FIELD_SET]
    parts = []
    if missing:
        parts.append("missing: " + ", ".join(missing))
    if unknown:
        parts.append("unknown: " + ", ".join(unknown))
    raise LineError("; ".join(parts))


def refuse_values(found: dict[str, object]) -> Never:
    """Name the first value of a wrong type."""
    for name in COUNTS:
        if type(found[name]) is not int:
            message = f"{name} is {json.dumps(found[name])}; expected a whole number"
            raise LineError(message)
    for name in FLAGS:
        if not isinstance(found[name], bool):
            message = f"{name} is {json.dumps(found[name])}; expected true or false"
            raise LineError(message)
    raise AssertionError


def read_pairs(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Make one object of its pairs; a key that comes twice would hide a value."""
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _value in pairs]
        twice = sorted({name for name in names if names.count(name) > 1})
        message = f"given twice: {', '.join(twice)}"
        raise LineError(message)
    return found


def refuse_constant(name: str) -> Never:
    """Refuse NaN and the infinities, which JSON does not have."""
    message = f"{name} is not a JSON value; expected a whole number"
    raise LineError(message)


DECODER = json.JSONDecoder(object_pairs_hook=read_pairs, parse_constant=refuse_constant)
