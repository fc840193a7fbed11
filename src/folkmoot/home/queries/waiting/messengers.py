"""What waits around councils: what differs, who is willing, carrying, reporting home."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from folkmoot.federating.models import (
    Delegate,
    Entry,
    EntryAnswer,
    PairAnswer,
    PairSearch,
)
from folkmoot.home.queries.waiting.item import Item, Reader
from folkmoot.people.models import Collective
from folkmoot.web.prepared import prepared

MINUTES = 2


def list_items(reader: Reader) -> Iterator[Item]:
    """Yield what one's groups ask of their people for councils."""
    yield from _differences(reader)
    groups = reader.full_collective_ids
    for search in _searches.list(groups, reader.ids, reader.now) if groups else ():
        act = _("Who carries our word there?")
        home, until = search.collective, search.closes_at
        yield _item(reader, act, home, search.council, until)
    for delegate in _unaccepted.list(reader.ids, reader.now):
        if delegate.collective_id in reader.members:
            act = _("You were asked to carry our word")
            yield _item(reader, act, delegate.collective, delegate.council, None)


@prepared
def _searches(
    groups: Sequence[UUID], members: Sequence[UUID], now: datetime
) -> QuerySet[PairSearch]:
    answered = PairAnswer.objects.filter(
        member__id__in=[members], is_willing__isnull=False
    )
    searches = PairSearch.objects.filter(
        collective__id__in=[groups], ended_at=None, closes_at__gt=now
    ).exclude(id__in=answered.values("search"))
    return searches.select_related("collective", "council").order_by("closes_at", "id")


@prepared
def _unaccepted(members: Sequence[UUID], now: datetime) -> QuerySet[Delegate]:
    waiting = Delegate.objects.filter(
        member__id__in=[members], accepted_at=None, ends_at__gt=now
    )
    return waiting.select_related("collective", "council").order_by("id")


@prepared
def _differing(
    homes: Sequence[UUID], members: Sequence[UUID], now: datetime
) -> QuerySet[Entry]:
    answered = EntryAnswer.objects.filter(member__id__in=[members])
    open_ones = Entry.objects.filter(
        home__id__in=[homes], state=Entry.State.DIFFERS, closes_at__gt=now
    ).exclude(id__in=answered.values("entry"))
    return open_ones.select_related("home", "collective").order_by("closes_at", "id")


def _differences(reader: Reader) -> Iterator[Item]:
    homes = reader.home_ids
    for entry in _differing.list(homes, reader.ids, reader.now) if homes else ():
        if reader.member_for(entry.home).joined_at <= entry.at:
            act = _("Differs from our mandate: may it stand?")
            council, until = entry.collective, entry.closes_at
            yield _item(reader, act, entry.home, council, until, entry.id)


def _item(
    reader: Reader,
    act: str,
    home: Collective,
    council: Collective,
    until: datetime | None,
    entry_id: UUID | None = None,
) -> Item:
    place = reverse("federating:pair", kwargs={"slug": council.slug, "home": home.slug})
    return Item(
        act=act,
        about=council.name,
        href=f"{place}#entry-{entry_id}" if entry_id else place,
        minutes=MINUTES,
        until=until,
        collective=reader.member_for(home).collective,
    )
