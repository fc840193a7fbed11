"""Links that sign in as a person of the demo with one click, as often as one likes."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from folkmoot.people.models import Membership, Person
from folkmoot.site.demo.cast import CITY, TENANTS

TOKEN_LENGTH = 20


@dataclass(frozen=True)
class Door:
    """One person of the demo, what they are, and the link that makes you them."""

    person: Person
    about: str
    url: str


def token_of(person: Person) -> str:
    """Return the secret part of a person's link; the same as long as the data lives."""
    made = salted_hmac("folkmoot.site.demo", person.id.hex, algorithm="sha256")
    return made.hexdigest()[:TOKEN_LENGTH]


def list_people() -> list[Person]:
    """Return those the demo came with, in the order of its cast.

    They were made at one instant, before any visitor came.
    """
    first = Person.objects.order_by("created_at").first()
    if first is None:
        return []
    made = Person.objects.filter(created_at=first.created_at, erased_at=None)
    return list(made.order_by("id"))


def find_person(token: str) -> Person | None:
    """Return whom a link signs in."""
    for person in list_people():
        if constant_time_compare(token_of(person), token):
            return person
    return None


def list_doors() -> list[Door]:
    """Return the links of everybody in the demo."""
    site = settings.CONFIG.public_url
    doors = []
    for person in list_people():
        path = reverse("demo:enter", kwargs={"token": token_of(person)})
        doors.append(Door(person, describe(person), f"{site}{path}"))
    return doors


def describe(person: Person) -> str:
    """Say in a few words who somebody is."""
    here = Membership.objects.filter(person=person, ended_at=None)
    rows = here.select_related("collective").prefetch_related("terms")
    own = [m for m in rows if m.collective.name not in (TENANTS, CITY)]
    if not own:
        return _("a neighbour, not of the co-op")
    # Those of one question end with it and would only confuse here.
    terms = [term for term in own[0].terms.all() if term.about_id is None]
    roles = [term.get_role_display().lower() for term in terms]
    standing = own[0].get_standing_display().lower()
    language = [_("reads Spanish")] if person.language == "es" else []
    return ", ".join([standing, *roles, *language])
