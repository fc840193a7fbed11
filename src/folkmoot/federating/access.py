"""Who reaches a federation: every member and friend of a group below it, nobody else."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import Http404

from folkmoot.deciding.models import Objection
from folkmoot.federating.models import (
    Amendment,
    Delegate,
    Entry,
    FederatedPanel,
    FederatedQuestion,
    HomeReport,
    Link,
    OfferedTask,
    PairSearch,
    Theme,
    ThemeItem,
    ThemeOrder,
    Undoing,
)
from folkmoot.federating.queries.alone import parts_for
from folkmoot.federating.queries.pairs import delegates_at, is_council, open_search
from folkmoot.federating.queries.stops import stops_of
from folkmoot.federating.queries.structure import home_of, ids_above, tree_of
from folkmoot.people.access import find_membership
from folkmoot.people.models import Collective, Membership, Person


@dataclass(frozen=True)
class Standpoint:
    """A federation, and the membership from which somebody sees it and answers."""

    federation: Collective
    member: Membership


def get_federation_for(person: Person | None, slug: str) -> Standpoint:
    """Return the federation at ``slug`` for somebody of its groups.

    Raises
    ------
    Http404
        If there is none, or the person is in no group below it.
    """
    if person is None:
        raise Http404
    preset = Collective.Preset.FEDERATION
    federation = Collective.objects.filter(slug=slug, preset=preset).first()
    member = home_of(person, federation) if federation is not None else None
    if federation is None or member is None:
        raise Http404
    return Standpoint(federation, member)


@dataclass(frozen=True)
class Place:
    """A federated question and the membership from which somebody sees it."""

    question: FederatedQuestion
    member: Membership


def get_question_for(person: Person | None, slug: str, number: int) -> Place:
    """Return a federated question for somebody of the federation's groups."""
    standpoint = get_federation_for(person, slug)
    rows = FederatedQuestion.objects.select_related("collective", "proposer")
    question = rows.filter(collective=standpoint.federation, number=number).first()
    if question is None:
        raise Http404
    return Place(question, standpoint.member)


def get_question_by_id(person: Person | None, question_id: UUID) -> Place:
    """Return a federated question by its id, for somebody of its groups."""
    rows = FederatedQuestion.objects.filter(id=question_id)
    slug_and_number = rows.values_list("collective__slug", "number").first()
    if slug_and_number is None:
        raise Http404
    return get_question_for(person, *slug_and_number)


@dataclass(frozen=True)
class Before:
    """A question before a council, and the membership from which somebody follows it."""

    question: FederatedQuestion
    council: Collective
    member: Membership


def get_question_before(person: Person | None, slug: str, question_id: UUID) -> Before:
    """Return a question before the council at ``slug``, for everybody below that."""
    stands = get_federation_for(person, slug)
    rows = FederatedQuestion.objects.select_related("collective")
    there = rows.filter(
        id=question_id, nodes__collective=stands.federation, nodes__is_leaf=False
    )
    return Before(_first(there.first()), stands.federation, stands.member)


def get_task_of(place: Place, task_id: UUID) -> OfferedTask:
    """Return a task that the question's draft offers."""
    rows = OfferedTask.objects.filter(question=place.question, id=task_id)
    row = rows.select_related("carrier").first()
    if row is None:
        raise Http404
    return row


def get_case_of(place: Place, panel_id: UUID) -> FederatedPanel:
    """Return a case of the question that people drawn by lot look at."""
    rows = FederatedPanel.objects.filter(question=place.question, id=panel_id)
    return _first(rows.select_related("about", "question__collective").first())


def get_stop_of(place: Place, stop_id: UUID) -> Objection:
    """Return the person's own stop on the question."""
    row = stops_of(place.question).filter(id=stop_id, owner=place.member).first()
    return _first(row)


def get_part_of(place: Place, part_id: UUID) -> Collective:
    """Return the person's own leaf in the question, or a council above it."""
    parts = parts_for(place.question, place.member)
    return _first(next((one for one in parts if one.id == part_id), None))


@dataclass(frozen=True)
class Sent:
    """A delegate of a collective, and the membership from which somebody sees it.

    Of a group that is one of its people; of a council, somebody of a group below it.
    """

    delegate: Delegate
    member: Membership


def get_delegate_for(person: Person | None, slug: str, delegate_id: UUID) -> Sent:
    """Return a delegate whom the person's own collective, or a council above, sends."""
    rows = Delegate.objects.select_related("member", "council", "collective")
    row = _first(rows.filter(collective__slug=slug, id=delegate_id).first())
    return Sent(row, _get_member_at(person, row.collective))


def get_act_for(sent: Sent, act_id: UUID) -> Undoing:
    """Return something to confirm or undo after a recall of this delegate."""
    rows = Undoing.objects.select_related("recall")
    row = rows.filter(recall__delegate=sent.delegate, id=act_id).first()
    if row is None:
        raise Http404
    return row


def get_amendment_of(place: Place, amendment_id: UUID) -> Amendment:
    """Return another wording that somebody proposed for the question."""
    rows = Amendment.objects.filter(question=place.question, id=amendment_id)
    return _first(rows.select_related("question__collective").first())


