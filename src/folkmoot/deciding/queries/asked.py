"""What every look at a question, and every answer to it, asks of the database.

Prepared, because people answer in their hundreds; `facts` and the pages say what the
numbers mean. ``until`` is when the present window closes: who left later still counts.
"""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db.models import Aggregate, Count, Exists, Max, Min, OuterRef, Q, QuerySet

from folkmoot.deciding.models import (
    Call,
    Drafter,
    Heard,
    Objection,
    Panel,
    Position,
    Proposal,
    Question,
    Seat,
    Transition,
)
from folkmoot.engines.consensus import Call as EngineCall
from folkmoot.listening.models import Attachment, Contribution, Response
from folkmoot.messaging.models import Delivery
from folkmoot.people.models import Membership
from folkmoot.web.prepared import prepared, totals

FOREVER = datetime.max.replace(tzinfo=UTC)  # the end of a window that has none
UNANSWERED = (Objection.State.RAISED, Objection.State.UNDERSTOOD)
ENGINE_CALLS = tuple(call.value for call in EngineCall)
Value = Position.Value


def until_of(question: Question) -> datetime:
    """Return when the present window of ``question`` closes."""
    return question.closes_at or FOREVER


def here(until: datetime, who: str = "") -> Q:
    """Return the condition that ``who`` is part of it, or left after the window."""
    path = f"{who}__ended_at" if who else "ended_at"
    return Q(**{path: None}) | Q(**{f"{path}__gt": until})


def _members(collective_id: UUID, until: datetime) -> QuerySet[Membership]:
    members = Membership.objects.filter(here(until), collective_id=collective_id)
    return members.filter(standing=Membership.Standing.MEMBER)


@prepared
def count_members(collective_id: UUID, until: datetime) -> QuerySet[Membership, Any]:
    """Return how many may take a position."""
    return totals(_members(collective_id, until), n=Count("id"))


@prepared
def count_positions(question: Question, check: int, until: datetime) -> QuerySet[Any]:
    """Return how many hold each position, and what else stands with these."""
    rows = Position.objects.filter(here(until, "member"), question=question)
    return totals(rows.filter(round=check), **held())


def held() -> dict[str, Aggregate]:
    """Return what is counted of positions."""
    open_worry = Q(value=Value.CONCERN, answer="") & ~Q(text="")
    return {
        "yes": Count("id", filter=Q(value__in=(Value.CONSENT, Value.CONCERN))),
        "aside": Count("id", filter=Q(value=Value.STAND_ASIDE)),
        "stop": Count("id", filter=Q(value=Value.OBJECT)),
        "need_more": Count("id", filter=Q(value=Value.NEED_MORE)),
        "worries": Count("id", filter=open_worry),
        "last": Max("at"),
        "carried": Count("id", filter=Q(carried_over=True)),
    }


@prepared
def count_values(question: Question, check: int, until: datetime) -> QuerySet[Any]:
    """Return each position that is held, and how many hold it."""
    rows = Position.objects.filter(here(until, "member"), question=question)
    counted = rows.filter(round=check).values_list("value")
    return counted.annotate(number=Count("id")).order_by()


@prepared
def count_seats(question: Question, check: int, until: datetime) -> QuerySet[Any]:
    """Return how many of a check's members are still here."""
    rows = Seat.objects.filter(here(until, "member"), question=question, round=check)
    return totals(rows, n=Count("id"))


@prepared
def unheard_seats(
    question: Question, check: int, until: datetime, but: Membership
) -> QuerySet[Seat, UUID]:
    """Return one seat of a check, not of ``but``, from which nothing was said yet."""
    rows = Seat.objects.filter(here(until, "member"), question=question, round=check)
    silent = rows.filter(positions=None).exclude(member=but)
    return silent.order_by().values_list("id", flat=True)[:1]


@prepared
def unheard_members(
    collective_id: UUID, until: datetime, question_id: UUID, but_id: UUID
) -> QuerySet[Membership, UUID]:
    """Return one member other than ``but_id`` who was not heard in the hearing yet."""
    answered = Response.objects.filter(
        member=OuterRef("pk"), statement__hearing__question_id=question_id
    )
    spoke = Contribution.objects.filter(
        member=OuterRef("pk"), hearing__question_id=question_id
    )
    others = _members(collective_id, until).exclude(id=but_id)
    unheard = others.filter(~Exists(answered), ~Exists(spoke))
    return unheard.values_list("id", flat=True)[:1]


@prepared
def first_said(
    question_id: UUID, collective_id: UUID, until: datetime
) -> QuerySet[Contribution, Any]:
    """Return when each present member first said something in the hearing."""
    rows = Contribution.objects.filter(
        hearing__question_id=question_id,
        member__in=_members(collective_id, until).values("id"),
    )
    return rows.values_list("member").annotate(first=Min("created_at")).order_by()


@prepared
def first_answered(
    question_id: UUID, collective_id: UUID, until: datetime
) -> QuerySet[Response, Any]:
    """Return when each present member first answered a statement of the hearing."""
    rows = Response.objects.filter(
        statement__hearing__question_id=question_id,
        member__in=_members(collective_id, until).values("id"),
    )
    return rows.values_list("member").annotate(first=Min("at")).order_by()


