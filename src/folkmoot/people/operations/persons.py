"""A person: made once, known to collectives by membership."""

from datetime import datetime

from django.db import transaction

from folkmoot.people.models import Channel, Person


@transaction.atomic
def create_person(
    *,
    name: str,
    now: datetime,
    language: str = "en",
    time_zone: str = "",
    email: str = "",
    email_is_verified: bool = False,
) -> Person:
    """Make a person, with an e-mail address if there is one; sends nothing."""
    person = Person.objects.create(
        name=name, language=language, time_zone=time_zone, created_at=now
    )
    if email:
        Channel.objects.create(
            person=person,
            kind=Channel.Kind.EMAIL,
            address=normal_address(email),
            created_at=now,
            verified_at=now if email_is_verified else None,
        )
    return person


@transaction.atomic
def change_person(
    *, person: Person, name: str, language: str, time_zone: str, mail_rhythm: str
) -> Person:
    """Set a person's own settings; the names used in collectives stay as they are."""
    person = Person.objects.select_for_update().get(id=person.id)
    person.name, person.language = name, language
    person.time_zone, person.mail_rhythm = time_zone, mail_rhythm
    person.save()
    return person


def normal_address(email: str) -> str:
    """Return an e-mail address in the one form in which it is kept and looked up."""
    return email.strip().casefold()
