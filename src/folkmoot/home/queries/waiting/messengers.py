"""What waits around councils: what differs, who is willing, carrying, reporting home."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

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

MINUTES = 2


def list_items(reader: Reader) -> Iterator[Item]:
    """Yield what one's groups ask of their people for councils."""
    yield from _differences(reader)
    groups = reader.full_collective_ids
    answered = PairAnswer.objects.filter(
        member__in=reader.ids, is_willing__isnull=False
    )
    searches = PairSearch.objects.filter(
        collective__in=groups, ended_at=None, closes_at__gt=reader.now
    ).exclude(id__in=answered.values("search"))
    for search in searches.select_related("collective", "council").order_by(
        "closes_at", "id"
    ):
        act = _("Who carries our word there?")
        home, until = search.collective, search.closes_at
        yield _item(reader, act, home, search.council, until)
    waiting = Delegate.objects.filter(
        member__in=reader.ids, accepted_at=None, ends_at__gt=reader.now
    )
    for delegate in waiting.select_related("collective", "council").order_by("id"):
        if delegate.collective_id in reader.members:
            act = _("You were asked to carry our word")
            yield _item(reader, act, delegate.collective, delegate.council, None)


def _differences(reader: Reader) -> Iterator[Item]:
    answered = EntryAnswer.objects.filter(member__in=reader.ids)
    open_ones = Entry.objects.filter(
        home__in=reader.home_ids,
        state=Entry.State.DIFFERS,
        closes_at__gt=reader.now,
    ).exclude(id__in=answered.values("entry"))
    for entry in open_ones.select_related("home", "collective").order_by(
        "closes_at", "id"
    ):
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
