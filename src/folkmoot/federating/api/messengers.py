"""Our messengers: finding them, what we ask of them, what they report home."""

from datetime import datetime
from uuid import UUID

from ninja import Router, Schema, Status
from pydantic import Field

from folkmoot.deciding.models import Position
from folkmoot.federating import operations
from folkmoot.federating.access import (
    Pairing,
    get_entry_for,
    get_member_pairing_for,
    get_own_delegate_for,
    get_pairing_for,
    get_person_to_send_for,
    get_report_for,
    get_search_for,
)
from folkmoot.federating.api.council_shapes import (
    CouncilEntryShown,
    DelegateShown,
    MandateShown,
    ReportShown,
    delegate_shown,
    entry_shown,
    mandate_shown,
    report_shown,
)
from folkmoot.federating.queries.council_pages import (
    PairPage,
    pair_page,
)
from folkmoot.federating.queries.pairs import councils_of
from folkmoot.people.access import get_membership_for
from folkmoot.people.models import Collective
from folkmoot.people.requests import PersonRequest
from folkmoot.web.wire.cursors import Part, cut_list
from folkmoot.web.wire.fields import Cursor, Flag, FullText, Limit, Lines, Sent

router = Router()
ONE = "/federations/{slug:slug}/messengers/{slug:home}"
SEARCH = f"{ONE}/search"
DELEGATE = ONE + "/delegates/{uuid:delegate_id}"


class PairSearchShown(Schema):
    """Two people are looked for, until a day; then a lot."""

    closes_at: datetime
    willing: list[str]
    named: list[str]
    own_answer: bool | None


class PairShown(Schema):
    """Whom a collective sends to a council, what it asks of them, what they said."""

    home: str = Field(description="The short name in addresses.")
    council: str = Field(description="The short name in addresses.")
    pair: list[DelegateShown]
    speaks: UUID | None = Field(description="Who of them speaks now.")
    search: PairSearchShown | None
    may_ask: bool = Field(description="Whether a search may be opened now.")
    mandates: list[MandateShown]
    entries: list[CouncilEntryShown] = Field(
        description="What was said last, 20 at most."
    )
    report_due_at: datetime | None
    reports: list[ReportShown]


class PairPart(Part):
    """A part of the councils to which a group sends, by name."""

    pairs: list[PairShown]


class WillingToBeSent(Sent):
    """Whether one would be sent."""

    is_willing: Flag


class NamedForPair(Sent):
    """Whom one names."""

    member_id: UUID


class ReportSent(Sent):
    """What was said, where it differs, what comes next."""

    text: FullText


class EntryAnswerSent(Sent):
    """Whether what differs from our mandate may stand."""

    value: Position.Value
    text: Lines = ""


def _shown(page: PairPage) -> PairShown:
    search = page.search
    entries = sorted(
        [*page.differing, *page.said], key=lambda one: one.row.at, reverse=True
    )
    reports = [*([page.unsigned] if page.unsigned else []), *page.reports]
    return PairShown(
        home=page.home.slug,
        council=page.council.slug,
        pair=[
            delegate_shown(one, is_paused=one.id in page.paused) for one in page.pair
        ],
        speaks=page.speaker.id if page.speaker else None,
        search=PairSearchShown(
            closes_at=search.closes_at,
            willing=list(search.willing),
            named=list(search.named),
            own_answer=search.own_answer,
        )
        if search
        else None,
        may_ask=page.may_ask,
        mandates=[mandate_shown(one) for one in page.mandates],
        entries=[entry_shown(one) for one in entries],
        report_due_at=page.sitting.due_at if page.sitting else None,
        reports=[report_shown(one) for one in reports],
    )


def _show(request: PersonRequest, pairing: Pairing) -> PairShown:
    operations.settle_entries(council=pairing.council, now=request.now)
    page = pair_page(pairing.home, pairing.council, pairing.member, request.now)
    return _shown(page)


@router.get("/collectives/{slug:slug}/messengers", response=PairPart)
def get_messengers(
    request: PersonRequest, slug: str, cursor: Cursor = "", limit: Limit = 50
) -> PairPart:
    """List whom a group sends to each of its councils, by the council's name."""
    member = get_membership_for(request.person, slug)
    operations.settle_searches(home=member.collective, now=request.now)
    councils = councils_of(member.collective_id)
    part = cut_list(councils, _by_name, cursor, limit)
    pages = []
    for council in part.rows:
        operations.settle_entries(council=council, now=request.now)
        pages.append(pair_page(member.collective, council, member, request.now))
    return PairPart(pairs=[_shown(page) for page in pages], next=part.next)


def _by_name(council: Collective) -> tuple[str, ...]:
    return (council.name, str(council.id))


