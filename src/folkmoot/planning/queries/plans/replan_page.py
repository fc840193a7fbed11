"""The page of a change: the plan as it is, and what becomes more or less for whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from folkmoot.people.models import Membership
from folkmoot.planning.models import Replanning, WayPart
from folkmoot.planning.queries.plans.resting import print_of, rest_now
from folkmoot.planning.words import plans as words
from folkmoot.planning.words.following import say_broken, say_change, say_impossible
from folkmoot.planning.words.periods import say_period

State = Replanning.State


@dataclass(frozen=True)
class ChangeShown:
    """What changes in one way of making, and for whom."""

    text: str
    way: str
    people: Sequence[str]
    cells: Sequence[tuple[str, str, bool]]  # as it is, as it would be, whether it moves


@dataclass(frozen=True)
class ReplanShown:
    """A change of the rest of a plan."""

    row: Replanning
    called: str
    changes: Sequence[ChangeShown]
    periods: Sequence[str]
    broken: Sequence[str]
    impossible: Sequence[str]
    short: Sequence[str]
    moved: str
    moved_width: float
    hours_before: str
    hours_after: str
    is_old: bool
    may_name: bool
    has_named: bool


def show_replan(row: Replanning, member: Membership, now: datetime) -> ReplanShown:
    """Return what changes for whom."""
    found, length = row.findings, row.following.planning.length
    weeks = row.following.planning.weeks
    begins = found["changes"][0]["begins"] if found.get("changes") else row.begins
    people = _people(row)
    is_open = row.state == State.OPEN
    rest = rest_now(row.following, now) if is_open else None
    is_old = is_open and (rest is None or print_of(rest[1]) != row.input_sha256)
    return ReplanShown(
        row=row,
        called=say_period(length, row.begins),
        changes=[
            ChangeShown(
                text=say_change(one),
                way=one["way"],
                people=people.get(one["way"], []),
                cells=[
                    (words.number(old), words.number(new), _differ(old, new))
                    for old, new in zip(one["before"], one["after"], strict=True)
                ],
            )
            for one in found.get("changes", [])
        ],
        periods=[say_period(length, at) for at in range(begins, weeks + 1)],
        broken=[say_broken(one) for one in found.get("broken", [])],
        impossible=[say_impossible(one, length) for one in found.get("impossible", [])],
        short=[words.say_short(one, length) for one in found.get("short", [])],
        moved=words.share(found.get("moved", 0.0)),
        moved_width=100 * found.get("moved", 0.0),
        hours_before=words.number(found.get("hours_before", 0.0)),
        hours_after=words.number(found.get("hours_after", 0.0)),
        is_old=is_old,
        may_name=is_open
        and not is_old
        and not row.is_large
        and member.takes_positions
        and row.named_by_id != member.id,
        has_named=row.named_by_id == member.id,
    )


def _differ(old: float, new: float) -> bool:
    return words.number(old) != words.number(new)


def _people(row: Replanning) -> dict[str, list[str]]:
    """Return who works in each way of making."""
    parts = WayPart.objects.filter(
        collective=row.collective_id, until=None, member__ended_at=None
    ).select_related("unit", "member")
    found: dict[str, list[str]] = {}
    for one in parts.order_by("member__name"):
        found.setdefault(one.unit.way, []).append(one.member.name)
    return found
