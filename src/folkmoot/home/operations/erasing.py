"""Erasing a person everywhere: their words in every room, then who they are."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.deciding import operations as deciding
from folkmoot.doing import operations as doing
from folkmoot.federating import operations as federating
from folkmoot.fund import operations as fund
from folkmoot.listening import operations as listening
from folkmoot.messaging.models import Message
from folkmoot.needs import operations as needs
from folkmoot.people.models import Membership, Person
from folkmoot.people.operations import erase_person
from folkmoot.record.models import Disclosure
from folkmoot.record.operations import erase_disclosures
from folkmoot.shifts import operations as shifts
from folkmoot.web.models import Submission


@transaction.atomic
def erase_everything(*, person: Person, now: datetime) -> Person:
    """Erase what ``person`` said, wherever it stands, and who they were.

    Counts, outcomes and the collective's own texts stay, under a made-up name. Copies
    in mail to others and in receipts go too. It is one transaction: all or nothing.
    """
    members = list(person.memberships.select_related("collective").order_by("id"))
    words = _words_in_mail(members)
    for member in members:
        listening.erase_words(member=member, now=now)
        doing.erase_words(member=member, now=now)
        deciding.erase_words(member=member, now=now)
        federating.erase_words(member=member, now=now)
        needs.erase_words(member=member, now=now)
        shifts.erase_shift_words(member=member, now=now)
        fund.erase_fund_words(member=member, now=now)
        # Entries of others that name this person: helpers, vouchers.
        named = Disclosure.objects.filter(collective_id=member.collective_id)
        told = [row.id for row in named.filter(name="for") if row.value == member.name]
        if told:
            erase_disclosures(
                collective_id=member.collective_id,
                gone=named.filter(id__in=told),
                now=now,
            )
    erased = erase_person(person=person, now=now)
    fellows = _fellows_of(members)
    _scrub_mail(fellows, words)
    # What a second press would be answered may show what others said.
    Submission.objects.filter(person_id__in=fellows).exclude(body="").update(body="")
    return erased


def _words_in_mail(members: Iterable[Membership]) -> Mapping[str, str]:
    """Return names and titles of the person that mail may hold, and what replaces them."""
    words: dict[str, str] = {}
    for member in members:
        words[member.name] = _("Former member")
        for question in deciding.own_questions(member):
            words[question.title] = _("Erased by its author.")
    return words


def _fellows_of(members: Iterable[Membership]) -> list[UUID]:
    rows = Membership.objects.filter(
        collective__in=[member.collective_id for member in members]
    )
    return list(rows.values_list("person_id", flat=True))


def _scrub_mail(person_ids: Iterable[UUID], words: Mapping[str, str]) -> None:
    """Take ``words`` out of mail to others, waiting or kept."""
    if not words:
        return
    longest_first = sorted(words, key=len, reverse=True)
    either = "|".join(re.escape(word) for word in longest_first)
    pattern = re.compile(rf"(?<!\w)(?:{either})(?!\w)")

    def replaced(text: str) -> str:
        return pattern.sub(lambda hit: words[hit.group()], text)

    mail = Message.objects.filter(person_id__in=list(person_ids)).exclude(body="")
    for message in mail.iterator():
        subject, body = replaced(message.subject)[:200], replaced(message.body)
        if (subject, body) != (message.subject, message.body):
            message.subject, message.body = subject, body
            message.save(update_fields=["subject", "body"])
