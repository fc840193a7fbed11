"""Many at once: counts stay exact, numbers stay apart, one import of one folder."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connections
from tests import cast
from tests.listening.conftest import cast_members

from folkmoot.listening import operations
from folkmoot.listening.models import Hearing, Response, Statement

DATA = Path(__file__).parent.parent / "data" / "polis"
pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def at_once(act, items):
    """Call ``act`` with each item in a thread of its own; return what came of it."""

    def alone(item):
        try:
            return act(item)
        except operations.HearingError as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(items)) as pool:
        return list(pool.map(alone, items))


@pytest.fixture
def town(transactional_db):
    return cast.collective("Elm Street")


@pytest.fixture
def hearing(town):
    return operations.open_hearing(
        collective=town, question_id=town.id, title="Bicycles", now=cast.NOW
    )


def add(member, hearing, text="We need a shed."):
    return operations.add_statement(
        member=member, hearing=hearing, text=text, now=cast.NOW
    )


def test_counts_equal_the_answers(town, hearing):
    people = cast_members(town, 8)
    statement = add(cast.member(town), hearing)

    def change_often(number):
        for turn in range(6):
            operations.respond(
                member=people[number],
                statement=statement,
                answer=Response.Answer((number + turn) % 3 - 1),
                now=cast.NOW,
            )
        if number % 4 == 0:
            operations.withdraw_response(
                member=people[number], statement=statement, now=cast.NOW
            )

    at_once(change_often, range(8))
    row = Statement.objects.get(id=statement.id)
    answers = list(row.responses.values_list("answer", flat=True))
    counts = [answers.count(value) for value in (1, -1, 0)]
    assert counts == [row.agreed, row.disagreed, row.passed]
    assert len(answers) == 6


def test_one_person_answering_in_two_places_has_one_answer(town, hearing):
    bo, statement = cast.member(town, "Bo"), add(cast.member(town), hearing)
    at_once(
        lambda value: operations.respond(
            member=bo, statement=statement, answer=value, now=cast.NOW
        ),
        [Response.Answer.AGREE, Response.Answer.DISAGREE] * 3,
    )
    row = Statement.objects.get(id=statement.id)
    assert row.responses.count() == row.agreed + row.disagreed == 1


def test_statements_get_numbers_of_their_own(town, hearing):
    people = cast_members(town, 6)
    at_once(lambda person: add(person, hearing), people)
    numbers = hearing.statements.values_list("number", flat=True)
    assert sorted(numbers) == [1, 2, 3, 4, 5, 6]


def test_the_same_folder_comes_in_once(town):
    def bring(_number):
        return operations.import_polis(
            member=cast.member(town), folder=DATA / "small", now=cast.NOW
        )

    results = at_once(bring, range(4))
    assert sum(isinstance(found, Hearing) for found in results) == 1
    refused = [r for r in results if isinstance(r, operations.AlreadyImportedError)]
    assert len(refused) == 3
    assert Hearing.objects.count() == 1
