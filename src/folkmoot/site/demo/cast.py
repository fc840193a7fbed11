"""Who lives in the demo, and how their collectives began."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from folkmoot.people.models import Collective, Membership, Person, Term
from folkmoot.people.operations import (
    appoint,
    create_person,
    invite,
    join,
    start_collective,
)

ZONE = "Europe/London"
MEMBERS = (
    *("Ann", "Bo", "Di", "Eve", "Flo", "Gus"),
    *("Hal", "Ida", "Jo", "Kim", "Luz", "Max"),
)
FRIEND = "Nia"
NEIGHBOUR = "Cy"
EVERYBODY = (*MEMBERS, FRIEND, NEIGHBOUR)
LANGUAGES = {"Luz": "es"}
COOP = "Elm Street Housing Co-op"
TENANTS = "Elm Street Tenants"
CITY = "City conversations"
AGREEMENT_SHORT = (
    "Twelve of us share a house with a yard, a boiler and one washing room.\n\n"
    "We decide together about what we share.\n\n"
    "Everyone is asked, and everyone gets time to answer.\n\n"
    "Anyone may say stop. A stop is answered; it is never just outnumbered.\n\n"
    "Somebody takes on each task by their own word. After a while we look back.\n\n"
    "Anyone may leave at any time."
)


def make_people(now: datetime) -> dict[str, Person]:
    """Make everybody."""
    people = {}
    for name in EVERYBODY:
        people[name] = create_person(
            name=name,
            now=now,
            language=LANGUAGES.get(name, "en"),
            email=f"{name.lower()}@example.org",
            email_is_verified=True,
        )
    return people


def found_coop(people: dict[str, Person], now: datetime) -> dict[str, Membership]:
    """Start the co-op; everybody but the neighbour joins, one as a friend."""
    coop = start_collective(
        person=people["Ann"],
        name=COOP,
        preset=Collective.Preset.LOCAL,
        now=now,
        short_text=AGREEMENT_SHORT,
        time_zone=ZONE,
    )
    members = gather(coop, people, MEMBERS, now)
    later = now + timedelta(days=2)
    friends = invite(member=members["Ann"], now=later, standing="friend")
    members[FRIEND] = join(
        invitation=friends, person=people[FRIEND], name=FRIEND, now=later
    )
    return members


def found_tenants(people: dict[str, Person], now: datetime) -> dict[str, Membership]:
    """Start the neighbours' own small group, in which Cy is at home."""
    tenants = start_collective(
        person=people[NEIGHBOUR],
        name=TENANTS,
        preset=Collective.Preset.HOME,
        now=now,
        time_zone=ZONE,
    )
    return gather(tenants, people, (NEIGHBOUR, "Ann", "Gus", "Luz"), now)


def found_city(people: dict[str, Person], now: datetime) -> dict[str, Membership]:
    """Start the collective that reads what two cities talked about."""
    city = start_collective(
        person=people["Di"],
        name=CITY,
        preset=Collective.Preset.LOCAL,
        now=now,
        time_zone=ZONE,
    )
    return gather(city, people, ("Di", "Ann", "Bo", "Flo", NEIGHBOUR), now)


def gather(
    collective: Collective,
    people: dict[str, Person],
    names: Iterable[str],
    now: datetime,
) -> dict[str, Membership]:
    """Let ``names`` join by one link from the starter, minutes apart."""
    starter = collective.memberships.select_related("person", "collective").get()
    members = {starter.name: starter}
    others = [name for name in names if name != starter.name]
    link = invite(member=starter, now=now, uses=len(others), note="On the front door")
    for count, name in enumerate(others, start=1):
        at = now + timedelta(minutes=7 * count)
        members[name] = join(invitation=link, person=people[name], name=name, now=at)
    return members


def give_roles(members: dict[str, Membership], now: datetime) -> None:
    """Di hosts, Max keeps the notes, Kim the money."""
    roles = {
        "Di": (Term.Role.HOST, 30),
        "Max": (Term.Role.NOTES, 30),
        "Kim": (Term.Role.MONEY, 300),
    }
    for name, (role, days) in roles.items():
        ends_at = now + timedelta(days=days)
        appoint(member=members[name], role=role, ends_at=ends_at, now=now)
