"""Home says whether what differs from its mandate may stand; after 72 hours it is void."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.deciding.queries.rules import rules_for
from folkmoot.engines.consensus import Circumstances, Outcome, Tally, outcome, urgent
from folkmoot.federating.models import Entry, EntryAnswer
from folkmoot.federating.queries.councils import electorate_of, tally_of_answers
from folkmoot.people.models import Collective, Membership
from folkmoot.people.operations import lock_member
from folkmoot.record.operations import Value, append_entry

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
    """Say whether what differs may stand, replacing an earlier answer; locks the entry.

    Raises
    ------
    EntryAnswerError
        If the time is over, others are asked, or nothing was chosen.
    """
    person = lock_member(member)
    row = lock_entry(entry)
    _settle(row, now)
    if row.state != Entry.State.DIFFERS:
        raise EntryAnswerError(_("This is settled already."))
    if person.id not in {one.id for one in electorate_of(row)}:
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
        collective_id=row.home_id,
        kind="mandate.difference_answered",
        details={"answer": value},
        now=now,
        about_id=row.id,
        member_id=person.id,
    )
    _settle(row, now)
    return answer


@transaction.atomic
def settle_entries(*, council: Collective, now: datetime) -> int:
    """Settle what home was asked in a council and whose time is over."""
    due = Entry.objects.select_for_update(of=("self",)).filter(
        collective=council, state=Entry.State.DIFFERS, closes_at__lte=now
    )
    rows = list(due.select_related("home", "collective").order_by("closes_at", "id"))
    for row in rows:
        _settle(row, now)
    return len(rows)


def settle_entries_due(now: datetime) -> int:
    """Settle what home was asked, in every council; for the worker."""
    due = Entry.objects.filter(state=Entry.State.DIFFERS, closes_at__lte=now)
    councils = Collective.objects.filter(id__in=due.values("collective"))
    return sum(settle_entries(council=one, now=now) for one in councils)


def lock_entry(entry: Entry) -> Entry:
    """Lock an entry and return it with its council and home."""
    rows = Entry.objects.select_for_update(of=("self",))
    return rows.select_related("home", "collective").get(id=entry.id)


def _settle(entry: Entry, now: datetime) -> None:
    """Settle a locked entry once all at home have answered, or the time is over."""
    if entry.state != Entry.State.DIFFERS or entry.closes_at is None:
        return
    electorate = electorate_of(entry)
    tally = tally_of_answers(entry, electorate)
    is_over = now >= entry.closes_at
    if not is_over and tally.heard < len(electorate):
        return
    stands = _stands(entry.home, len(electorate), tally)
    entry.state = Entry.State.CONFIRMED if stands else Entry.State.VOID
    entry.settled_at = entry.closes_at if is_over else now
    entry.save()
    details: dict[str, Value] = {
        "state": str(entry.state),
        "members": len(electorate),
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
