"""What follows from a recall: who steps in, what it came to, what is undone."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from itertools import takewhile

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from folkmoot.engines.consensus import (
    ACTS_LISTED,
    COOL_DOWN,
    HOME_ANSWERS_WITHIN,
    RecallResult,
    recall_result,
)
from folkmoot.federating.models import (
    Delegate,
    Entry,
    FederatedDrafter,
    Mandate,
    Recall,
    RecallAnswer,
    RecallSignature,
    Undoing,
)
from folkmoot.federating.operations.below import tell_below
from folkmoot.federating.queries.at_home import is_at_home, members_at_home
from folkmoot.federating.queries.councils import COUNTED
from folkmoot.federating.queries.pairs import is_council, people_of
from folkmoot.federating.queries.recalls import PAUSED, asked_in, is_settled_by_time
from folkmoot.people.models import Collective, Membership
from folkmoot.people.operations import lock_member, tell
from folkmoot.record.operations import Value, append_entry
from folkmoot.web.chance import draw, new_seed

STANDS_IN_FOR = timedelta(days=30)  # until the next meeting, whenever that is
State = Recall.State
Part = Delegate.Part


class ActRefusedError(Exception):
    """It is settled already, or for others to say."""


def steps_in(delegate: Delegate, now: datetime) -> Delegate | None:
    """Return who speaks from now on where a locked pair's messenger pauses."""
    if delegate.part != Part.SPEAKER:
        return None
    rows = _others(delegate, now).filter(question=delegate.question_id)
    return rows.filter(part=Part.LISTENER).order_by("starts_at", "id").first()


def _others(delegate: Delegate, now: datetime) -> QuerySet[Delegate]:
    rows = Delegate.objects.filter(
        collective=delegate.collective_id,
        council=delegate.council_id,
        ends_at__gt=now,
        member__ended_at=None,
    )
    resting = Recall.objects.filter(state__in=PAUSED).values("delegate")
    return rows.exclude(id=delegate.id).exclude(id__in=resting)


def settle_locked(recall: Recall, now: datetime) -> None:
    """Let time settle a locked recall of a locked pair, and the acts after it."""
    if is_settled_by_time(recall, now, recall.asked_at + COOL_DOWN):
        if recall.state == State.SIGNING:
            _lapse(recall, now)
        else:
            _conclude(recall, now)
    over = Undoing.objects.filter(
        recall=recall, state=Undoing.State.OPEN, closes_at__lte=now
    )
    for act in over.select_related("entry"):
        act.settled_at = act.closes_at
        _settle_act(recall, act, Undoing.State.CONFIRMED, now)


def _lapse(recall: Recall, now: datetime) -> None:
    recall.state = State.LAPSED
    recall.settled_at = min(recall.asked_at + COOL_DOWN, recall.delegate.ends_at)
    recall.save()
    RecallSignature.objects.filter(recall=recall).delete()
    append_entry(
        collective_id=recall.collective_id,
        kind="recall.lapsed",
        details={"council": recall.delegate.council.name},
        now=now,
        about_id=recall.id,
    )


def _conclude(recall: Recall, now: datetime) -> None:
    """Count the answers, erase who said what, and do what they come to."""
    at = recall.closes_at or now
    members = asked_in(recall, at)
    counts = RecallAnswer.objects.filter(recall=recall, member__in=members).aggregate(
        **{
            value: Count("id", filter=Q(value=value))
            for value in RecallAnswer.Value.values
        }
    )
    for value, count in counts.items():
        setattr(recall, value, count)
    recall.members = members.count()
    result = recall_result(recall.members, **counts, percent=recall.percent)
    RecallAnswer.objects.filter(recall=recall).update(value="")
    recall.state = State(result.value)
    recall.settled_at = at
    _RESULTS[result](recall, at, now)
    recall.save()
    write_both(
        recall,
        "recall.settled",
        now,
        result=result.value,
        **counts,
        members=recall.members,
        at_instant=at.isoformat(),
    )
    tell_home(recall, now)


