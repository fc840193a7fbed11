"""Home says whether what differs from its mandate may stand; after 72 hours it is void."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from itertools import takewhile

from django.db import transaction
from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _

from folkmoot.deciding.queries.rules import rules_for
from folkmoot.engines.consensus import Circumstances, Outcome, Tally, outcome, urgent
from folkmoot.federating.models import Entry, EntryAnswer
from folkmoot.federating.operations.below import tell_below
from folkmoot.federating.queries.at_home import was_at_home
from folkmoot.federating.queries.councils import electorate_of, tally_of_answers
from folkmoot.federating.queries.pairs import is_council
from folkmoot.people.models import Collective, Membership
from folkmoot.people.operations import lock_member, tell
from folkmoot.record.operations import Value, append_entry
from folkmoot.web.holding import hold

ANSWERS = ("consent", "concern", "stand_aside", "object", "need_more")
STANDS = (Outcome.CONSENSUS, Outcome.NEAR_CONSENSUS, Outcome.FEW_VOICES)


class EntryAnswerError(Exception):
    """Home is not asked about this now, or others are."""


@transaction.atomic
def answer_entry(
    *,
    member: Membership,
    entry: Entry,
    value: str,
    now: datetime,
    text: str = "",
) -> EntryAnswer:
    """Say whether what differs may stand, replacing an earlier answer.

    Locks nothing but one's own membership; `settle_entries` counts.

    Raises
    ------
    EntryAnswerError
        If the time is over, others are asked, or nothing was chosen.
    """
    person, row = lock_member(member), hold(entry)
    if (
        row.state != Entry.State.DIFFERS
        or row.closes_at is None
        or now >= row.closes_at
    ):
        raise EntryAnswerError(_("This is settled already."))
    if not was_at_home(person, row.home, row.at):
        raise EntryAnswerError(_("Others are asked about this."))
    if value not in ANSWERS:
        raise EntryAnswerError(_("Please choose one of the answers."))
    answer, _made = EntryAnswer.objects.update_or_create(
        entry=row,
        member=person,
        defaults={
            "collective_id": row.home_id,
            "value": value,
            "text": text,
            "at": now,
        },
    )
    append_entry(
        collective_id=person.collective_id,
        kind="mandate.difference_answered",
        details={"answer": value},
        now=now,
        about_id=row.id,
        member_id=person.id,
    )
    return answer


@transaction.atomic
def settle_entries(*, council: Collective, now: datetime) -> int:
    """Settle what all at home answered, or whose time is over; locks those entries."""
    due = _due(now).filter(collective=council).values("id")
    rows = Entry.objects.select_for_update(of=("self",)).filter(
        id__in=due, state=Entry.State.DIFFERS
    )
    entries = list(
        rows.select_related("home", "collective").order_by("closes_at", "id")
    )
    for entry in entries:
        _settle(entry, now)
    return len(entries)


def settle_entries_due(now: datetime) -> int:
    """Settle what home was asked, in every council; for the worker."""
    councils = Collective.objects.filter(id__in=_due(now).values("collective"))
    return sum(settle_entries(council=one, now=now) for one in councils)


def _due(now: datetime) -> QuerySet[Entry]:
    """Return what is to be settled: nobody's answer lacks, or the time is over."""
    rows = Entry.objects.filter(state=Entry.State.DIFFERS)
    answered = rows.annotate(heard=Count("answers"))
    return answered.filter(Q(closes_at__lte=now) | Q(heard__gte=F("asked")))


def _settle(entry: Entry, now: datetime) -> None:
    """Say what the answers to a locked entry come to, and write it down in both.

    Before its time is over somebody may still lack: who answered in one group and
    answers for home in another now counts once.
    """
    members, tally = electorate_of(entry).count(), tally_of_answers(entry)
    is_over = entry.closes_at is None or now >= entry.closes_at
    if not is_over and tally.heard < members:
        return
    stands = _stands(entry.home, members, tally)
    entry.state = Entry.State.CONFIRMED if stands else Entry.State.VOID
    entry.settled_at = min(now, entry.closes_at or now)
    entry.save()
    details: dict[str, Value] = {
        "state": str(entry.state),
        "members": members,
        "yes": tally.yes,
        "aside": tally.aside,
        "stop": tally.stop,
        "need_more": tally.need_more,
        "council": entry.collective.name,
        "from": entry.home.name,
    }
    # In one order, so that nobody waits for each other.
    for one in sorted((entry.collective_id, entry.home_id)):
        append_entry(
            collective_id=one,
            kind="mandate.difference_settled",
            details=details,
            now=now,
            about_id=entry.id,
        )


def _stands(home: Collective, members: int, tally: Tally) -> bool:
    """Say what home's answers come to, by the closing rule of an urgent question."""
    if not members:
        return False
    rules = urgent(rules_for(home, "ordinary"))
    # One window of 72 hours: nothing prolongs it, and what is heard is all there is.
    held = Circumstances(checks=rules.max_checks, answered=True, extended=True)
    return outcome(rules, members, tally, held).outcome in STANDS


def ask_home(entry: Entry, now: datetime) -> None:
    """Ask everybody at home about a new difference.

    Below a council there may be thousands: those the worker asks, group by group, so
    that nothing said waits for mail.
    """
    asked = electorate_of(entry)
    entry.asked = asked.count()
    if not is_council(entry.home):
        _tell(entry, asked, now)
        entry.told_at = now
    entry.save(update_fields=("asked", "told_at"))


def tell_differences_due(
    now: datetime, go_on: Callable[[], bool] = lambda: True
) -> int:
    """Ask the groups below councils whether what differs may stand; for the worker.

    Once ``go_on`` says no, the rest is for the next look; return how many are done.
    """
    waiting = Entry.objects.filter(state=Entry.State.DIFFERS, told_at=None)
    rows = waiting.select_related("home", "collective").order_by("at", "id")
    return sum(
        tell_below(row, row.home, partial(_ask_group, row, now), now, go_on)
        for row in takewhile(lambda _row: go_on(), rows)
    )


def _ask_group(entry: Entry, now: datetime, members: QuerySet[Membership]) -> None:
    _tell(entry, members.filter(joined_at__lte=entry.at), now)


def _tell(entry: Entry, members: QuerySet[Membership], now: datetime) -> None:
    tell(
        memberships=members.select_related("collective", "person"),
        kind="federating.differs",
        template="federating/mail/differs.txt",
        context={"entry": entry, "home": entry.home, "council": entry.collective},
        now=now,
        about_id=entry.id,
        asking="difference",
        once=f"differs {entry.id}",
        drop_at=entry.closes_at,
    )