@router.get(ONE, response=PairShown)
def get_pair(request: PersonRequest, slug: str, home: str) -> PairShown:
    """Show whom a collective sends to one council."""
    pairing = get_pairing_for(request.person, slug, home)
    operations.settle_searches(home=pairing.home, now=request.now)
    return _show(request, pairing)


@router.post(SEARCH, response={201: PairShown})
def ask_for_pair(request: PersonRequest, slug: str, home: str) -> Status[PairShown]:
    """Ask everybody who would be sent."""
    pairing = get_member_pairing_for(request.person, slug, home)
    operations.ask_for_pair(
        member=pairing.member,
        home=pairing.home,
        council=pairing.council,
        now=request.now,
    )
    return Status(201, _show(request, pairing))


@router.put(f"{SEARCH}/answer", response=PairShown)
def answer_search(
    request: PersonRequest, slug: str, home: str, data: WillingToBeSent
) -> PairShown:
    """Say whether one would be sent."""
    pairing = get_member_pairing_for(request.person, slug, home)
    operations.answer_search(
        member=pairing.member,
        search=get_search_for(pairing),
        is_willing=data.is_willing,
        now=request.now,
    )
    return _show(request, pairing)


@router.post(f"{SEARCH}/names", response={201: PairShown})
def name_for_pair(
    request: PersonRequest, slug: str, home: str, data: NamedForPair
) -> Status[PairShown]:
    """Name somebody else; they are asked."""
    pairing = get_member_pairing_for(request.person, slug, home)
    operations.name_for_pair(
        member=pairing.member,
        search=get_search_for(pairing),
        fellow=get_person_to_send_for(pairing, data.member_id),
        now=request.now,
    )
    return Status(201, _show(request, pairing))


@router.put(f"{DELEGATE}/acceptance", response=PairShown)
def accept_sending(
    request: PersonRequest, slug: str, home: str, delegate_id: UUID
) -> PairShown:
    """Accept to carry the word of one's collective."""
    pairing = get_member_pairing_for(request.person, slug, home)
    delegate = get_own_delegate_for(pairing, delegate_id)
    operations.accept_sending(
        member=delegate.member, delegate=delegate, now=request.now
    )
    return _show(request, pairing)


@router.delete(DELEGATE, response={204: None})
def stop_carrying(
    request: PersonRequest, slug: str, home: str, delegate_id: UUID
) -> Status[None]:
    """Lay it down, or say "not me"."""
    pairing = get_member_pairing_for(request.person, slug, home)
    delegate = get_own_delegate_for(pairing, delegate_id)
    operations.stop_carrying(member=delegate.member, delegate=delegate, now=request.now)
    return Status(204, None)


@router.post(f"{DELEGATE}/swap", response=PairShown)
def swap_parts(
    request: PersonRequest, slug: str, home: str, delegate_id: UUID
) -> PairShown:
    """Let messenger and listener change places."""
    pairing = get_member_pairing_for(request.person, slug, home)
    delegate = get_own_delegate_for(pairing, delegate_id)
    operations.swap_parts(member=delegate.member, delegate=delegate, now=request.now)
    return _show(request, pairing)


@router.put(f"{DELEGATE}/report", response=ReportShown)
def write_report(
    request: PersonRequest,
    slug: str,
    home: str,
    delegate_id: UUID,
    data: ReportSent,
) -> ReportShown:
    """Write the report home, or write it anew before it is signed."""
    pairing = get_member_pairing_for(request.person, slug, home)
    delegate = get_own_delegate_for(pairing, delegate_id)
    report = operations.write_report(
        member=delegate.member, delegate=delegate, text=data.text, now=request.now
    )
    return report_shown(report)


@router.put(DELEGATE + "/reports/{uuid:report_id}/signature", response=ReportShown)
def sign_report(
    request: PersonRequest, slug: str, home: str, delegate_id: UUID, report_id: UUID
) -> ReportShown:
    """Put the second name to a report; then the pair changes places."""
    pairing = get_member_pairing_for(request.person, slug, home)
    delegate = get_own_delegate_for(pairing, delegate_id)
    report = operations.sign_report(
        member=delegate.member,
        delegate=delegate,
        report=get_report_for(pairing, report_id),
        now=request.now,
    )
    return report_shown(report)


@router.put(ONE + "/entries/{uuid:entry_id}/answer", response=PairShown)
def answer_entry(
    request: PersonRequest, slug: str, home: str, entry_id: UUID, data: EntryAnswerSent
) -> PairShown:
    """Say whether what differs from our mandate may stand."""
    pairing = get_member_pairing_for(request.person, slug, home)
    operations.answer_entry(
        member=pairing.member,
        entry=get_entry_for(pairing, entry_id),
        value=data.value,
        text=data.text,
        now=request.now,
    )
    return _show(request, pairing)
