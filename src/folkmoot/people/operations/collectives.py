"""Starting a collective, with its first member and its founding agreement."""

from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.text import slugify

from folkmoot.people.models import Agreement, Collective, Membership, Person
from folkmoot.people.presets import SHORT_TEXT, TEXTS
from folkmoot.record.operations import append_entry
from folkmoot.web.chance import new_code


@transaction.atomic
def start_collective(  # noqa: PLR0913 -- all that is said once, at the start
    *,
    person: Person,
    name: str,
    preset: str,
    now: datetime,
    member_name: str = "",
    short_text: str = "",
    text: str = "",
    language: str = "en",
    time_zone: str = "UTC",
) -> Collective:
    """Make a collective; ``person`` becomes its first member.

    Who may start one on this server is `queries.may_start`'s matter.
    """
    collective = Collective.objects.create(
        slug=free_slug(name),
        name=name,
        preset=preset,
        language=language,
        time_zone=time_zone,
        created_at=now,
    )
    member = Membership.objects.create(
        collective=collective,
        person=person,
        standing=Membership.Standing.MEMBER,
        invited_as=Membership.Standing.MEMBER,
        name=member_name or person.name,
        joined_at=now,
    )
    with translation.override(language):
        agreement = Agreement.objects.create(
            collective=collective,
            version=1,
            text=text or str(TEXTS[preset]),
            short_text=short_text or str(SHORT_TEXT),
            member_id=member.id,
            created_at=now,
        )
    append_entry(
        collective_id=collective.id,
        kind="collective.started",
        details={
            "collective": name,
            "preset": str(preset),
            "name": member.name,
            "agreement": {"short_text": agreement.short_text, "text": agreement.text},
        },
        now=now,
        member_id=member.id,
    )
    return collective


def free_slug(name: str) -> str:
    """Return an address for ``name``; chance keeps it from telling what else exists."""
    slug = slugify(name)[:40].strip("-")
    if not slug or Collective.objects.filter(slug=slug).exists():
        slug = "-".join(part for part in (slug, new_code(5).lower()) if part)
    return slug
