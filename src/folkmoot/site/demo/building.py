"""Filling an empty database with the demo, all at once or not at all."""

from datetime import datetime, timedelta

from django.db import transaction

from folkmoot.people.models import Person
from folkmoot.people.operations import change_person
from folkmoot.site.demo.cast import (
    found_city,
    found_coop,
    found_tenants,
    give_roles,
    make_people,
)
from folkmoot.site.demo.play import Play, Story, tell
from folkmoot.site.demo.stories import (
    agreed,
    bread,
    council,
    exchange,
    fund,
    kitchen,
    left_over,
    needs,
    ongoing,
    other,
    street,
)

BEGAN = timedelta(days=126)
COOP_STORIES = (
    agreed.agreement,
    left_over.hours,
    agreed.quiet_hours,
    agreed.guest_room,
    agreed.bike_shed,
    agreed.broken_pipe,
    agreed.laundry,
    fund.common_fund,
    needs.things,
    bread.bread,
    *ongoing.ONGOING,
    other.yard_gate,
    other.solar,
    other.green_stairs,
    other.tools,
    other.ladder,
    other.film_evening,
    other.outdoor_cinema,
    kitchen.kitchen,
    left_over.apples,
)
TENANTS_STORIES = (other.post_boxes, other.back_door_lamp)
RHYTHMS = {"Hal": Person.MailRhythm.NONE, "Kim": Person.MailRhythm.DAILY}


@transaction.atomic
def build_demo(now: datetime) -> None:
    """Make the people, their collectives and everything that happened until ``now``."""
    began = now - BEGAN
    people = make_people(began)
    for person in people.values():
        set_mail(person, Person.MailRhythm.NONE)
    coop = Play(found_coop(people, began), now, began)
    tenants = Play(found_tenants(people, now - timedelta(days=40)), now, began)
    found_city(people, now - timedelta(days=30))
    tell(
        [
            (coop, [*COOP_STORIES, _roles, lambda play: _mail(play, people)]),
            (tenants, TENANTS_STORIES),
            (coop, [lambda play: street.cargo_bike(play, tenants)]),
            (coop, [lambda play: council.messengers(play, tenants)]),
            (coop, [lambda play: needs.needs(play, tenants)]),
            (coop, [lambda play: exchange.together(play, tenants)]),
        ]
    )


def _roles(play: Play) -> Story:
    yield play.at(20, 12)
    give_roles(play.members, play.now)


def _mail(play: Play, people: dict[str, Person]) -> Story:
    """Let mail go out from the last days on: what is older was read long ago."""
    yield play.at(2, 12)
    for name, person in people.items():
        set_mail(person, RHYTHMS.get(name, Person.MailRhythm.EACH))


def set_mail(person: Person, rhythm: Person.MailRhythm) -> None:
    """Set how often mail comes, as on one's own page."""
    change_person(
        person=person,
        name=person.name,
        language=person.language,
        time_zone=person.time_zone,
        mail_rhythm=rhythm,
    )
