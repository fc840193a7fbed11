"""Mail to one address about its owner's account, outside any collective."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from folkmoot.messaging.models import Message
from folkmoot.messaging.operations import enqueue
from folkmoot.people.models import Person
from folkmoot.web.chance import new_id


def mail_to(
    *,
    person: Person,
    address: str,
    kind: str,
    context: Mapping[str, object],
    now: datetime,
    drop_at: datetime,
) -> None:
    """Write one mail from ``people/mail/KIND.txt``, whatever the person's rhythm."""
    site = settings.CONFIG.public_url.rstrip("/")
    with translation.override(person.language):
        text = render_to_string(f"people/mail/{kind}.txt", {"site": site, **context})
    subject, _, body = text.strip().partition("\n")
    message = Message(
        person_id=person.id,
        kind=kind,
        once_key=str(new_id()),
        address=address,
        subject=subject.strip(),
        body=body.strip() + "\n",
        language=person.language,
        time_zone=person.time_zone,
        created_at=now,
        send_at=now,
        drop_at=drop_at,
    )
    enqueue([message])
