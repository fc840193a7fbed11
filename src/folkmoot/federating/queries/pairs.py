"""Who speaks and who listens for a collective in a council, and who may be sent."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from folkmoot.engines.consensus import MANDATE_LASTS_AT_MOST
from folkmoot.federating.models import Delegate, Link, PairSearch, Recall
from folkmoot.federating.queries.structure import ids_above
from folkmoot.people.models import Collective, Membership
from folkmoot.people.queries import (
    get_settings,
    has_to_rest,
    list_members,
    rest_after,
)
from folkmoot.people.queries.roles import FREE_BEFORE_END

TERM = MANDATE_LASTS_AT_MOST
PAIR = 2
WITHOUT_MANDATE = (Recall.State.OPEN, Recall.State.TOO_FEW, Recall.State.ENDED)


def is_council(collective: Collective) -> bool:
    """Whether it is a federation, whose meeting of delegates is a council."""
    return collective.is_federation


def delegates_at(at: datetime) -> QuerySet[Delegate]:
    """Return the delegates of all collectives whose term runs at ``at``."""
    stays = Q(member__ended_at=None) | Q(member__ended_at__gt=at)
    rows = Delegate.objects.filter(stays, starts_at__lte=at, ends_at__gt=at)
    return rows.select_related("member__collective", "member__person", "collective")


def pair_of(home_id: UUID, council_id: UUID, at: datetime) -> list[Delegate]:
    """Return who stands for a collective in a council at ``at``, the speaker first."""
    rows = delegates_at(at).filter(collective=home_id, council=council_id)
    found = [row for row in rows.order_by("starts_at", "id") if _still_sent(row, at)]
    return sorted(found, key=lambda row: row.part != Delegate.Part.SPEAKER)


def seats_below(delegate: Delegate, at: datetime) -> list[Delegate]:
    """Return the seats that carry one who stands for a council, at any depth."""
    if not is_council(delegate.collective):
        return []
    below = delegates_at(at).filter(
        council=delegate.collective_id, member=delegate.member_id
    )
    return [seat for row in below for seat in (row, *seats_below(row, at))]


def _still_sent(delegate: Delegate, at: datetime) -> bool:
    """Whether one who stands for a council is still sent to that council itself."""
    if not is_council(delegate.collective):
        return True
    below = delegates_at(at).filter(
        council=delegate.collective_id, member=delegate.member_id
    )
    return any(_still_sent(row, at) for row in below)


def paused_ids(pair: Iterable[Delegate], at: datetime) -> set[UUID]:
    """Return those of a pair whose mandate is being taken back.

    Whoever pauses below speaks for no council above it either.
    """
    carried = {one.id: {one.id} for one in pair}
    for one in pair:
        carried[one.id] |= {seat.id for seat in seats_below(one, at)}
    rows = Recall.objects.filter(
        delegate__in=set().union(*carried.values()),
        paused_at__isnull=False,
        state__in=WITHOUT_MANDATE,
    )
    paused = set(rows.values_list("delegate_id", flat=True))
    return {one for one, seats in carried.items() if seats & paused}


def who_speaks(pair: Sequence[Delegate], at: datetime) -> Delegate | None:
    """Return who of a pair speaks: the messenger, or the listener who steps in."""
    paused = paused_ids(pair, at)
    ready = [one for one in pair if one.accepted_at is not None]
    return next((one for one in ready if one.id not in paused), None)


def people_of(collective: Collective, at: datetime) -> list[Membership]:
    """Return who answers for a collective that sends, by id.

    Of a group its members; of a council the delegates in it.
    """
    if not is_council(collective):
        return list(list_members(collective).order_by("id"))
    rows = delegates_at(at).filter(council=collective)
    members = {row.member_id: row.member for row in rows if _still_sent(row, at)}
    return [members[one] for one in sorted(members)]


def names_of_people(collective: Collective, at: datetime) -> list[tuple[UUID, str]]:
    """Return the same people as ids and names."""
    if is_council(collective):
        return [(one.id, one.name) for one in people_of(collective, at)]
    return list(list_members(collective).values_list("id", "name"))


def seats_of_person(collective: Collective, person_id: UUID, at: datetime) -> set[UUID]:
    """Return the memberships with which a person is one of the same people."""
    if is_council(collective):
        people = people_of(collective, at)
        return {one.id for one in people if one.person_id == person_id}
    rows = list_members(collective).filter(person=person_id)
    return set(rows.values_list("id", flat=True))


def may_take_part(member: Membership, home: Collective, at: datetime) -> bool:
    """Whether ``member`` is one of the people of a collective that sends."""
    if not is_council(home):
        return member.collective_id == home.id and member.takes_positions
    return member.id in {one.id for one in people_of(home, at)}


def list_rested(
    home: Collective, council_id: UUID, people: Sequence[Membership], at: datetime
) -> list[Membership]:
    """Return those of ``people`` who may be sent: not after terms in a row, unrested.

    What was sent for one question only does not count.
    """
    most = int(get_settings(home)["terms_in_a_row"])
    rest = rest_after(home, TERM)
    rows = Delegate.objects.filter(
        collective=home, council=council_id, question=None, member__in=people
    ).order_by("-starts_at")
    held: dict[UUID, list[Delegate]] = {}
    for row in rows:
        held.setdefault(row.member_id, []).append(row)
    return [
        one for one in people if not has_to_rest(held.get(one.id, []), most, rest, at)
    ]


def councils_of(home_id: UUID) -> list[Collective]:
    """Return the councils to which a collective sends, by name."""
    links = Link.objects.filter(child=home_id, ended_at=None)
    return list(
        Collective.objects.filter(id__in=links.values("collective")).order_by("name")
    )


def links_further_up(home_id: UUID) -> list[Link]:
    """Return which councils above a collective send messengers, and to which."""
    rows = Link.objects.filter(child__in=ids_above([home_id]), ended_at=None)
    related = rows.select_related("child", "collective")
    return list(related.order_by("child__name", "collective__name"))


def is_linked(home_id: UUID, council_id: UUID) -> bool:
    """Whether a collective is part of a federation now."""
    rows = Link.objects.filter(child=home_id, collective=council_id, ended_at=None)
    return rows.exists()


def stays_long(pair: Iterable[Delegate], at: datetime) -> list[Delegate]:
    """Return those whose term goes on for more than two weeks."""
    later = at + FREE_BEFORE_END
    return [one for one in pair if one.question_id is None and one.ends_at > later]


def open_search(home_id: UUID, council_id: UUID) -> PairSearch | None:
    """Return the search for a pair that runs, if there is one."""
    rows = PairSearch.objects.filter(collective=home_id, council=council_id)
    return rows.filter(ended_at=None).select_related("collective", "council").first()
