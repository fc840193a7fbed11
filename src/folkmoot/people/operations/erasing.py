"""Erasing a person: what remains is a pseudonym beside what was decided."""

from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from folkmoot.messaging.operations import forget_person
from folkmoot.people.models import Membership, Person, Recovery
from folkmoot.people.operations.leaving import end_everything_of
from folkmoot.record.operations import erase_member
from folkmoot.web.chance import new_code
from folkmoot.web.models import Submission


@transaction.atomic
def erase_person(*, person: Person, now: datetime) -> Person:
    """Erase what this room, the record and the outbox know of ``person``.

    The name becomes a pseudonym in each collective; ways to be reached, passkeys,
    devices, keys and mail are deleted; memberships and roles end. Positions keep
    counting under the pseudonym. What the person wrote lives in higher rooms: they
    erase it first and call this last, in the same transaction. Locks the person,
    then their memberships.
    """
    person = Person.objects.select_for_update().get(id=person.id)
    rows = person.memberships.select_for_update().order_by("id")
    for membership in rows.select_related("collective"):
        _erase_membership(membership, now)
    for owned in (person.channels, person.passkeys, person.sessions, person.tokens):
        owned.all().delete()
    forget_person(person_id=person.id)
    Submission.objects.filter(person_id=person.id).delete()
    person.name = _pseudonym(person.language)
    person.time_zone = ""
    person.mail_rhythm = Person.MailRhythm.NONE
    person.erased_at = now
    person.save()
    return person


def _erase_membership(membership: Membership, now: datetime) -> None:
    membership.name = _pseudonym(membership.collective.language)
    if membership.is_open:
        end_everything_of(membership, now)
    else:
        membership.save(update_fields=["name"])
    Recovery.objects.filter(membership=membership).update(address="")
    erase_member(
        collective_id=membership.collective_id, member_id=membership.id, now=now
    )


def _pseudonym(language: str) -> str:
    with translation.override(language):
        return _("Former member %(letters)s") % {"letters": new_code(4)}
