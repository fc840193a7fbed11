"""Cases before a panel, roles to fill, people who ask for a way back in."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from folkmoot.deciding.models import PanelSeat
from folkmoot.home.queries.waiting.item import Item, Reader
from folkmoot.people.models import Filling, Recovery
from folkmoot.people.queries import asked_first
from folkmoot.people.words import ROLES
from folkmoot.web.prepared import prepared

PANEL_MINUTES = 10


def list_items(reader: Reader) -> Iterator[Item]:
    """Yield cases the person was drawn for, roles to fill, recoveries to vouch for."""
    for seat in _seats.list(reader.ids):
        yield reader.about(
            seat.panel.question,
            _("You were drawn by lot to look at a case"),
            PANEL_MINUTES,
            until=seat.panel.due_at,
        )
    yield from _learned(reader)
    yield from _fillings(reader)
    yield from _recoveries(reader)


def _learned(reader: Reader) -> Iterator[Item]:
    """Yield roles that the person has learned and could take on, before all are asked."""
    for learner in asked_first(reader.ids, reader.now):
        collective = reader.members[learner.collective_id].collective
        address = reverse("people:roles", kwargs={"slug": collective.slug})
        yield Item(
            act=_("You learned this role. Would you take it on?"),
            about=str(ROLES[learner.role]),
            href=f"{address}#role-{learner.role}",
            minutes=1,
            until=None,
            collective=collective,
        )


@prepared
def _seats(members: Sequence[UUID]) -> QuerySet[PanelSeat]:
    seats = PanelSeat.objects.filter(
        member__id__in=[members], answered_at=None, panel__ruling=""
    )
    return seats.select_related("panel__question").order_by("panel__due_at", "id")


@prepared
def _open_fillings(
    groups: Sequence[UUID], members: Sequence[UUID], now: datetime
) -> QuerySet[Filling]:
    rows = Filling.objects.filter(
        collective__id__in=[groups], ended_at=None, closes_at__gt=now
    )
    unanswered = rows.exclude(
        answers__member__id__in=[members], answers__is_willing__isnull=False
    )
    return unanswered.order_by("closes_at", "id")


def _fillings(reader: Reader) -> Iterator[Item]:
    groups = reader.full_collective_ids
    for filling in (
        _open_fillings.list(groups, reader.ids, reader.now) if groups else ()
    ):
        collective = reader.members[filling.collective_id].collective
        yield Item(
            act=_("Would you take this role?"),
            about=str(ROLES[filling.role]),
            href=reverse("people:roles", kwargs={"slug": collective.slug}),
            minutes=1,
            until=filling.closes_at,
            collective=collective,
        )


@prepared
def _unvouched(groups: Sequence[UUID], members: Sequence[UUID]) -> QuerySet[Recovery]:
    rows = Recovery.objects.filter(
        membership__collective__id__in=[groups],
        stopped_at=None,
        used_at=None,
        opens_at=None,
    ).select_related("membership")
    others = rows.exclude(membership__id__in=[members])
    return others.exclude(vouchers__member__id__in=[members])


def _recoveries(reader: Reader) -> Iterator[Item]:
    groups = reader.full_collective_ids
    for recovery in _unvouched.list(groups, reader.ids) if groups else ():
        collective = reader.members[recovery.membership.collective_id].collective
        yield Item(
            act=_("Somebody asks for a way back in. Do you know them?"),
            about=recovery.membership.name,
            href=_members_address(collective.slug),
            minutes=2,
            until=None,
            collective=collective,
        )


def _members_address(slug: str) -> str:
    try:
        return reverse("people:members", kwargs={"slug": slug})
    except NoReverseMatch:
        return reverse("home:collective", kwargs={"slug": slug})