def _end(recall: Recall, at: datetime, now: datetime) -> None:
    """End the term, list what was done lately, and free the others' hands."""
    delegate = recall.delegate
    delegate.ends_at = min(delegate.ends_at, at)
    delegate.save(update_fields=("ends_at",))
    FederatedDrafter.objects.filter(
        question__collective=delegate.council_id,
        member=delegate.member_id,
        ended_at=None,
    ).update(ended_at=at)
    since = (recall.paused_at or at) - ACTS_LISTED
    entries = Entry.objects.filter(delegate=delegate, at__gte=since, state__in=COUNTED)
    Undoing.objects.bulk_create(
        Undoing(
            recall=recall,
            collective_id=recall.collective_id,
            entry=entry,
            closes_at=at + HOME_ANSWERS_WITHIN,
        )
        for entry in entries
    )
    _unpause(recall)
    if not _others(delegate, at).exists():
        recall.stepped_in = _draw(recall, at, now)


def _keep(recall: Recall, _at: datetime, _now: datetime) -> None:
    """Give back what was paused."""
    _unpause(recall)


def _let_rest(recall: Recall, at: datetime, now: datetime) -> None:
    """Leave the pause; somebody else is drawn."""
    recall.stepped_in = _draw(recall, at, now) or recall.stepped_in


_RESULTS = {
    RecallResult.ENDED: _end,
    RecallResult.KEPT: _keep,
    RecallResult.TOO_FEW: _let_rest,
}


def _unpause(recall: Recall) -> None:
    """Let the mandates hold again, unless another recall of the pair pauses them."""
    delegate = recall.delegate
    others = Recall.objects.filter(
        state__in=PAUSED,
        delegate__collective=delegate.collective_id,
        delegate__council=delegate.council_id,
        delegate__ends_at__gt=recall.settled_at,
    )
    if others.exclude(id=recall.id).exists():
        return
    Mandate.objects.filter(
        collective=delegate.collective_id,
        council=delegate.council_id,
        paused_at=recall.paused_at,
    ).update(paused_at=None)


def _draw(recall: Recall, at: datetime, now: datetime) -> Delegate | None:
    """Draw somebody else to speak until the next meeting; the lot can be checked."""
    delegate = recall.delegate
    serving = Delegate.objects.filter(
        collective=delegate.collective_id, council=delegate.council_id, ends_at__gt=at
    )
    busy = {*serving.values_list("member", flat=True), delegate.member_id}
    people = people_of(delegate.collective, at)
    candidates = [one for one in people if one.id not in busy]
    if not candidates:
        return None
    seed = new_seed()
    (drawn,) = draw(seed, candidates, 1)
    row = Delegate.objects.create(
        collective_id=delegate.collective_id,
        council_id=delegate.council_id,
        member=drawn,
        part=Part.SPEAKER,
        question_id=delegate.question_id,
        seed=seed,
        candidates=[str(one.id) for one in candidates],
        starts_at=at,
        ends_at=at + STANDS_IN_FOR,
    )
    append_entry(
        collective_id=delegate.collective_id,
        kind="recall.stand_in_drawn",
        details={
            "council": delegate.council.name,
            "seed": seed,
            "candidates": row.candidates,
            "drawn": str(drawn.id),
        },
        now=now,
        about_id=recall.id,
    )
    return row


