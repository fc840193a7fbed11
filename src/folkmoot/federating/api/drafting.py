"""Writing for all groups: versions with tasks, themes, sending."""

from datetime import datetime
from uuid import UUID

from ninja import Router, Schema, Status
from pydantic import Field

from folkmoot.deciding.api.drafts import ShortName, require_later
from folkmoot.deciding.models import Heard
from folkmoot.doing.days import today_in
from folkmoot.federating import operations
from folkmoot.federating.access import Place, get_theme_of
from folkmoot.federating.api.places import ONE, settled
from folkmoot.federating.api.shapes import FederatedVersionShown
from folkmoot.federating.models import Theme
from folkmoot.federating.queries.drafters import themes_in, versions_of
from folkmoot.people.requests import PersonRequest
from folkmoot.web.wire.cursors import Part, cut
from folkmoot.web.wire.fields import (
    Cursor,
    Day,
    FullLine,
    FullText,
    Limit,
    Lines,
    Sent,
)

router = Router()
TASKS_AT_MOST = 50


class OfferSent(Sent):
    """What is to be done, and until when; members take it on by themselves."""

    text: FullLine
    due_date: Day


class FederatedVersionSent(Sent):
    """One version for all groups, with all its tasks."""

    text: FullText
    look_back_date: Day
    what_changed: Lines = ""
    minutes: int = Field(default=2, ge=1, le=120)
    tasks: list[OfferSent] = Field(default=[], max_length=TASKS_AT_MOST)
    label: ShortName = Field(default="", description="A short name.")

    def read(self, place: Place, now: datetime) -> operations.VersionText:
        """Return it for the operation.

        Raises
        ------
        WireError
            If the day to look back has come already.
        """
        today = today_in(place.question.collective, now)
        require_later("look_back_date", self.look_back_date, today)
        return operations.VersionText(
            text=self.text,
            look_back_date=self.look_back_date,
            what_changed=self.what_changed,
            minutes=self.minutes,
            label=self.label,
            tasks=[(task.text, task.due_date) for task in self.tasks],
        )


class FederatedVersionPart(Part):
    """A part of the versions, oldest first."""

    versions: list[FederatedVersionShown]


class ThemeShown(Schema):
    """What was said, put together, and what the draft did with it."""

    id: UUID
    title: str
    use: str
    answer: str
    answered_at: datetime | None


class ThemePart(Part):
    """A part of the themes."""

    themes: list[ThemeShown]


class ThemeAnswer(Sent):
    """Used, partly or not used; the latter two say why."""

    use: Heard.Use
    text: Lines = ""


def _theme(row: Theme) -> ThemeShown:
    return ThemeShown(
        id=row.id,
        title=row.title,
        use=row.use,
        answer=row.answer,
        answered_at=row.answered_at,
    )


@router.get(f"{ONE}/versions", response=FederatedVersionPart)
def get_federated_versions(
    request: PersonRequest,
    slug: str,
    number: int,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> FederatedVersionPart:
    """List the versions of the draft for all groups."""
    place = settled(request, slug, number)
    part = cut(versions_of(place.question), ("number",), cursor, limit)
    shown = [FederatedVersionShown.of(row) for row in part.rows]
    return FederatedVersionPart(versions=shown, next=part.next)


@router.post(f"{ONE}/versions", response={201: FederatedVersionShown})
def write_federated_version(
    request: PersonRequest, slug: str, number: int, data: FederatedVersionSent
) -> Status[FederatedVersionShown]:
    """Write the next version with its tasks, as one who was drawn."""
    place = settled(request, slug, number)
    row = operations.write_version(
        member=place.member,
        question=place.question,
        version=data.read(place, request.now),
        now=request.now,
    )
    return Status(201, FederatedVersionShown.of(row))


@router.get(f"{ONE}/themes", response=ThemePart)
def get_federated_themes(
    request: PersonRequest,
    slug: str,
    number: int,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> ThemePart:
    """List the themes, and what the draft did with each."""
    place = settled(request, slug, number)
    part = cut(themes_in(place.question), ("created_at", "id"), cursor, limit)
    return ThemePart(themes=[_theme(row) for row in part.rows], next=part.next)


@router.put(ONE + "/themes/{uuid:theme_id}", response=ThemeShown)
def answer_federated_theme(
    request: PersonRequest, slug: str, number: int, theme_id: UUID, data: ThemeAnswer
) -> ThemeShown:
    """Say what the draft did with a theme."""
    place = settled(request, slug, number)
    row = operations.answer_theme(
        member=place.member,
        theme=get_theme_of(place, theme_id),
        use=data.use.value,
        answer=data.text,
        now=request.now,
    )
    return _theme(row)


@router.post(f"{ONE}/sending", response={200: ThemePart})
def send_federated_draft(request: PersonRequest, slug: str, number: int) -> ThemePart:
    """Send the draft, or the same text with answers, to all groups."""
    place = settled(request, slug, number)
    operations.send_draft(member=place.member, question=place.question, now=request.now)
    part = cut(themes_in(place.question), ("created_at", "id"), "", 50)
    return ThemePart(themes=[_theme(row) for row in part.rows], next=part.next)
