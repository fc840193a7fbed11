"""What a council puts together of what was said below, with every original."""

from datetime import datetime
from uuid import UUID

from ninja import Router, Schema, Status
from pydantic import Field

from folkmoot.federating import operations
from folkmoot.federating.access import (
    Before,
    get_item_for,
    get_order_for,
    get_question_before,
    get_sitting_for,
)
from folkmoot.federating.queries.theme_pages import ShownTheme, list_themes, orders_of
from folkmoot.people.requests import PersonRequest
from folkmoot.web.wire.cursors import Part, cut_list
from folkmoot.web.wire.fields import Cursor, FullText, Limit, Sent, Title

router = Router()
ALL = "/federations/{slug:slug}/council/questions/{uuid:question_id}/themes"
ITEM = ALL + "/items/{uuid:item_id}"
ORDERS = ALL + "/orders"


class GroupedItemShown(Schema):
    """One original under a heading; without words where it is folded or erased."""

    id: UUID
    contribution_id: UUID | None
    group: str
    text: str
    translation: str
    added_at: datetime | None
    taken_out_at: datetime | None


class GroupedThemeShown(Schema):
    """A heading with every original under it."""

    id: UUID
    title: str
    made_by: str
    within: UUID | None = Field(
        description="The heading of a council above, under which its words went on."
    )
    created_at: datetime
    items: list[GroupedItemShown]


class ThemeOrderShown(Schema):
    """Who put the headings in order; the latest that nobody undid holds."""

    id: UUID
    themes: list[UUID]
    ordered_by: str
    group: str
    ordered_at: datetime
    undone_at: datetime | None
    undone_by: str = Field(description="The group that said it is not what they meant.")


class ThemeOrders(Schema):
    """Every order in which the council put its headings, the newest first."""

    orders: list[ThemeOrderShown]


class ThemeOrderSent(Sent):
    """All headings in their order."""

    themes: list[UUID] = Field(min_length=2, max_length=200)


class GroupedThemePart(Part):
    """A part of what was put together, the oldest first."""

    themes: list[GroupedThemeShown]


class GroupedThemeSent(Sent):
    """A heading, and what stands under it."""

    title: Title
    contributions: list[UUID] = Field(
        min_length=1,
        max_length=200,
        description="Of contributions, and of headings of councils below: "
        "all that stands under those goes on.",
    )


class TranslationSent(Sent):
    """A translation beside the original."""

    text: FullText


def _shown(theme: ShownTheme) -> GroupedThemeShown:
    made_by = theme.row.made_by
    return GroupedThemeShown(
        id=theme.row.id,
        title=theme.row.title,
        made_by=made_by.name if made_by else "",
        within=theme.row.within_id,
        created_at=theme.row.created_at,
        items=[
            GroupedItemShown(
                id=item.row.id,
                contribution_id=item.row.contribution_id,
                group=item.group,
                text="" if item.row.taken_out_at else item.text,
                translation="" if item.row.taken_out_at else item.row.translation,
                added_at=item.row.added_at,
                taken_out_at=item.row.taken_out_at,
            )
            for item in theme.items
        ],
    )


def _all(request: PersonRequest, place: Before) -> list[GroupedThemeShown]:
    home_id = place.member.collective_id
    council = place.council
    found = list_themes(place.question, council, home_id, request.now)
    return [_shown(theme) for theme in found]


@router.get(ALL, response=GroupedThemePart)
def get_themes(
    request: PersonRequest,
    slug: str,
    question_id: UUID,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> GroupedThemePart:
    """List what delegates put together, in the order in which they did."""
    place = get_question_before(request.person, slug, question_id)
    part = cut_list(_all(request, place), _by_time, cursor, limit)
    return GroupedThemePart(themes=list(part.rows), next=part.next)


def _by_time(theme: GroupedThemeShown) -> tuple[str, ...]:
    return (theme.created_at.isoformat(), str(theme.id))


@router.post(ALL, response={201: list[GroupedThemeShown]})
def make_theme(
    request: PersonRequest, slug: str, question_id: UUID, data: GroupedThemeSent
) -> Status[list[GroupedThemeShown]]:
    """Put words of several groups together under a heading."""
    place = get_question_before(request.person, slug, question_id)
    operations.make_theme(
        member=get_sitting_for(request.person, place.council, request.now),
        council=place.council,
        question=place.question,
        title=data.title,
        contributions=data.contributions,
        now=request.now,
    )
    return Status(201, _all(request, place))


def _orders(place: Before) -> ThemeOrders:
    rows = orders_of(place.question, place.council)
    return ThemeOrders(
        orders=[
            ThemeOrderShown(
                id=row.id,
                themes=row.themes,
                ordered_by=row.ordered_by.name,
                group=row.ordered_by.collective.name,
                ordered_at=row.ordered_at,
                undone_at=row.undone_at,
                undone_by=row.undone_by.collective.name if row.undone_by else "",
            )
            for row in rows
        ]
    )


@router.get(ORDERS, response=ThemeOrders)
def get_theme_orders(
    request: PersonRequest, slug: str, question_id: UUID
) -> ThemeOrders:
    """List the orders in which the council put its headings, the newest first."""
    return _orders(get_question_before(request.person, slug, question_id))


@router.post(ORDERS, response={201: ThemeOrders})
def order_themes(
    request: PersonRequest, slug: str, question_id: UUID, data: ThemeOrderSent
) -> Status[ThemeOrders]:
    """Put all headings in an order; it hides nothing."""
    place = get_question_before(request.person, slug, question_id)
    operations.order_themes(
        member=get_sitting_for(request.person, place.council, request.now),
        council=place.council,
        question=place.question,
        themes=data.themes,
        now=request.now,
    )
    return Status(201, _orders(place))


@router.delete(f"{ORDERS}/{{uuid:order_id}}", response=ThemeOrders)
def undo_order(
    request: PersonRequest, slug: str, question_id: UUID, order_id: UUID
) -> ThemeOrders:
    """Say "that is not what we meant" of an order; the one before holds again."""
    place = get_question_before(request.person, slug, question_id)
    order = get_order_for(place, order_id)
    operations.undo_order(member=place.member, order=order, now=request.now)
    return _orders(place)


@router.put(f"{ITEM}/translation", response=list[GroupedThemeShown])
def translate_item(
    request: PersonRequest,
    slug: str,
    question_id: UUID,
    item_id: UUID,
    data: TranslationSent,
) -> list[GroupedThemeShown]:
    """Write a translation beside an original."""
    place = get_question_before(request.person, slug, question_id)
    item = get_item_for(place, item_id)
    operations.translate_item(
        member=get_sitting_for(request.person, place.council, request.now),
        item=item,
        text=data.text,
        now=request.now,
    )
    return _all(request, place)


@router.delete(ITEM, response={204: None})
def take_out(
    request: PersonRequest, slug: str, question_id: UUID, item_id: UUID
) -> Status[None]:
    """Say "that is not what we meant": one's group's words are out at once."""
    place = get_question_before(request.person, slug, question_id)
    item = get_item_for(place, item_id)
    operations.take_out(member=place.member, item=item, now=request.now)
    return Status(204, None)
