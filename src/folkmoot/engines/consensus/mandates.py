"""What a collective asks its messenger to say, and whether that is what was said."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from folkmoot.engines.consensus.federation import LeafPosition
from folkmoot.engines.consensus.rules import DAY, HOUR

HOME_ANSWERS_WITHIN = 72 * HOUR
MANDATE_LASTS_AT_MOST = 92 * DAY  # "three months", whichever they are
TEXT_AT_MOST = 120  # characters

type Figure = int | str


class MandateKind(StrEnum):
    """How far a messenger may go: say it, talk about it, or settle it."""

    CARRY = "carry"
    TALK = "talk"
    SETTLE = "settle"


class LimitRule(StrEnum):
    """How a figure is held to its limit."""

    AT_MOST = "at_most"
    AT_LEAST = "at_least"
    NOT_BEFORE = "not_before"
    NOT_AFTER = "not_after"
    EQUALS = "equals"


class LimitError(ValueError):
    """A limit whose value its rule cannot compare."""


_NUMBERS = (LimitRule.AT_MOST, LimitRule.AT_LEAST)
_DAYS = (LimitRule.NOT_BEFORE, LimitRule.NOT_AFTER)


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit: a figure's name, a rule, and a whole number, an ISO date or a word.

    Raises `LimitError` where the value does not fit the rule.
    """

    name: str
    rule: LimitRule
    value: Figure

    def __post_init__(self) -> None:
        """Refuse a limit that nothing could be compared with."""
        is_short = 0 < len(str(self.value)) <= TEXT_AT_MOST
        if not self.name or not is_short or _read(self.rule, self.value) is None:
            message = (
                f"{self.name} {self.rule} {self.value!r}: expected a number or day"
            )
            raise LimitError(message)


@dataclass(frozen=True, slots=True)
class Mandate:
    """What a messenger carries, from ``starts_at`` until just before ``ends_at``.

    ``may_settle`` names the figures that may be settled, where the kind is `SETTLE`.
    From ``paused_at`` on nothing may be settled, whoever of the pair speaks; a
    messenger whose mandate is being taken back speaks with none.
    """

    kind: MandateKind
    position: LeafPosition
    limits: tuple[Limit, ...]
    may_settle: frozenset[str]
    starts_at: datetime
    ends_at: datetime
    paused_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """One entry in a council: a position or none, figures by name, settling or not."""

    at: datetime
    position: LeafPosition | None = None
    figures: Mapping[str, Figure] = field(default_factory=dict)
    settles: bool = False
    is_own_view: bool = False


class MatchKind(StrEnum):
    """How an entry and its mandate lie to each other."""

    OWN_VIEW = "own_view"
    WITHIN = "within"
    DIFFERS = "differs"
    NO_MANDATE = "no_mandate"


class Difference(NamedTuple):
    """One way in which an entry differs: a code, and its values by name."""

    code: str
    values: dict[str, Figure]


@dataclass(frozen=True, slots=True)
class Match:
    """What `match` found, every difference included."""

    kind: MatchKind
    differences: tuple[Difference, ...] = ()


def match(mandate: Mandate | None, said: Said) -> Match:
    """Compare an entry in a council with the mandate it was made under.

    Parameters
    ----------
    mandate : Mandate or None
        What the speaker's home asked for; None without one.
    said : Said
        The entry.

    Returns
    -------
    Match
        Own view; within; differs, with every difference; or no mandate. The codes:
        ``outside_term``, ``other_position``, ``limit_broken``, ``figure_missing`` (it
        settles and leaves a limit's figure out), ``no_power_to_settle``,
        ``settling_paused``, ``not_to_settle`` (a figure that may not be settled).

    Notes
    -----
    A figure that is not named breaks no limit while people talk; who settles names
    each, since what is left open would be settled without its limit.
    """
    if said.is_own_view:
        return Match(MatchKind.OWN_VIEW)
    if mandate is None:
        return Match(MatchKind.NO_MANDATE)
    found: list[Difference] = []
    if not mandate.starts_at <= said.at < mandate.ends_at:
        found.append(Difference("outside_term", {}))
    if said.position is not None and said.position is not mandate.position:
        values: dict[str, Figure] = {
            "mandate": mandate.position.value,
            "said": said.position.value,
        }
        found.append(Difference("other_position", values))
    found += _broken(mandate, said)
    if said.settles:
        found += _settled(mandate, said)
    kind = MatchKind.DIFFERS if found else MatchKind.WITHIN
    return Match(kind, tuple(found))


