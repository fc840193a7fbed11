"""Mails about shifts: a new rota, somebody is asked, a swap, places still free."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from folkmoot.people.models import Collective, Membership
from folkmoot.people.operations import tell
from folkmoot.shifts.models import Asking, Rota, Shift, Swap, Turn
from folkmoot.shifts.queries.days import deadline_of


def tell_published(
    *, rota: Rota, new: Iterable[Turn], gone: Iterable[Turn], now: datetime
) -> None:
    """Tell each person concerned once: what is theirs now, and what no longer is."""
    changed: dict[UUID, tuple[list[Turn], list[Turn]]] = defaultdict(lambda: ([], []))
    for which, turns in enumerate((new, gone)):
        for turn in turns:
            changed[turn.member_id][which].append(turn)
    people = Membership.objects.filter(id__in=changed, ended_at=None).order_by("id")
    for member in people.select_related("person", "collective"):
        came, went = changed[member.id]
        tell(
            memberships=[member],
            kind="rota.published",
            template="shifts/mail/published.txt",
            context={
                "collective": rota.collective,
                "came": _in_order(came),
                "went": _in_order(went),
            },
            about_id=rota.id,
            now=now,
        )


def tell_asked(*, asking: Asking, shift: Shift, now: datetime) -> None:
    """Ask somebody to come instead; what comes too late is not sent."""
    member = Membership.objects.select_related("person", "collective").get(
        id=asking.member_id
    )
    tell(
        memberships=[member],
        kind="shift.asked",
        template="shifts/mail/shift_asked.txt",
        context={"collective": shift.collective, "shift": shift, "asking": asking},
        about_id=shift.id,
        once=f"asking:{asking.id}",
        drop_at=asking.until,
        now=now,
    )


def tell_swap(*, swap: Swap, to: Membership, now: datetime) -> None:
    """Tell of a swap: who is asked for one, and who offered one that was agreed."""
    member = Membership.objects.select_related("person", "collective").get(id=to.id)
    is_agreed = swap.state == Swap.State.AGREED
    tell(
        memberships=[member],
        kind="swap.agreed" if is_agreed else "swap.offered",
        template="shifts/mail/swap.txt",
        context={
            "collective": member.collective,
            "swap": swap,
            "is_agreed": is_agreed,
            "turn": swap.turn,
            "for_turn": swap.for_turn,
        },
        about_id=swap.id,
        now=now,
    )


def tell_free(
    *, collective: Collective, shifts: Sequence[Shift], now: datetime
) -> None:
    """Tell everybody which places are still free a few days before."""
    people = collective.memberships.filter(ended_at=None).order_by("id")
    tell(
        memberships=people.select_related("person", "collective"),
        kind="shifts.free",
        template="shifts/mail/free.txt",
        context={"collective": collective, "shifts": shifts},
        drop_at=max(deadline_of(shift, collective) for shift in shifts),
        now=now,
    )


def _in_order(turns: Iterable[Turn]) -> list[Turn]:
    return sorted(turns, key=lambda turn: (turn.shift.day, str(turn.shift_id)))
