"""The answers of a hearing as arrays, for the map of opinion."""

from pathlib import Path

import numpy as np
from django.db import connection
from tests.cast import NOW

from folkmoot.listening import operations
from folkmoot.listening.models import Response
from folkmoot.listening.polis import read_folder
from folkmoot.listening.queries import get_votes

DATA = Path(__file__).parent.parent / "data" / "polis"
AGREE, DISAGREE, PASS = (
    Response.Answer.AGREE,
    Response.Answer.DISAGREE,
    Response.Answer.PASS,
)


def say(member, hearing, text):
    return operations.add_statement(member=member, hearing=hearing, text=text, now=NOW)


def answer(member, statement, value=AGREE, **more):
    operations.respond(
        member=member, statement=statement, answer=value, now=NOW, **more
    )


def as_rows(votes):
    columns = (votes.person, votes.statement, votes.answer, votes.weight)
    return list(zip(*(column.tolist() for column in columns), strict=True))


class TestGetVotes:
    def test_is_empty_without_answers(self, hearing):
        votes = get_votes(hearing)
        assert (as_rows(votes), votes.n_people, votes.n_statements) == ([], 0, 0)

    def test_names_persons_statements_answers_and_weights(
        self, ann, bo, fay, hearing, shed
    ):
        cars = say(bo, hearing, "Cars may stay.")
        answer(fay, shed, DISAGREE)
        answer(bo, shed, AGREE, matters=True)
        answer(fay, cars, PASS)
        votes = get_votes(hearing)
        assert list(votes.member_ids) == sorted([bo.id, fay.id])
        of = {bo.id: list(votes.member_ids).index(bo.id)}
        first, second = of[bo.id], 1 - of[bo.id]
        assert sorted(as_rows(votes)) == sorted(
            [(first, 0, 1, 2), (second, 0, -1, 1), (second, 1, 0, 1)]
        )
        assert votes.statement_numbers.tolist() == [1, 2]

    def test_folded_statements_and_who_left_are_gone(self, ann, bo, fay, hearing, shed):
        cars = say(ann, hearing, "Cars may stay.")
        for statement in (shed, cars):
            answer(fay, statement)
        answer(bo, cars)
        operations.fold(member=bo, item=shed, reason="Off topic", now=NOW)
        bo.ended_at = NOW
        bo.save()
        votes = get_votes(hearing)
        assert votes.moderated.tolist() == [True, False]
        assert list(votes.member_ids) == [fay.id]
        assert as_rows(votes) == [(0, 1, 1, 1)]

    def test_voices_come_after_members_and_equal_the_files(self, ann, bo):
        brought = operations.import_polis(member=ann, folder=DATA / "small", now=NOW)
        answer(bo, brought.statements.get(number=1), DISAGREE)
        votes = get_votes(brought)
        assert list(votes.member_ids) == [bo.id]
        numbers, voices = votes.statement_numbers, votes.voice_numbers
        told = {
            (int(numbers[s]), int(voices[p - 1]), a)
            for p, s, a, _w in as_rows(votes)
            if p > 0
        }
        conversation = read_folder(DATA / "small")
        folded = {s.number for s in conversation.statements if s.moderated < 0}
        assert told == {
            (v.statement, v.voice, v.value)
            for v in conversation.votes
            if v.statement not in folded
        }

    def test_takes_few_queries(self, people, hearing, shed, django_assert_num_queries):
        for person in people:
            answer(person, shed)
        with django_assert_num_queries(4):
            votes = get_votes(hearing)
        assert votes.n_people == 12
        assert np.all(votes.weight == 1)

    def test_looks_nobody_up_in_a_list_once_for_each_answer(self, hearing, shed):
        if connection.vendor != "sqlite":
            return  # PostgreSQL hashes the list by itself
        asked = []

        def note(execute, sql, values, *others):
            asked.append((sql, values))
            return execute(sql, values, *others)

        with connection.execute_wrapper(note):
            get_votes(hearing)
        sql, values = next(each for each in asked if "json_each" in each[0])
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", values)
            plan = [row[-1] for row in cursor.fetchall()]
        assert any("SEARCH who USING AUTOMATIC COVERING INDEX" in step for step in plan)
        assert "SCAN who" not in plan