def _broken(mandate: Mandate, said: Said) -> list[Difference]:
    """Return the limits that a figure breaks."""
    found = []
    for limit in mandate.limits:
        told: dict[str, Figure] = {
            "name": limit.name,
            "rule": limit.rule.value,
            "limit": limit.value,
        }
        if limit.name not in said.figures:
            if said.settles:
                found.append(Difference("figure_missing", told))
        elif not _holds(limit, said.figures[limit.name]):
            values = {**told, "said": said.figures[limit.name]}
            found.append(Difference("limit_broken", values))
    return found


def _settled(mandate: Mandate, said: Said) -> list[Difference]:
    """Return what an entry may not settle."""
    if mandate.kind is not MandateKind.SETTLE:
        return [Difference("no_power_to_settle", {"kind": mandate.kind.value})]
    if mandate.paused_at is not None and mandate.paused_at <= said.at:
        return [Difference("settling_paused", {})]
    names = sorted(set(said.figures) - mandate.may_settle)
    return [Difference("not_to_settle", {"name": name}) for name in names]


def _read(rule: LimitRule, value: Figure) -> Figure | date | None:
    """Return what the rule compares, None if the value is of another kind."""
    if rule in _NUMBERS:
        return value if type(value) is int else None
    if rule not in _DAYS:
        return value if type(value) in (int, str) else None
    try:
        return date.fromisoformat(str(value)) if type(value) is str else None
    except ValueError:
        return None


def _holds(limit: Limit, figure: Figure) -> bool:
    """Say whether a figure keeps to its limit; what cannot be compared does not."""
    said, bound = _read(limit.rule, figure), _read(limit.rule, limit.value)
    if limit.rule is LimitRule.EQUALS:
        return type(said) is type(bound) and said == bound
    if said is None or bound is None:
        return False
    if limit.rule in (LimitRule.AT_MOST, LimitRule.NOT_AFTER):
        return said <= bound  # type: ignore[operator] # both as the rule reads them
    return said >= bound  # type: ignore[operator]


class HomeAnswer(NamedTuple):
    """What a home collective says of an entry that differs, and when."""

    at: datetime
    is_confirmed: bool


class StandingKind(StrEnum):
    """Whether an entry counts."""

    COUNTED = "counted"
    WAITING = "waiting"
    VOID = "void"
    OWN_VIEW = "own_view"


class Standing(NamedTuple):
    """Whether an entry counts, and since when; for a waiting one, until when."""

    kind: StandingKind
    at: datetime


def standing_of(
    found: Match, said_at: datetime, home: HomeAnswer | None, now: datetime
) -> Standing:
    """Return whether an entry in a council counts.

    Parameters
    ----------
    found : Match
        What `match` found when it was said.
    said_at : datetime
        When that was.
    home : HomeAnswer or None
        What home answered so far.
    now : datetime
        The present instant.

    Returns
    -------
    Standing
        Counted at once if within the mandate; otherwise waiting for home for 72 hours,
        and void unless home confirms in that time. An own view never counts.
    """
    if found.kind is MatchKind.OWN_VIEW:
        return Standing(StandingKind.OWN_VIEW, said_at)
    if found.kind is MatchKind.WITHIN:
        return Standing(StandingKind.COUNTED, said_at)
    until = said_at + HOME_ANSWERS_WITHIN
    if home is not None and home.at <= min(now, until):
        kind = StandingKind.COUNTED if home.is_confirmed else StandingKind.VOID
        return Standing(kind, home.at)
    is_over = now >= until
    return Standing(StandingKind.VOID if is_over else StandingKind.WAITING, until)
