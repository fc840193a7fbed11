"""Photos and recordings that come with a question or with what somebody says.

The file is read before any row is locked (`listening.uploads.read_first`).
"""

from typing import Annotated, Any

from ninja import File, Form, Router, Status, UploadedFile
from pydantic import Field

from folkmoot.deciding import operations
from folkmoot.deciding.access import get_hearing_of, get_question_for
from folkmoot.deciding.api.answers import AnswersShown, VersionNumber, show_answers
from folkmoot.deciding.models import Position
from folkmoot.deciding.operations import Attached, StopText
from folkmoot.deciding.queries import asked
from folkmoot.listening.api.shapes import (
    AttachmentPart,
    AttachmentShown,
    ContributionShown,
    show_attachment,
    show_contribution,
)
from folkmoot.listening.models import Contribution
from folkmoot.listening.operations import Media, MediaError
from folkmoot.listening.queries import show_contributed
from folkmoot.listening.uploads import media_of
from folkmoot.people.requests import PersonRequest
from folkmoot.record.keys.signatures import MOST
from folkmoot.record.operations import Signed
from folkmoot.web.wire.cursors import cut
from folkmoot.web.wire.fields import Cursor, FullLine, Limit, Line, Sent, Text

router = Router()
ONE = "/collectives/{slug:slug}/questions/{int:number}"


type SignedText = Annotated[
    str,
    Field(
        max_length=MOST,
        description="What a device of the member signed, as JSON with key, signature"
        " and told; without it the server signs, and says so.",
    ),
]


class Describing(Sent):
    """Words for those who cannot see or hear it."""

    description: FullLine
    signed: SignedText = ""


class Telling(Describing):
    """Words that come with it."""

    text: Text = ""


class PositionSpoken(Sent):
    """One answer with a recording or a photo that says it; words may be left out."""

    value: Position.Value
    description: Line = Field(
        default="", description="What it says, for those who cannot hear or see it."
    )
    text: Line = Field(default="", description="The worry, or what more is needed.")
    harm: Text = Field(default="", description="Of a stop, like what follows.")
    to_whom: Line = ""
    fix: Text = ""
    clause: Line = ""
    version: VersionNumber | None = Field(
        default=None, description="Where several versions stand side by side."
    )
    signed: SignedText = ""

    def read(self) -> dict[str, Any]:
        """Return value, text, stop and signature for the operation."""
        stop = StopText(self.harm, self.to_whom, self.fix, self.clause)
        return {
            "value": self.value,
            "text": self.text,
            "stop": stop if self.harm or self.to_whom else None,
            "signed": Signed.parse(self.signed),
            "version": self.version,
        }


def _attached(upload: UploadedFile, data: Describing) -> Attached:
    return Attached(_media(upload), data.description, Signed.parse(data.signed))


def _media(upload: UploadedFile) -> Media:
    media = media_of(upload)
    if isinstance(media, MediaError):
        raise media
    return media


@router.get(f"{ONE}/attachments", response=AttachmentPart)
def get_attachments(
    request: PersonRequest,
    slug: str,
    number: int,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> AttachmentPart:
    """List what came with a question itself."""
    place = get_question_for(request.person, slug, number)
    rows = asked.attachments.build(place.question.id)
    part = cut(rows, ("created_at", "id"), cursor, limit)
    return AttachmentPart(
        attachments=[show_attachment(row) for row in part.rows], next=part.next
    )


@router.post(f"{ONE}/attachments", response={201: AttachmentShown})
def add_attachment(
    request: PersonRequest,
    slug: str,
    number: int,
    data: Form[Describing],
    upload: File[UploadedFile],
) -> Status[AttachmentShown]:
    """Attach a photo or a recording to one's question."""
    place = get_question_for(request.person, slug, number)
    row = operations.add_attachment(
        member=place.member,
        question=place.question,
        attached=_attached(upload, data),
        now=request.now,
    )
    return Status(201, show_attachment(row))


@router.post(f"{ONE}/hearing/files", response={201: ContributionShown})
def contribute_file(
    request: PersonRequest,
    slug: str,
    number: int,
    data: Form[Telling],
    upload: File[UploadedFile],
) -> Status[ContributionShown]:
    """Say something with a photo or a recording."""
    place = get_question_for(request.person, slug, number)
    get_hearing_of(place)
    row = operations.contribute(
        member=place.member,
        question=place.question,
        kind=Contribution.Kind.TEXT,
        text=data.text,
        attached=_attached(upload, data),
        now=request.now,
        signed=Signed.parse(data.signed),
    )
    return Status(201, show_contribution(show_contributed(row)))


@router.post(f"{ONE}/position/files", response={201: AnswersShown})
def take_spoken_position(
    request: PersonRequest,
    slug: str,
    number: int,
    data: Form[PositionSpoken],
    upload: File[UploadedFile],
) -> Status[AnswersShown]:
    """Say what one thinks of the draft, and why, by voice or with a photo."""
    place = get_question_for(request.person, slug, number)
    operations.take_position(
        member=place.member,
        question=place.question,
        now=request.now,
        attached=operations.spoken(_media(upload), data.description),
        **data.read(),
    )
    return Status(201, show_answers(get_question_for(request.person, slug, number)))