@prepared
def count_said(question_id: UUID) -> QuerySet[Contribution, Any]:
    """Return how many talks were told of in the hearing, and how much else was said."""
    rows = Contribution.objects.filter(hearing__question_id=question_id)
    is_talk = Q(kind=Contribution.Kind.TALK)
    return totals(
        rows,
        talks=Count("id", filter=is_talk),
        others=Count("id", filter=~is_talk),
    )


@prepared
def tries(question: Question) -> QuerySet[Panel, Any]:
    """Return when it was first found that somebody tried to settle it otherwise."""
    rows = Panel.objects.filter(question=question, kind=Panel.Kind.TRIES)
    return totals(rows.filter(ruling=Panel.Ruling.YES), at=Min("ruled_at"))


def unlinked(question_id: UUID) -> QuerySet[Contribution]:
    """Return what was said and not yet answered in "what we did with it"."""
    linked = Heard.objects.filter(question=question_id).values("contribution_id")
    said = Contribution.objects.filter(hearing__question_id=question_id, folded_at=None)
    return said.exclude(kind=Contribution.Kind.NOTHING).exclude(id__in=linked)


@prepared
def count_unlinked(question_id: UUID) -> QuerySet[Contribution, Any]:
    """Return how much of that there is."""
    return totals(unlinked(question_id), n=Count("id"))


@prepared
def count_unanswered(question: Question, until: datetime) -> QuerySet[Objection, Any]:
    """Return how many stops have no answer."""
    rows = Objection.objects.filter(here(until, "owner"), question=question)
    return totals(rows.filter(state__in=UNANSWERED), n=Count("id"))


@prepared
def fundamental(question: Question) -> QuerySet[Panel, UUID]:
    """Return the panel that found a stop to be a fundamental one."""
    rows = Panel.objects.filter(question=question, kind=Panel.Kind.FUNDAMENTAL)
    return rows.filter(ruling=Panel.Ruling.YES).values_list("id", flat=True)[:1]


@prepared
def reached(
    question_id: UUID,
    asking: str,
    collective_id: UUID,
    until: datetime,
    nominal: datetime,
) -> QuerySet[Delivery, Any]:
    """Return the latest delivery before a window's nominal end, and how many came.

    Whoever acted on the question needs no time from then on.
    """
    # Who is gone, since these are few: of many, a database that has not counted its
    # rows yet would look up each among all.
    present = here(until) & Q(standing=Membership.Standing.MEMBER)
    others = Membership.objects.filter(~present, collective_id=collective_id)
    asked = Delivery.objects.filter(about_id=question_id, asking=asking)
    asked = asked.exclude(member_id__in=others.values("id"))
    timely = Q(delivered_at__lt=nominal)
    return totals(
        asked,
        latest=Max("delivered_at", filter=timely & ~Q(way=Delivery.Way.ACT)),
        asked=Count("id"),
        timely=Count("id", filter=timely),
    )


@prepared
def signed(question: Question) -> QuerySet[Call, tuple[str, datetime, UUID]]:
    """Return the standing signatures that the engine reads, the oldest first."""
    kinds = (*ENGINE_CALLS, Call.Kind.MORE_TIME)
    rows = Call.objects.filter(question=question, kind__in=kinds, withdrawn_at=None)
    return rows.order_by("created_at").values_list("kind", "created_at", "member_id")


@prepared
def proposals(question: Question) -> QuerySet[Proposal]:
    """Return the newest version of the draft, leaving out what stands beside it."""
    rows = Proposal.objects.filter(question=question, beside=False)
    return rows.order_by("-version")[:1]


@prepared
def transitions(question: Question) -> QuerySet[Transition]:
    """Return how it came here, oldest first."""
    rows = Transition.objects.filter(question=question).select_related("member")
    return rows.order_by("order")


@prepared
def attachments(question_id: UUID) -> QuerySet[Attachment]:
    """Return what came with the question itself, without the files' content."""
    rows = Attachment.objects.filter(
        about_id=question_id, comes_with=Attachment.With.QUESTION
    )
    return rows.defer("content").order_by("created_at", "id")


@prepared
def open_panels(question: Question) -> QuerySet[Panel]:
    """Return the cases about a question that are not settled, oldest first."""
    rows = Panel.objects.filter(question=question, ruling="").defer("candidates")
    return rows.order_by("drawn_at", "id")


@prepared
def drawn(question: Question, member: Membership) -> QuerySet[Drafter, UUID]:
    """Return the place of ``member`` among those who were drawn to write."""
    rows = Drafter.objects.filter(question=question, member=member)
    return rows.filter(drawn_at__isnull=False).values_list("id", flat=True)


@prepared
def not_reached(question_id: UUID, asking: str) -> QuerySet[Delivery, UUID]:
    """Return the ids of who was asked and may not know of it yet."""
    missing = Delivery.objects.filter(about_id=question_id, asking=asking)
    silent = missing.filter(delivered_at=None).order_by()
    return silent.values_list("member_id", flat=True)
