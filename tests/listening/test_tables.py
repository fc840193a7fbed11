"""Tables of answers show nobody: none of few people, none too early, no order kept."""

import csv
import io

import pytest
from django.urls import reverse
from tests import cast
from tests.cast import NOW
from tests.listening.conftest import cast_members

from folkmoot.listening import operations, queries
from folkmoot.listening.models import Response
from folkmoot.listening.tables import table_response

AGREE, DISAGREE = Response.Answer.AGREE, Response.Answer.DISAGREE


def rows_of(answer):
    text = b"".join(answer.streaming_content).decode()
    return list(csv.reader(io.StringIO(text)))


def end(hearing):
    hearing.closes_at = NOW
    hearing.save()


@pytest.fixture
def many(elm, hearing, shed):
    people = cast_members(elm, 20)
    for number, person in enumerate(people):
        value = AGREE if number else DISAGREE
        operations.respond(member=person, statement=shed, answer=value, now=NOW)
    return people


class TestAnswersTable:
    def place(self, hearing, name="answers_table"):
        slug = hearing.collective.slug
        return reverse(f"listening:{name}", args=(slug, hearing.id))

    def test_is_given_of_twenty_when_it_is_over(self, bo, hearing, many):
        end(hearing)
        rows = rows_of(cast.signed_in(bo).get(self.place(hearing)))
        assert rows[0] == ["participant", "1"]
        assert [row[0] for row in rows[1:]] == [str(n) for n in range(1, 21)]
        assert sorted(row[1] for row in rows[1:]) == ["-1", *["1"] * 19]

    def test_is_not_given_too_early(self, bo, hearing, many):
        answer = cast.signed_in(bo).get(self.place(hearing), follow=True)
        assert "once the hearing is over" in answer.content.decode()

    def test_is_not_given_of_fewer(self, bo, hearing, many):
        end(hearing)
        many[0].ended_at = NOW
        many[0].save()
        answer = cast.signed_in(bo).get(self.place(hearing))
        assert answer.status_code == 302

    def test_order_is_by_chance_and_leaves_out_what_is_folded(
        self, ann, bo, hearing, shed, many
    ):
        cars = operations.add_statement(
            member=ann, hearing=hearing, text="Cars may stay", now=NOW
        )
        operations.respond(member=many[1], statement=cars, answer=AGREE, now=NOW)
        operations.fold(member=bo, item=cars, reason="Off topic", now=NOW)
        votes = queries.get_votes(hearing)
        orders = {
            tuple(
                row[1] for row in queries.write_answers(votes, str(seed), is_over=True)
            )
            for seed in range(20)
        }
        assert len(orders) > 3
        assert {order[0] for order in orders} == {"1"}

    def test_statements_show_counts_of_five_and_more(self, ann, bo, hearing, many):
        operations.add_statement(member=ann, hearing=hearing, text="=1+1", now=NOW)
        browser = cast.signed_in(bo)
        place = self.place(hearing, "statements_table")
        assert rows_of(browser.get(place))[1][2:5] == ["", "", ""]
        end(hearing)
        rows = rows_of(browser.get(place))
        assert rows[1][2:5] == ["19", "1", "0"]
        assert rows[2] == ["2", "'=1+1", "", "", "", ""]


@pytest.mark.parametrize("cell", ["=1", "+x", "-x", "@x", "\tx", "-1", "plain"])
def test_no_cell_is_a_formula(cell):
    ((shown,),) = rows_of(table_response([[cell]], "x"))
    assert shown == (cell if cell in ("-1", "plain") else f"'{cell}")
