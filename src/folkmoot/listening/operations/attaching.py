"""Attaching a photo or a recording to what people work on."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.listening.models import Attachment
from folkmoot.listening.operations.media import Media, MediaError, Readable, read_media
from folkmoot.listening.operations.rights import HearingError, lock_speaker
from folkmoot.people.models import Membership
from folkmoot.record.operations import Words, append_entry

ATTACHMENTS_EACH = 20  # per person and question


class TooManyAttachmentsError(HearingError):
    """The person has attached as much as anyone may here."""


@transaction.atomic
def attach(
    *,
    member: Membership,
    about_id: UUID,
    upload: Media | Readable,
    description: str,
    now: datetime,
    comes_with: Attachment.With = Attachment.With.WORDS,
    words: Words | None = None,
) -> Attachment:
    """Keep a photo or a recording with words for those who cannot see or hear it.

    With ``words`` it is what the member says by itself, and is signed; else it belongs
    to something said, with which it is signed.

    Reading a photo takes up to seconds: give a `Media` read before the transaction.

    Raises
    ------
    NotPartError
        If the membership has ended.
    MediaError
        If the file cannot be kept or nothing describes it.
    TooManyAttachmentsError
        If this person has attached `ATTACHMENTS_EACH` here.
    """
    if not description.strip():
        message = _("Please describe it for those who cannot see or hear it.")
        raise MediaError(message)
    media = upload if isinstance(upload, Media) else read_media(upload)
    member = lock_speaker(member, member.collective_id)
    earlier = Attachment.objects.filter(member=member, about_id=about_id)
    if earlier.count() >= ATTACHMENTS_EACH:
        message = _("You attached %(limit)s files here. That is the most for each.")
        raise TooManyAttachmentsError(message % {"limit": ATTACHMENTS_EACH})
    attachment = Attachment.objects.create(
        collective_id=member.collective_id,
        member=member,
        about_id=about_id,
        comes_with=comes_with,
        kind=media.kind,
        content_type=media.content_type,
        content=media.content,
        description=description.strip(),
        created_at=now,
    )
    is_answer = comes_with == Attachment.With.ANSWER
    append_entry(
        collective_id=member.collective_id,
        # An answer is kept from those who have not given theirs: by its kind.
        kind="position.attached" if is_answer else "attachment.added",
        details={
            "attachment": str(attachment.id),
            "description": attachment.description,
            "bytes": len(media.content),
            "sha256": media.kept_print,
            "sent": media.sent_print,
            "file": media.sent_print if words else None,
        },
        now=now,
        about_id=about_id,
        member_id=member.id,
        words=words,
    )
    return attachment
