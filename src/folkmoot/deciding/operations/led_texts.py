"""What a federation sends to the collectives that it asks: words, versions, moves."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from folkmoot.engines.consensus import State
from folkmoot.record.operations import Value


@dataclass(frozen=True)
class LedText:
    """The words every collective is asked with."""

    leader_id: UUID
    title: str
    klass: str
    short_text: str
    why_now: str = ""
    affected: str = ""
    facts: str = ""


@dataclass(frozen=True)
class LedDraft:
    """A version that is checked, alone or side by side with others; frozen for all."""

    version: int
    text: str
    what_changed: str
    look_back_date: date
    minutes: int
    label: str = ""
    variant: int | None = None


@dataclass(frozen=True)
class LedMove:
    """One step of the leader: its state afterwards, when, why, and with what.

    ``away`` are memberships of people who answer for the federation elsewhere.
    ``binds`` names the questions whose collectives are bound by the decision; None
    means all of them. ``early`` names those that look back after 30 days. A check opens
    on ``drafts``; where there were several, ``goes_on`` is the version that goes on.
    """

    state: State
    at: datetime
    why: str
    facts: Mapping[str, Value]
    drafts: Sequence[LedDraft] = ()
    goes_on: int | None = None
    away: Collection[UUID] = ()
    binds: Collection[UUID] | None = None
    early: Collection[UUID] = ()
    inputs: Mapping[str, Any] = field(default_factory=dict)
