"""Ann and Bo of Elm Street, their friend Fay, and Cy from elsewhere, in a hearing."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from folkmoot.listening import operations
from folkmoot.people.models import Collective, Membership, Person

NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)


def make_collective(name: str) -> Collective:
    slug = name.lower().replace(" ", "-")
    return Collective.objects.create(
        slug=slug, name=name, preset="home", created_at=NOW
    )


def make_member(name: str, place: Collective, standing: str = "member") -> Membership:
    person = Person.objects.create(name=name, created_at=NOW)
    return Membership.objects.create(
        collective=place, person=person, standing=standing, name=name, joined_at=NOW
    )


@pytest.fixture
def elm(db):
    return make_collective("Elm Street")


@pytest.fixture
def ann(elm):
    return make_member("Ann", elm)


@pytest.fixture
def bo(elm):
    return make_member("Bo", elm)


@pytest.fixture
def fay(elm):
    return make_member("Fay", elm, standing="friend")


@pytest.fixture
def cy(db):
    return make_member("Cy", make_collective("Oak Lane"))


@pytest.fixture
def hearing(elm):
    return operations.open_hearing(
        collective=elm, question_id=uuid4(), title="Where do bicycles go?", now=NOW
    )


@pytest.fixture
def shed(ann, hearing):
    return operations.add_statement(
        member=ann, hearing=hearing, text="We need a dry shed for bicycles.", now=NOW
    )
