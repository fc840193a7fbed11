"""A vote that the law asks for after a decision: the law's own rule on its own roll."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum

LEGAL_VERSION = "legal-vote-1"
WHOLE = 100


class Base(StrEnum):
    """Of whom the law's share is a share."""

    YES_OR_NO = "yes_or_no"  # blank and spoilt papers are left out
    ALL_ANSWERS = "all_answers"  # everybody who took part
    ROLL = "roll"  # everybody who may take part


@dataclass(frozen=True, slots=True)
class LegalRule:
    """What the law, or the statutes, ask for.

    Parameters
    ----------
    yes, of : int
        The share of yes as a fraction: 2 of 3.
    is_more : bool
        Whether yes has to be more than that share, or may be just that.
    base : Base
        Of whom it is a share.
    turnout_percent : int, percent of the roll
        How many have to take part at least; 0 for none.
    roll_percent : int, percent of the roll
        How many of the roll have to say yes at least, besides; 0 for none.
    """

    yes: int = 1
    of: int = 2
    is_more: bool = True
    base: Base = Base.YES_OR_NO
    turnout_percent: int = 0
    roll_percent: int = 0

    def __post_init__(self) -> None:
        """Refuse what no law asks for.

        Raises
        ------
        ValueError
            If the share is not above 0 and at most 1, cannot be reached, or a
            percentage is not between 0 and 100.
        """
        if not 0 < self.yes <= self.of or (self.is_more and self.yes == self.of):
            message = (
                f"share is {self.yes} of {self.of}; expected one that is reachable"
            )
            raise ValueError(message)
        for percent in (self.turnout_percent, self.roll_percent):
            if not 0 <= percent <= WHOLE:
                message = f"percentage is {percent}; expected 0 to 100"
                raise ValueError(message)


@dataclass(frozen=True, slots=True)
class LegalCount:
    """What was counted: people on the roll, and each kind of answer."""

    roll: int
    yes: int
    no: int
    blank: int = 0
    spoilt: int = 0

    @property
    def took_part(self) -> int:
        """How many gave an answer of any kind."""
        return self.yes + self.no + self.blank + self.spoilt

    def __post_init__(self) -> None:
        """Refuse more answers than there are people.

        Raises
        ------
        ValueError
            If a number is negative or more took part than are on the roll.
        """
        numbers = (self.roll, self.yes, self.no, self.blank, self.spoilt)
        if min(numbers) < 0 or self.took_part > self.roll:
            message = f"{self.took_part} of {self.roll} took part; expected no more"
            raise ValueError(message)


def legal_verdict(rule: LegalRule, count: LegalCount) -> tuple[bool, tuple[str, ...]]:
    """Return whether a vote carried what was decided, and what was met or missed.

    Parameters
    ----------
    rule : LegalRule
        What the law asks for.
    count : LegalCount
        What was counted.

    Returns
    -------
    tuple of bool and tuple of str
        True if every condition is met; then codes, one for each condition of the rule:
        ``share_reached`` or ``share_missed``, likewise ``turnout`` and ``roll``.

    Notes
    -----
    Shares are compared as whole numbers, never as floating point. Where nobody said
    yes nothing is carried.

    Examples
    --------
    >>> legal_verdict(LegalRule(), LegalCount(roll=60, yes=20, no=20))
    (False, ('share_missed',))
    >>> two_thirds = LegalRule(2, 3, is_more=False, turnout_percent=50)
    >>> legal_verdict(two_thirds, LegalCount(roll=60, yes=20, no=10))
    (True, ('share_reached', 'turnout_reached'))
    """
    among = {
        Base.YES_OR_NO: count.yes + count.no,
        Base.ALL_ANSWERS: count.took_part,
        Base.ROLL: count.roll,
    }[rule.base]
    said, needed = count.yes * rule.of, among * rule.yes
    met = {
        "share": count.yes > 0 and (said > needed if rule.is_more else said >= needed)
    }
    if rule.turnout_percent:
        met["turnout"] = count.took_part * WHOLE >= rule.turnout_percent * count.roll
    if rule.roll_percent:
        met["roll"] = count.yes * WHOLE >= rule.roll_percent * count.roll
    codes = tuple(
        f"{name}_{'reached' if is_met else 'missed'}" for name, is_met in met.items()
    )
    return all(met.values()), codes


def legal_rule_to_dict(rule: LegalRule) -> dict[str, str | int | bool]:
    """Return the rule as plain values for JSON, with the version of its reading.

    Parameters
    ----------
    rule : LegalRule
        What the law asks for.

    Returns
    -------
    dict
        Field name to value; ``version`` is `LEGAL_VERSION`.
    """
    return {"version": LEGAL_VERSION, **asdict(rule), "base": rule.base.value}


def legal_rule_from_dict(plain: Mapping[str, object]) -> LegalRule:
    """Return the rule that `legal_rule_to_dict` wrote.

    Parameters
    ----------
    plain : Mapping
        Field name to value, with ``version``.

    Returns
    -------
    LegalRule
        The same rule.

    Raises
    ------
    ValueError
        If the version is another one, or a value is missing, unknown or out of range.
    """
    said = dict(plain)
    version, base = said.pop("version", None), said.pop("base", None)
    if version != LEGAL_VERSION:
        message = f"version is {version!r}; expected {LEGAL_VERSION!r}"
        raise ValueError(message)
    if set(said) != set(LegalRule.__slots__) - {"base"}:
        message = f"fields are {sorted(said)}; expected {sorted(LegalRule.__slots__)}"
        raise ValueError(message)
    for name, value in said.items():
        if type(value) is not (bool if name == "is_more" else int):
            message = f"{name} is {value!r}; expected a whole number or a yes or no"
            raise ValueError(message)
    return LegalRule(**said, base=Base(str(base)))  # type: ignore[arg-type] # looked at above