@transaction.atomic
def settle_act(
    *, member: Membership, act: Undoing, is_undone: bool, now: datetime
) -> Undoing:
    """Say whether an entry stands; two members who say the same settle it.

    Locks the member, the delegate and the act.

    Raises
    ------
    ActRefusedError
        If it is settled, or the delegate or a friend says it.
    """
    person = lock_member(member)
    delegates = Delegate.objects.select_for_update(of=("self",))
    related = ("council", "collective", "member")
    delegate = delegates.select_related(*related).get(id=act.recall.delegate_id)
    row = Undoing.objects.select_for_update().get(id=act.id)
    row.recall.delegate = delegate
    row.recall.collective = home = delegate.collective
    settle_locked(row.recall, now)
    row.refresh_from_db()
    is_own = person.person_id == delegate.member.person_id
    if is_own or not is_at_home(person, home):
        raise ActRefusedError(_("The others at home say this."))
    if row.state != Undoing.State.OPEN:
        raise ActRefusedError(_("This is settled already."))
    wanted = Undoing.State.UNDONE if is_undone else Undoing.State.CONFIRMED
    first = row.wanted_by if row.wanted == wanted else None
    others = _seconds(home, person).exclude(person=delegate.member.person_id)
    is_second = first is not None and others.contains(first)
    row.wanted, row.wanted_by = wanted, person
    if is_second or not others.exists():
        row.settled_by = person
        _settle_act(row.recall, row, wanted, now)
        return row
    row.save()
    append_entry(
        collective_id=row.collective_id,
        kind="recall.act_judged",
        details={"council": delegate.council.name, "wanted": wanted.value},
        now=now,
        about_id=row.recall_id,
        member_id=person.id,
    )
    return row


def _seconds(home: Collective, person: Membership) -> QuerySet[Membership]:
    """Return whose word settles it beside the person's: in a council, other groups'."""
    rows = members_at_home(home).exclude(id=person.id)
    apart = rows.exclude(collective=person.collective_id)
    return apart if is_council(home) and apart.exists() else rows


def _settle_act(
    recall: Recall, act: Undoing, state: Undoing.State, now: datetime
) -> None:
    act.state, act.settled_at = state, act.settled_at or now
    act.save()
    if state == Undoing.State.UNDONE:
        Entry.objects.filter(id=act.entry_id).update(
            state=Entry.State.VOID, undone_at=now, settled_at=now
        )
    write_both(recall, "recall.act_settled", now, entry=str(act.entry_id), state=state)


def write_both(recall: Recall, kind: str, now: datetime, **more: Value) -> None:
    """Write the same entry at home and in the council; it names no person."""
    delegate = recall.delegate
    details: dict[str, Value] = {
        "collective": delegate.collective.name,
        "council": delegate.council.name,
        **more,
    }
    for one in sorted((delegate.collective_id, delegate.council_id)):
        append_entry(
            collective_id=one, kind=kind, details=details, now=now, about_id=recall.id
        )


def tell_home(recall: Recall, now: datetime) -> None:
    """Tell everybody at home, the delegate included.

    Below a council there may be thousands: those the worker tells, group by group, so
    that no pause waits for mail.
    """
    if is_council(recall.delegate.collective):
        recall.told_at = recall.told_up_to = None
    else:
        _tell(recall, now, members_at_home(recall.delegate.collective))
        recall.told_at = now
    recall.save(update_fields=("told_at", "told_up_to"))


def tell_recalls_due(now: datetime, go_on: Callable[[], bool] = lambda: True) -> int:
    """Tell the groups below councils what is asked, and what it came to; the worker.

    Once ``go_on`` says no, the rest is for the next look; return how many are done.
    """
    waiting = Recall.objects.filter(told_at=None).exclude(
        state__in=(State.SIGNING, State.LAPSED)
    )
    related = ("delegate__council", "delegate__collective", "delegate__member")
    rows = waiting.select_related(*related, "stepped_in__member")
    return sum(
        tell_below(row, row.delegate.collective, partial(_tell, row, now), now, go_on)
        for row in takewhile(lambda _row: go_on(), rows.order_by("asked_at", "id"))
    )


def _tell(recall: Recall, now: datetime, members: QuerySet[Membership]) -> None:
    is_asking = recall.state == State.OPEN
    what = "paused" if is_asking else "settled"
    stepped_in = recall.stepped_in
    tell(
        memberships=members.select_related("collective", "person"),
        kind="recall.told",
        template=f"federating/mail/recall_{what}.txt",
        context={
            "recall": recall,
            "name": recall.delegate.member.name,
            "stands_in": stepped_in.member.name if stepped_in else "",
            "council": recall.delegate.council,
            "collective": recall.delegate.collective,
        },
        now=now,
        about_id=recall.id,
        asking="recall" if is_asking else "",
        once=f"recall {what} {recall.id}",
        drop_at=recall.closes_at if is_asking else None,
    )