def get_theme_of(place: Place, theme_id: UUID) -> Theme:
    """Return a theme of the question."""
    rows = Theme.objects.filter(question=place.question, id=theme_id)
    row = rows.select_related("question__collective").first()
    if row is None:
        raise Http404
    return row


def get_council_below(stands: Standpoint, slug: str) -> Collective:
    """Return a council below a federation, or the federation itself."""
    preset = Collective.Preset.FEDERATION
    row = Collective.objects.filter(slug=slug, preset=preset).first()
    whole = stands.federation.id
    if row is None or (row.id != whole and whole not in ids_above([row.id])):
        raise Http404
    return row


def get_child_for(stands: Standpoint, child_id: UUID) -> Collective:
    """Return a group or council that is directly part of a federation."""
    rows = Link.objects.filter(collective=stands.federation, ended_at=None)
    row = rows.filter(child=child_id).select_related("child").first()
    if row is None:
        raise Http404
    return row.child


@dataclass(frozen=True)
class Pairing:
    """Who sends whom: a collective, a council, and from where somebody sees it."""

    home: Collective
    council: Collective
    member: Membership


def get_pairing_for(person: Person | None, slug: str, home: str) -> Pairing:
    """Return what a collective sends to a council, for its own people.

    Of a group that is its members and friends; of a council everybody below it.

    Raises
    ------
    Http404
        If there is none of both, or the person is not of that home.
    """
    rows = Link.objects.filter(child__slug=home, collective__slug=slug)
    link = rows.select_related("child", "collective").order_by("ended_at").first()
    if link is None:
        raise Http404
    member = _get_member_at(person, link.child)
    return Pairing(link.child, link.collective, member)


def _get_member_at(person: Person | None, home: Collective) -> Membership:
    """Return from where somebody sees what ``home`` sends."""
    if person is None:
        raise Http404
    council = is_council(home)
    return _first(home_of(person, home) if council else find_membership(person, home))


def get_member_pairing_for(person: Person | None, slug: str, home: str) -> Pairing:
    """Return the same for members, not for friends."""
    pairing = get_pairing_for(person, slug, home)
    if not pairing.member.takes_positions:
        raise Http404
    return pairing


def get_group_pairing_for(person: Person | None, slug: str, home: str) -> Pairing:
    """Return the same for a group; a council has no question of its own."""
    pairing = get_member_pairing_for(person, slug, home)
    if is_council(pairing.home):
        raise Http404
    return pairing


def get_search_for(pairing: Pairing) -> PairSearch:
    """Return the search for a pair that runs."""
    return _first(open_search(pairing.home.id, pairing.council.id))


def get_person_to_send_for(pairing: Pairing, member_id: UUID) -> Membership:
    """Return one of the people who may be sent."""
    rows = Membership.objects.filter(id=member_id, ended_at=None)
    row = _first(rows.select_related("collective", "person").first())
    below = {one.collective_id for one in tree_of(pairing.home.id) if one.is_leaf}
    if row.collective_id not in below | {pairing.home.id}:
        raise Http404
    return row


def get_own_delegate_for(pairing: Pairing, delegate_id: UUID) -> Delegate:
    """Return a delegate that is the person's own, in force or not."""
    rows = Delegate.objects.filter(
        id=delegate_id,
        collective=pairing.home,
        council=pairing.council,
        member__person=pairing.member.person_id,
    )
    return _first(rows.select_related("collective", "council", "member").first())


def get_entry_for(pairing: Pairing, entry_id: UUID) -> Entry:
    """Return something that was said for this home in this council."""
    rows = Entry.objects.filter(
        id=entry_id, home=pairing.home, collective=pairing.council
    )
    return _first(rows.select_related("home", "collective").first())


def get_report_for(pairing: Pairing, report_id: UUID) -> HomeReport:
    """Return a report to this home."""
    rows = HomeReport.objects.filter(
        id=report_id, collective=pairing.home, council=pairing.council
    )
    return _first(rows.first())


def get_item_for(before: Before, item_id: UUID) -> ThemeItem:
    """Return an original in a theme that a council made of a question."""
    rows = ThemeItem.objects.filter(
        id=item_id,
        theme__question=before.question,
        theme__collective=before.council,
    )
    return _first(rows.select_related("theme__question", "theme__collective").first())


def get_order_for(before: Before, order_id: UUID) -> ThemeOrder:
    """Return an order in which a council put the themes of a question."""
    rows = ThemeOrder.objects.filter(
        question=before.question, collective=before.council
    )
    return _first(rows.filter(id=order_id).first())


def find_speaking(person: Person, council: Collective, now: datetime) -> list[Delegate]:
    """Return as whom a person sits in a council now, whether or not they speak."""
    rows = delegates_at(now).filter(council=council, member__person=person)
    return list(rows.order_by("starts_at", "id"))


def get_sitting_for(person: Person, council: Collective, now: datetime) -> Membership:
    """Return as whom a person sits in a council."""
    sitting = find_speaking(person, council, now)
    return _first(sitting[0].member if sitting else None)


def _first[T](row: T | None) -> T:
    if row is None:
        raise Http404
    return row
