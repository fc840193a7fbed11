"""What raising a question leads to, said before it is sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from folkmoot.deciding.queries.queue import Waiting, waiting_next
from folkmoot.deciding.queries.rules import rules_for
from folkmoot.people.models import Membership
from folkmoot.people.queries import list_members


@dataclass(frozen=True)
class Ahead:
    """What happens with a question of each class, counted from now."""

    waiting: Waiting
    notice_until: datetime
    check_until: datetime
    hearing_from: datetime  # at the latest, when it is clear by itself
    hearing_until: datetime
    asked: int


@dataclass(frozen=True)
class Raising:
    """What the page needs: who may take tasks on, and what comes next."""

    members: Sequence[Membership]
    ahead: Ahead


def raising_for(member: Membership, now: datetime) -> Raising:
    """Return who may carry tasks, and what would happen when."""
    members = list(list_members(member.collective))
    ordinary = rules_for(member.collective, "ordinary")
    small = rules_for(member.collective, "small")
    clear = now + ordinary.shaping
    return Raising(
        members=members,
        ahead=Ahead(
            waiting=waiting_next(member, now),
            notice_until=now + small.notice,
            check_until=now + ordinary.check,
            hearing_from=clear,
            hearing_until=clear + ordinary.hearing,
            asked=len(members),
        ),
    )
