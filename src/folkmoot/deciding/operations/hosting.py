"""Drawing by lot who hosts a question, and who replies first to an idea."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from folkmoot.deciding.models import FirstReply, Question
from folkmoot.deciding.queries.rules import has_ceremony
from folkmoot.deciding.states import state_of
from folkmoot.engines.consensus import ENDED, Stage
from folkmoot.people.models import Collective, Membership, Term
from folkmoot.people.operations import draw_by_lot, tell
from folkmoot.people.operations.terms import end_terms_about
from folkmoot.people.queries import get_settings, list_for_lots
from folkmoot.record.operations import append_entry
from folkmoot.web.chance import draw, new_seed

PAIR = 2
# The longest way of an ordinary question; the pair's term ends with the question.
LONGEST_WAY = timedelta(days=180)
NOT_TWICE_WITHIN = timedelta(days=30)
DRAWN_AT_MOST = 3
IN_CARE_OF_HOSTS = frozenset(Stage) - ENDED - {Stage.DECIDED, Stage.CARRYING}


def draw_hosts(question: Question, now: datetime) -> None:
    """Draw whoever is missing of a question's host pair; not its proposer.

    Who hosted another question in the last 30 days is left out if there is a choice.
    Where the ceremony is off nothing happens.
    """
    if not has_ceremony(question.collective, question.klass):
        return
    hosts = set(_hosts_of(question, now).values_list("member_id", flat=True))
    missing = PAIR - len(hosts)
    if missing <= 0:
        return
    terms = _draw(question, missing, hosts, now + LONGEST_WAY, now)
    _tell(question, [term.member for term in terms], "host", now)


def draw_helper(question: Question, ends_at: datetime, now: datetime) -> None:
    """Draw one host more, at home too: the text was not clear when its time was over.

    Their term ends with the time that the question has now; once that is over too,
    nobody is drawn.
    """
    if ends_at <= now:
        return
    hosts = set(_hosts_of(question, now).values_list("member_id", flat=True))
    terms = _draw(question, 1, hosts, ends_at, now)
    _tell(question, [term.member for term in terms], "helper", now)


def _hosts_of(question: Question, now: datetime) -> QuerySet[Term]:
    return Term.objects.filter(
        about_id=question.id, role=Term.Role.HOST, ends_at__gt=now
    )


def _draw(
    question: Question, size: int, hosts: set[UUID], ends_at: datetime, now: datetime
) -> list[Term]:
    """Draw hosts: not the proposer, not who hosted lately if there is a choice."""
    recent = Term.objects.filter(
        collective_id=question.collective_id,
        role=Term.Role.HOST,
        about_id__isnull=False,
        starts_at__gt=now - NOT_TWICE_WITHIN,
    )
    others = list_for_lots(question.collective).exclude(
        id__in=hosts | {question.proposer_id}
    )
    rested = others.exclude(id__in=recent.values("member"))
    return draw_by_lot(
        collective=question.collective,
        role=Term.Role.HOST,
        candidates=list(rested) if rested.count() >= size else list(others),
        seed=new_seed(),
        ends_at=ends_at,
        now=now,
        size=size,
        about_id=question.id,
    )


def change_hosts(question: Question, stage: Stage, at: datetime, now: datetime) -> None:
    """Keep the pair whole on the way to a decision, and end its term with it."""
    if stage in IN_CARE_OF_HOSTS and stage not in (Stage.PARKED, Stage.IDEA):
        draw_hosts(question, now)
    elif stage not in IN_CARE_OF_HOSTS:
        end_terms_about(question.id, at)


def draw_first_reply(question: Question, now: datetime) -> None:
    """Draw one member to ask a question about a new idea; at home all just talk."""
    collective = question.collective
    if collective.preset == Collective.Preset.HOME:
        return
    drawn = set(question.first_replies.values_list("member_id", flat=True))
    if len(drawn) >= DRAWN_AT_MOST:
        return
    others = list_for_lots(collective).exclude(id__in=drawn | {question.proposer_id})
    candidates = sorted(others, key=lambda member: str(member.id))
    seed = new_seed()
    for member in draw(seed, candidates, 1):
        hours = get_settings(collective)["first_reply_hours"]
        reply = FirstReply.objects.create(
            question=question,
            collective=collective,
            member=member,
            seed=seed,
            drawn_at=now,
            due_at=now + timedelta(hours=hours),
        )
        append_entry(
            collective_id=collective.id,
            kind="question.reply_drawn",
            details={
                "seed": seed,
                "candidates": [str(row.id) for row in candidates],
                "drawn": str(member.id),
                "due_at": reply.due_at.isoformat(),
            },
            now=now,
            about_id=question.id,
        )
        _tell(question, [member], "first_reply", now)


def end_first_replies(question: Question, now: datetime) -> None:
    """Note that somebody replied: the drawn member need not any more."""
    question.first_replies.filter(ended_at=None).update(ended_at=now)


@transaction.atomic
def redraw_replies(*, now: datetime) -> int:
    """Draw another member where the drawn one did not reply in time. For the worker."""
    due = FirstReply.objects.select_for_update().filter(ended_at=None, due_at__lte=now)
    rows = list(due.select_related("question__collective"))
    for row in rows:
        row.ended_at = row.due_at
        row.save(update_fields=["ended_at"])
        is_young = state_of(row.question).stage in (Stage.IDEA, Stage.SHAPING)
        if is_young:
            draw_first_reply(row.question, now)
    return len(rows)


def _tell(
    question: Question, members: list[Membership], template: str, now: datetime
) -> None:
    tell(
        memberships=members,
        kind=f"question.{template}",
        template=f"deciding/mail/{template}.txt",
        context={"question": question},
        now=now,
        about_id=question.id,
        once=f"{template} {question.id} {now.isoformat()}",
    )
