"""One class's numbers: shares, floors and windows, with the ranges they may take."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import timedelta
from enum import StrEnum
from math import isqrt
from types import MappingProxyType

RULES_VERSION = "consensus-1"
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
URGENT_EXPIRES_AFTER = 30 * DAY


class QuestionClass(StrEnum):
    """How much is at stake, and so which path a question takes."""

    SMALL = "small"
    ORDINARY = "ordinary"
    SERIOUS = "serious"
    FOUNDING = "founding"


class RulesError(ValueError):
    """A number lies outside what a collective may choose."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The numbers of one class, frozen for a question when it opens.

    Parameters
    ----------
    question_class : QuestionClass
        The class these numbers belong to.
    support_percent : int, percent of those heard
        Least share of yes.
    stop_percent : int, percent of those heard
        Largest share of stops in near-consensus; 0 means no stop may stand.
    one_stop_from : int, people heard
        From here on one person may stand alone.
    floor_percent : int, percent of members
        Least share of yes among all members.
    floor_least : int, people
        Least number of yes, whatever the share says.
    checks_before_near : int
        Checks to hold before a decision may carry standing stops.
    max_checks : int
        Checks a question may have.
    shaping, notice, hearing, drafting, check, working, last_call : timedelta
        Length of each window.
    extension : timedelta
        What one extension adds.
    late_objection : timedelta
        Time to object after the decision for those not heard before.
    stop_answer : timedelta
        Time for each reply in the life of a stop.
    look_back : timedelta
        From the decision to its look-back.
    is_urgent : bool
        Whether the modifier urgent is set; urgent numbers have their own ranges.

    Notes
    -----
    Numbers: the defaults of the process, "Outcome function" and "Defaults, ranges,
    reasons".
    """

    question_class: QuestionClass
    support_percent: int
    stop_percent: int
    one_stop_from: int
    floor_percent: int
    floor_least: int
    checks_before_near: int = 2
    max_checks: int = 3
    shaping: timedelta = 7 * DAY
    notice: timedelta = 5 * DAY
    hearing: timedelta = 7 * DAY
    drafting: timedelta = 7 * DAY
    check: timedelta = 7 * DAY
    working: timedelta = 14 * DAY
    last_call: timedelta = 3 * DAY
    extension: timedelta = 7 * DAY
    late_objection: timedelta = 14 * DAY
    stop_answer: timedelta = 7 * DAY
    look_back: timedelta = 90 * DAY
    is_urgent: bool = False

    @property
    def is_grave(self) -> bool:
        """Whether no window of this class may close early."""
        return self.question_class in (QuestionClass.SERIOUS, QuestionClass.FOUNDING)

    @property
    def readings(self) -> int:
        """How many hearings this class has."""
        return 2 if self.question_class is QuestionClass.FOUNDING else 1


_ORDINARY = Rules(QuestionClass.ORDINARY, 75, 10, 5, 20, 3)

DEFAULTS: Mapping[QuestionClass, Rules] = MappingProxyType(
    {
        QuestionClass.SMALL: replace(
            _ORDINARY, question_class=QuestionClass.SMALL, look_back=30 * DAY
        ),
        QuestionClass.ORDINARY: _ORDINARY,
        QuestionClass.SERIOUS: Rules(
            QuestionClass.SERIOUS,
            *(80, 5, 10, 40, 3),
            hearing=14 * DAY,
            check=10 * DAY,
            last_call=5 * DAY,
        ),
        QuestionClass.FOUNDING: Rules(
            QuestionClass.FOUNDING,
            *(85, 3, 20, 55, 5),
            hearing=14 * DAY,
            check=14 * DAY,
            last_call=7 * DAY,
        ),
    }
)

type Bound = int | timedelta
type Range = tuple[Bound, Bound]

_SHARED: Mapping[str, Range] = {
    "support_percent": (67, 95),
    "stop_percent": (0, 15),
    "floor_percent": (10, 66),
    "checks_before_near": (1, 6),
    "max_checks": (1, 6),
    "notice": (3 * DAY, 14 * DAY),
    "hearing": (3 * DAY, 30 * DAY),
    "check": (3 * DAY, 30 * DAY),
    "working": (7 * DAY, 30 * DAY),
    "last_call": (2 * DAY, 14 * DAY),
    "late_objection": (7 * DAY, 30 * DAY),
    "stop_answer": (3 * DAY, 14 * DAY),
    "look_back": (7 * DAY, 365 * DAY),
}
_GRAVE: Mapping[str, Range] = {
    **_SHARED,
    "checks_before_near": (2, 6),
    "hearing": (7 * DAY, 60 * DAY),
}
_URGENT_WINDOW = (12 * HOUR, 72 * HOUR)
_URGENT: Mapping[str, Range] = {
    **_SHARED,
    "checks_before_near": (1, 1),
    "max_checks": (1, 1),
    **dict.fromkeys(
        ("shaping", "hearing", "drafting", "check", "working", "last_call"),
        _URGENT_WINDOW,
    ),
    "extension": _URGENT_WINDOW,
    "look_back": (7 * DAY, URGENT_EXPIRES_AFTER),
}
# A number that is not named here is fixed at its default.
RANGES: Mapping[QuestionClass, Mapping[str, Range]] = MappingProxyType(
    {
        QuestionClass.SMALL: _SHARED,
        QuestionClass.ORDINARY: _SHARED,
        QuestionClass.SERIOUS: _GRAVE,
        QuestionClass.FOUNDING: _GRAVE,
    }
)


def _spoken(bound: object) -> str:
    """Say a bound with its unit."""
    return f"{bound / HOUR:g} h" if isinstance(bound, timedelta) else str(bound)


def validate(rules: Rules) -> None:
    """Refuse numbers that no collective may choose.

    Parameters
    ----------
    rules : Rules
        The numbers of one class.

    Raises
    ------
    RulesError
        If a number is outside its range (or differs from a fixed default), or more
        checks are asked before near-consensus than there are checks.
    """
    ranges = _URGENT if rules.is_urgent else RANGES[rules.question_class]
    default = DEFAULTS[rules.question_class]
    for field in fields(rules):
        value = getattr(rules, field.name)
        if field.name in ("question_class", "is_urgent"):
            continue
        fixed = getattr(default, field.name)
        low, high = ranges.get(field.name, (fixed, fixed))
        if type(value) is not type(fixed) or not low <= value <= high:
            message = (
                f"{field.name} is {_spoken(value)}; expected between"
                f" {_spoken(low)} and {_spoken(high)}"
            )
            raise RulesError(message)
    if rules.checks_before_near > rules.max_checks:
        message = (
            f"checks_before_near is {rules.checks_before_near}; expected at most"
            f" max_checks, which is {rules.max_checks}"
        )
        raise RulesError(message)


def urgent(rules: Rules, window: timedelta = DAY) -> Rules:
    """Return the numbers for an urgent question: short windows and one check.

    Parameters
    ----------
    rules : Rules
        The numbers of the question's class.
    window : timedelta, 12 to 72 hours
        Length of each window.

    Returns
    -------
    Rules
        The same shares and floors; a small question counts as ordinary.

    Raises
    ------
    RulesError
        If the class is founding, which is never urgent, or the window out of range.
    """
    if rules.question_class is QuestionClass.FOUNDING:
        message = "question_class is founding; expected small, ordinary or serious"
        raise RulesError(message)
    lifted = lift(rules)
    short = replace(
        lifted,
        checks_before_near=1,
        max_checks=1,
        shaping=window,
        hearing=window,
        drafting=window,
        check=window,
        working=window,
        last_call=window,
        extension=window,
        # The look-back must not come after the decision has expired.
        look_back=min(lifted.look_back, URGENT_EXPIRES_AFTER),
        is_urgent=True,
    )
    validate(short)
    return short


def lift(rules: Rules) -> Rules:
    """Return what a small question becomes when someone wants to talk first.

    Parameters
    ----------
    rules : Rules
        The numbers of any class.

    Returns
    -------
    Rules
        Small numbers as ordinary ones; other classes unchanged.
    """
    if rules.question_class is not QuestionClass.SMALL:
        return rules
    look_back = DEFAULTS[QuestionClass.ORDINARY].look_back
    return replace(rules, question_class=QuestionClass.ORDINARY, look_back=look_back)


def signatures_needed(members: int) -> int:
    """Return k(n) = max(2, ceil(sqrt(n) / 2)), the "k members" of the process.

    Parameters
    ----------
    members : int, people
        Members of the collective.

    Returns
    -------
    int
        How many of them must sign.

    Raises
    ------
    ValueError
        If ``members`` is negative.

    References
    ----------
    The Q of the Debian Constitution, section 4.2.

    Examples
    --------
    >>> [signatures_needed(n) for n in (8, 30, 50, 100, 150, 400, 20_000)]
    [2, 3, 4, 5, 7, 10, 71]
    """
    if members < 0:
        message = f"members is {members}; expected at least 0"
        raise ValueError(message)
    # The least k with (2k)^2 >= n, in whole numbers so that no rounding can matter.
    root = isqrt(members)
    ceiling = root + (root * root < members)
    return max(2, -(-ceiling // 2))


def rules_to_dict(rules: Rules) -> dict[str, str | int | float | bool]:
    """Return the rules as plain values for JSON, with their version.

    Parameters
    ----------
    rules : Rules
        The numbers of one class.

    Returns
    -------
    dict
        Field name to value; windows in hours; ``version`` is `RULES_VERSION`.
    """
    plain = {
        name: value // HOUR if isinstance(value, timedelta) else value
        for name, value in asdict(rules).items()
    }
    return {"version": RULES_VERSION, **plain}


def rules_from_dict(plain: Mapping[str, object]) -> Rules:
    """Return the rules that `rules_to_dict` wrote.

    Parameters
    ----------
    plain : Mapping
        Field name to value, windows in hours.

    Returns
    -------
    Rules
        The same numbers, validated.

    Raises
    ------
    RulesError
        If the version is another one, a field is missing or unknown, or a value is
        out of range.
    """
    names = {field.name: field.type for field in fields(Rules)}
    if plain.get("version") != RULES_VERSION:
        message = f"version is {plain.get('version')!r}; expected {RULES_VERSION!r}"
        raise RulesError(message)
    odd = set(plain) ^ {*names, "version"}
    if odd:
        message = f"fields {sorted(odd)} are missing or unknown"
        raise RulesError(message)
    values = {name: _read(name, kind, plain[name]) for name, kind in names.items()}
    rules = Rules(**values)  # type: ignore[arg-type] # _read looked at every type
    validate(rules)
    return rules


def _read(name: str, kind: object, value: object) -> object:
    """Turn one plain value back into what its field holds."""
    try:
        if kind is QuestionClass:
            return QuestionClass(str(value))
        if kind is timedelta and type(value) is int:
            return value * HOUR
    except (ValueError, OverflowError) as error:
        message = f"{name} is {value!r}: {error}"
        raise RulesError(message) from error
    if type(value) is not kind:
        message = f"{name} is {value!r}; expected a whole number or a yes or no"
        raise RulesError(message)
    return value
