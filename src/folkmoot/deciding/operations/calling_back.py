"""Calling back about what was entered for others: one in ten, by a rule anyone can check.

The entry of it is its own lot: its hash, which nobody knows before it is
written, says whether somebody calls back, and draws who does. Who enters answers can
choose neither.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.deciding.models import CallBack, Position, Question
from folkmoot.deciding.operations.acting import Act, acting
from folkmoot.deciding.operations.helping import HelpRefusedError
from folkmoot.deciding.operations.settling import lock_question
from folkmoot.deciding.queries.hosting import call_backs_of
from folkmoot.deciding.queries.recorders import (
    Recorded,
    can_change,
    print_of,
    recorded_as,
)
from folkmoot.people.models import Membership, Term
from folkmoot.people.operations import tell
from folkmoot.people.queries import list_for_lots, list_roles
from folkmoot.record.models import Entry
from folkmoot.record.operations import append_entry
from folkmoot.web.chance import draw, falls_on

WITHIN = timedelta(hours=48)
DRAWN_AT_MOST = 3
ONE_IN = 10
Result = CallBack.Result
# What a call-back is about, with what a lot about it needs.
ENTERED = (
    *("position__member", "position__helper"),
    *("contribution__member", "contribution__helper", "contribution__hearing"),
)


def draw_call_back(act: Act, entered: Recorded) -> None:
    """Draw by the entry of what was just entered whether and who calls back."""
    entry = recorded_as(entered)
    if entry is not None and falls_on(print_of(entry), ONE_IN):
        end_call_back(entered, act.now)
        _draw_caller(act.question, entered, entry, 0, act.now)


def end_call_back(entered: Recorded, now: datetime) -> None:
    """Nobody needs to call back any more: the owner answered, or another lot fell."""
    open_ones = call_backs_of(entered).filter(ended_at=None)
    open_ones.update(result=Result.NONE, ended_at=now)


def _draw_caller(
    question: Question, entered: Recorded, entry: Entry, times: int, now: datetime
) -> None:
    """Draw who calls back: who has no part in it; where there is none, who cares."""
    collective, helper = question.collective, entered.helper
    assert helper is not None  # noqa: S101 -- what one says alone has no lot
    drawn_before = call_backs_of(entered).values("member")
    part = (entered.member_id, helper.id, entered.second_id)
    out = {one for one in part if one is not None}
    others = list_for_lots(collective).exclude(id__in=out).exclude(id__in=drawn_before)
    people = list(others) or [
        term.member
        for term in list_roles(collective, now).filter(role=Term.Role.CARE)
        if term.member_id not in out
    ]
    candidates = sorted(people, key=lambda member: str(member.id))
    seed = f"{print_of(entry)}/{times}"
    drawn = draw(seed, candidates, 1)
    append_entry(
        collective_id=collective.id,
        kind="call_back.drawn",
        details={
            "entry": entry.index,
            "seed": seed,
            "candidates": [str(one.id) for one in candidates],
            "drawn": [str(one.id) for one in drawn],
            "due_at": (now + WITHIN).isoformat(),
        },
        now=now,
        about_id=question.id,
    )
    is_answer = isinstance(entered, Position)
    for member in drawn:
        row = CallBack.objects.create(
            question=question,
            collective=collective,
            **{"position" if is_answer else "contribution": entered},
            owner=entered.member,
            helper=helper,
            member=member,
            entry=entry.index,
            seed=seed,
            drawn_at=now,
            due_at=now + WITHIN,
        )
        _tell(row, member, "call_back", now)


@transaction.atomic
def answer_call_back(
    *,
    member: Membership,
    question: Question,
    entered: Recorded,
    is_right: bool,
    now: datetime,
    seen_at: datetime | None,
) -> CallBack:
    """Say what the owner of an answer, or of words, said about it; locks the question.

    What was not right is taken away while that can be, so that its owner says it again;
    a stop in it stays, as every stop, until its owner says something else. ``seen_at``
    is when it was entered, as the member was shown.

    Raises
    ------
    HelpRefusedError
        If nobody asks this member, or the answer changed.
    """
    with acting(member, question, now) as act:
        rows = call_backs_of(entered).select_related("owner", "helper", *ENTERED)
        row = rows.filter(member=act.member, ended_at=None).first()
        if row is None or row.entered is None:
            raise HelpRefusedError(_("Nobody asks you, or you said so already."))
        if row.entered.at != seen_at:
            raise HelpRefusedError(_("The answer was changed since. Look at it again."))
        entry = recorded_as(row.entered)
        at = entry.index if entry is not None else row.entry
        row.question = act.question
        row.result = Result.RIGHT if is_right else Result.NOT_RIGHT
        row.ended_at = now
        row.save(update_fields=("result", "ended_at"))
        # It names nobody, so that it stays when somebody is erased: the lot says who.
        append_entry(
            collective_id=row.collective_id,
            kind="call_back.answered",
            details={"entry": at, "result": str(row.result)},
            now=now,
            about_id=row.question_id,
        )
        if not is_right:
            _open_again(row, row.entered, now)
    return row


def _open_again(row: CallBack, entered: Recorded, now: datetime) -> None:
    if can_change(entered, row.question):
        entered.delete()
        row.position = row.contribution = None
    _tell(row, row.owner, "not_right", now, always=True)


def redraw_call_backs(*, now: datetime) -> int:
    """Draw another where nobody called back in time; for the worker."""
    due = CallBack.objects.filter(ended_at=None, due_at__lte=now)
    rows = list(due.select_related("question").order_by("due_at", "id"))
    for row in rows:
        _redraw_call_back(row, now)
    return len(rows)


@transaction.atomic
def _redraw_call_back(late: CallBack, now: datetime) -> None:
    """Draw another for one answer, unless it is over or its owner has left.

    Locks its question, and no other: whoever holds two waits for those who answer there.
    """
    question = lock_question(late.question)
    rows = CallBack.objects.select_related("owner", *ENTERED)
    row = rows.filter(id=late.id, ended_at=None).first()
    if row is None or row.entered is None:
        return
    row.result, row.ended_at = Result.NONE, row.due_at
    row.save(update_fields=("result", "ended_at"))
    entered = row.entered
    times = call_backs_of(entered).filter(entry=row.entry).count()
    entry = Entry.objects.get(collective_id=row.collective_id, index=row.entry)
    if can_change(entered, question) and row.owner.is_open and times < DRAWN_AT_MOST:
        _draw_caller(question, entered, entry, times, now)


def _tell(
    row: CallBack, to: Membership, template: str, now: datetime, *, always: bool = False
) -> None:
    question: Question = row.question
    tell(
        memberships=[to],
        kind=f"question.{template}",
        template=f"deciding/mail/{template}.txt",
        context={"question": question, "call_back": row, "due_at": row.due_at},
        now=now,
        about_id=question.id,
        once=f"{template} {row.id}",
        always=always,
    )
