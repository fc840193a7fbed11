"""What happened to a question, counted by the caller for its present stage."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from folkmoot.engines.consensus.federation import FederatedTally
from folkmoot.engines.consensus.outcome import NOBODY, Tally


class Call(StrEnum):
    """What members may sign for; what needs one and what needs k stands in `advance`."""

    FORWARD = "forward"
    TALK_FIRST = "talk_first"
    EXTEND_HEARING = "extend_hearing"
    ONE_MORE_ROUND = "one_more_round"
    WAKE = "wake"
    LOOK_BACK = "look_back"


@dataclass(frozen=True, slots=True)
class Asking:
    """Who was asked and heard in the current window.

    ``latest_delivery_at`` and ``undelivered`` look at deliveries before
    ``State.closes_at``; later ones do not prolong the window. ``all_heard_at``: when
    the last member spoke (hearing) or took a position (checking), None before.
    """

    members: int
    heard: int = 0
    undelivered: int = 0
    latest_delivery_at: datetime | None = None
    all_heard_at: datetime | None = None
    more_time_asked: bool = False


@dataclass(frozen=True, slots=True)
class Shaping:
    """Required fields, and when the proposer or a host sent the question on."""

    is_complete: bool = False
    forwarded_at: datetime | None = None
    cost_within_limit: bool = True


@dataclass(frozen=True, slots=True)
class Notice:
    """A small matter on show; ``worried_at``: the first worry, stop or need-more."""

    seen_by: int = 0
    has_carrier: bool = False
    worried_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Hearing:
    """What came in; ``tries_real_at``: when a lot panel found the tries were real."""

    reports: int = 0
    contributions: int = 0
    affected_heard: bool = True
    tries_real_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """The latest draft; ``submitted_at``: when a drafter sent it on in this stage."""

    submitted_at: datetime | None = None
    unlinked: int = 0
    has_text: bool = False
    has_tasks: bool = False
    has_look_back: bool = False

    @property
    def missing(self) -> tuple[str, ...]:
        """Codes of what the draft lacks before it can be checked."""
        lacks = {
            "text": not self.has_text,
            "links": self.unlinked > 0,
            "tasks": not self.has_tasks,
            "look_back": not self.has_look_back,
        }
        return tuple(code for code, is_lacking in lacks.items() if is_lacking)


@dataclass(frozen=True, slots=True)
class Check:
    """Positions on the current version, its stops and worries, and its carriers.

    ``groups``: the sums over all leaves, where a federation decides by both keys; then
    ``tally`` repeats its people, and ``cluster`` is found by `is_cluster`.
    """

    tally: Tally = NOBODY
    unanswered_stops: int = 0
    unanswered_worries: int = 0
    fundamental: bool = False
    cluster: bool = False
    tasks_without_carrier: int = 0
    groups: FederatedTally | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """``handed_over_at``: all stops answered, new version or signed same text."""

    handed_over_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LastCall:
    """First new stop with a new reason, first carrier who withdrew, in this call."""

    new_stop_at: datetime | None = None
    carrier_left_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Vote:
    """The vote that the law asks for before anything begins.

    ``at``: when it was counted, or until when it has to be held; ``is_carried`` is None
    as long as it was not counted.
    """

    at: datetime
    is_carried: bool | None = None


@dataclass(frozen=True, slots=True)
class Doing:
    """Carrying out and looking back."""

    starts_at: datetime | None = None
    look_back_at: datetime | None = None
    finished_at: datetime | None = None
    fails_at: datetime | None = None
    confirmed_at: datetime | None = None
    concluded_at: datetime | None = None
    conclusion: str = ""
    has_report: bool = False
    vote: Vote | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """All that `advance` needs besides the state, given afresh for the current stage.

    ``calls`` holds, per kind, the instants of the signatures. ``ruling`` is the panel's
    answer to a process complaint: when, and whether it was upheld.
    """

    asking: Asking
    place_reached_at: datetime | None = None
    last_event_at: datetime | None = None
    shaping: Shaping = field(default_factory=Shaping)
    notice: Notice = field(default_factory=Notice)
    hearing: Hearing = field(default_factory=Hearing)
    draft: Draft = field(default_factory=Draft)
    check: Check = field(default_factory=Check)
    work: Work = field(default_factory=Work)
    last_call: LastCall = field(default_factory=LastCall)
    doing: Doing = field(default_factory=Doing)
    calls: Mapping[Call, tuple[datetime, ...]] = field(default_factory=dict)
    ruling: tuple[datetime, bool] | None = None

    def called_at(self, call: Call, signatures: int) -> datetime | None:
        """Return when enough signatures had come together, None before."""
        signed = sorted(self.calls.get(call, ()))
        return signed[signatures - 1] if len(signed) >= signatures else None
