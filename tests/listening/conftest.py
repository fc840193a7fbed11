"""Ann and Bo of Elm Street, their friend Fay, and Cy of Oak Lane, in a hearing."""

from uuid import uuid4

import pytest
from tests import cast
from tests.again import once

from folkmoot.listening import operations


@pytest.fixture
def elm(db):
    return cast.collective("Elm Street", friends=("Fay",))


@pytest.fixture
def ann(elm):
    return cast.member(elm, "Ann")


@pytest.fixture
def bo(elm):
    return cast.member(elm, "Bo")


@pytest.fixture
def fay(elm):
    return cast.member(elm, "Fay")


@pytest.fixture
def cy(db):
    return cast.member(cast.collective("Oak Lane", members=("Cy",)), "Cy")


@pytest.fixture
def hearing(elm):
    return operations.open_hearing(
        collective=elm,
        question_id=uuid4(),
        title="Where do bicycles go?",
        now=cast.NOW,
    )


@pytest.fixture
def shed(ann, hearing):
    return operations.add_statement(
        member=ann,
        hearing=hearing,
        text="We need a dry shed for bicycles.",
        now=cast.NOW,
    )


@pytest.fixture
def people(elm):
    """Twelve more members, for counts."""
    return cast_members(elm, 12)


@once
def cast_members(elm, count):
    from folkmoot.people.operations import invite, join

    starter = cast.member(elm, "Ann")
    link = invite(member=starter, now=cast.NOW, uses=count)
    names = [f"P{number}" for number in range(count)]
    for name in names:
        join(invitation=link, person=cast.person(name), name=name, now=cast.NOW)
    return [cast.member(elm, name) for name in names]
