"""The answers of a hearing as arrays, for the map of opinion."""

from pathlib import Path
from uuid import UUID

import numpy as np
from django.db import connection
from tests.cast import NOW

from folkmoot.listening import operations
from folkmoot.listening.models import Response, Voice
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

    def test_tells_keys_apart_that_end_in_nothing(self, hearing, shed):
        ends = [UUID(hex=f"0f{end:0>30}") for end in ("", "1", "100")]
        voices = [
            Voice(
                id=key,
                hearing=hearing,
                collective_id=hearing.collective_id,
                number=10 + place,
            )
            for place, key in enumerate(ends)
        ]
        Voice.objects.bulk_create(voices)
        for voice, value in zip(voices, (AGREE, DISAGREE, PASS), strict=True):
            Response.objects.create(
                statement=shed,
                collective_id=hearing.collective_id,
                voice=voice,
                answer=value,
                at=NOW,
            )
        votes = get_votes(hearing)
        assert votes.voice_numbers.tolist() == [10, 11, 12]
        assert votes.answer.tolist() == [1, -1, 0]

    def test_finds_answers_by_their_statement_on_sqlite(self, hearing, shed, ann):
        if connection.vendor != "sqlite":
            return  # PostgreSQL chooses by what there is
        answer(ann, shed)
        asked = []

        def note(execute, sql, values, *others):
            asked.append((sql, values))
            return execute(sql, values, *others)

        with connection.execute_wrapper(note):
            get_votes(hearing)
        sql, values = next(each for each in asked if "group_concat" in each[0])
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", values)
            plan = [row[-1] for row in cursor.fetchall()]
        assert any("SEARCH one USING INDEX" in step for step in plan)
        assert not any("SCAN one" in step for step in plan)
