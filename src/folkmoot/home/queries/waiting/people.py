"""Cases before a panel, roles to fill, people who ask for a way back in."""

from collections.abc import Iterator

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from folkmoot.deciding.models import PanelSeat
from folkmoot.home.queries.waiting.item import Item, Reader
from folkmoot.people.models import Filling, Recovery
from folkmoot.people.queries import asked_first
from folkmoot.people.words import ROLES

PANEL_MINUTES = 10


def list_items(reader: Reader) -> Iterator[Item]:
    """Yield cases the person was drawn for, roles to fill, recoveries to vouch for."""
    seats = PanelSeat.objects.filter(
        member__in=reader.ids, answered_at=None, panel__ruling=""
    ).select_related("panel__question")
    for seat in seats.order_by("panel__due_at", "id"):
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


def _fillings(reader: Reader) -> Iterator[Item]:
    rows = Filling.objects.filter(
        collective__in=reader.full_collective_ids,
        ended_at=None,
        closes_at__gt=reader.now,
    )
    answered = {"answers__member__in": reader.ids, "answers__is_willing__isnull": False}
    for filling in rows.exclude(**answered).order_by("closes_at", "id"):
        collective = reader.members[filling.collective_id].collective
        yield Item(
            act=_("Would you take this role?"),
            about=str(ROLES[filling.role]),
            href=reverse("people:roles", kwargs={"slug": collective.slug}),
            minutes=1,
            until=filling.closes_at,
            collective=collective,
        )


def _recoveries(reader: Reader) -> Iterator[Item]:
    rows = Recovery.objects.filter(
        membership__collective__in=reader.full_collective_ids,
        stopped_at=None,
        used_at=None,
        opens_at=None,
    ).select_related("membership")
    others = rows.exclude(membership__in=reader.ids)
    for recovery in others.exclude(vouchers__member__in=reader.ids):
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
