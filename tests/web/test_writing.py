"""What is written by a statement made once is what `save` would have written."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from tests import cast

from folkmoot.deciding.models import Question, Transition
from folkmoot.people.models import Membership
from folkmoot.record.models import Head
from folkmoot.web.chance import new_id
from folkmoot.web.models import Submission
from folkmoot.web.writing import FEW, insert, insert_values, update, write

pytestmark = pytest.mark.django_db


def columns(row):
    return {one.attname: getattr(row, one.attname) for one in row._meta.concrete_fields}


def a_question(number=1):
    elm = cast.collective()
    return Question(
        collective=elm,
        number=number,
        title="Trees, «two» of them",
        proposer=cast.member(elm),
        stage="shaping",
        since=cast.NOW,
        created_at=cast.NOW,
        last_event_at=cast.NOW,
        settled_at=cast.NOW,
    )


def test_a_new_row_is_read_again_as_it_was(django_assert_num_queries):
    question = a_question()
    steps = [
        Transition(
            question=question,
            collective=question.collective,
            order=order,
            from_stage="idea",
            to_stage="shaping",
            at=cast.NOW,
            facts={"people": ["Ann"], "share": 0.5},
        )
        for order in range(3)
    ]
    with django_assert_num_queries(2):
        insert(question)
        insert(*steps)
    assert columns(Question.objects.get(id=question.id)) == columns(question)
    found = Transition.objects.filter(question=question).order_by("order")
    assert [columns(row) for row in found] == [columns(row) for row in steps]
    insert()


def test_a_known_row_is_changed_whole_or_in_some_columns(django_assert_num_queries):
    question = a_question()
    write(question)
    question.title, question.settled_at = "Trees", cast.NOW + timedelta(hours=1)
    with django_assert_num_queries(1):
        update(question, "settled_at")
    found = Question.objects.get(id=question.id)
    assert (found.title, found.settled_at) != (question.title, cast.NOW)
    assert found.settled_at == question.settled_at
    write(question)
    assert columns(Question.objects.get(id=question.id)) == columns(question)
    others = Membership.objects.filter(name="Ann").values_list("name", flat=True)
    assert list(others) == ["Ann"]


@pytest.mark.parametrize("count", [0, 1, FEW, FEW + 1, 4 * FEW])
def test_many_rows_are_read_again_as_they_were(count):
    """Beyond a few, PostgreSQL takes them by another way."""
    values = [
        {
            "key": f"{number} tab\t line\n «two» \\N \\ 'one' \"",
            "person_id": new_id() if number % 2 else None,
            "path": "",
            "received_at": cast.NOW,
            "status": number,
            "location": "NULL",
            "body": "\\.",
            "sent_digest": "",
        }
        for number in range(count)
    ]
    insert_values(Submission, values)
    found = Submission.objects.order_by("status")
    assert [columns(row) for row in found] == values
    if values:
        with pytest.raises(IntegrityError), transaction.atomic():
            insert_values(Submission, values)


def test_a_row_that_is_gone_or_there_twice_is_refused():
    with pytest.raises(DatabaseError, match="not there any more"):
        update(Head(collective_id=new_id()), "size")
    head = Head(collective_id=new_id())
    insert(head)
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(Head(collective_id=head.collective_id))
