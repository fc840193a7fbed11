"""Who may ask, in what shape, and what an error looks like."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from tests.api.client import Program
from tests.cast import NOW, collective, member, person, signed_in

from folkmoot.deciding.models import Question
from folkmoot.deciding.operations import raise_question
from folkmoot.people.operations import end_token
from folkmoot.record.models import Entry

pytestmark = pytest.mark.django_db
QUESTIONS = "collectives/elm-street/questions"


@pytest.fixture
def elm():
    return collective()


class TestKeys:
    def test_lets_a_key_read_and_act_as_its_person(self, elm):
        bo = Program(member(elm, "Bo"))
        made = bo.post(QUESTIONS, {"title": "Two apple trees"})
        assert made["proposer"]["name"] == "Bo"
        (line,) = bo.get(QUESTIONS)["questions"]
        assert line["title"] == "Two apple trees"
        assert bo.get(f"{QUESTIONS}/1")["moves"][0]["why"] == "raised"

    def test_refuses_nobody_a_wrong_key_and_a_wrong_way(self, elm):
        nobody = Program(None)
        assert nobody.refused("GET", QUESTIONS, 401) == "key_missing"
        assert nobody.answer.headers["WWW-Authenticate"].startswith("Bearer")
        for said in ("Bearer folkmoot_wrong", "Bearer", "Basic YTpi", "Bearer a\x7fb"):
            nobody.headers["Authorization"] = said
            assert nobody.refused("GET", QUESTIONS, 401) == "key_missing"

    def test_refuses_a_key_that_ran_out_or_was_ended(self, elm, clock):
        ann = member(elm)
        short, ended = Program(ann, days=1), Program(ann)
        clock.move(timedelta(days=1))
        assert short.refused("GET", QUESTIONS, 401) == "key_missing"
        end_token(token=ann.person.tokens.latest("id"), now=clock.now)
        assert ended.refused("GET", QUESTIONS, 401) == "key_missing"

    def test_keeps_to_the_scopes_of_a_key(self, elm):
        reader, writer = (Program(member(elm), scope) for scope in ("read", "write"))
        reader.get(QUESTIONS)
        writer.post(QUESTIONS, {"title": "Trees"})
        before = Entry.objects.count()
        asked = {"title": "Trees"}
        assert reader.refused("POST", QUESTIONS, 403, asked) == "scope_missing"
        assert writer.refused("GET", QUESTIONS, 403) == "scope_missing"
        assert Entry.objects.count() == before

    def test_lets_a_browser_read_and_not_write(self, elm):
        browser = Program(None)
        browser.client = signed_in(member(elm))
        browser.get(QUESTIONS)
        asked = {"title": "Trees"}
        assert browser.refused("POST", QUESTIONS, 403, asked) == "key_needed"
        assert not Question.objects.exists()

    def test_a_wrong_key_is_not_helped_by_a_browser(self, elm):
        browser = Program(None)
        browser.client = signed_in(member(elm))
        browser.headers["Authorization"] = "Bearer wrong"
        assert browser.refused("GET", QUESTIONS, 401) == "key_missing"

    def test_an_outsider_cannot_tell_what_is_there(self, elm):
        raise_question(member=member(elm), title="Trees", now=NOW)
        cy = Program(person("Cy"))
        there = cy.ask("GET", f"{QUESTIONS}/1", status=404)
        absent = cy.ask("GET", "collectives/nowhere/questions/1", status=404)
        assert there == absent


class TestErrors:
    def test_have_one_shape_where_nothing_is(self):
        nobody = Program(None)
        assert nobody.refused("GET", "nothing/here", 404) == "not_found"
        assert nobody.refused("PATCH", "me", 405) == "not_allowed"
        assert "GET" in nobody.answer.headers["Allow"]

    def test_name_the_fields_to_mend(self, elm):
        ann = Program(member(elm))
        sent = {"title": " ", "shape": {"cost": -1, "legal_date": 5}, "colour": "red"}
        error = ann.ask("POST", QUESTIONS, sent, status=422)["error"]
        assert set(error["fields"]) == {
            "title",
            "shape.cost",
            "shape.legal_date",
            "colour",
        }
        assert ann.refused("POST", QUESTIONS, 422) == "bad_fields"

    def test_refuse_a_misspelt_parameter(self, elm):
        ann = Program(member(elm))
        assert (
            ann.refused("GET", f"{QUESTIONS}?stages=idea", 422) == "unknown_parameter"
        )

    def test_refuse_what_is_not_json(self, elm):
        ann = Program(member(elm))
        answer = Client().post(
            f"/api/v1/{QUESTIONS}", {"title": "Trees"}, headers=ann.headers
        )
        assert answer.status_code == 415
        assert json.loads(answer.content)["error"]["code"] == "not_json_type"
        answer = Client().generic(
            "POST", f"/api/v1/{QUESTIONS}", b"a=1", "text/plain", headers=ann.headers
        )
        assert answer.status_code == 415

    def test_refuse_what_is_too_large(self, elm):
        ann = Program(member(elm))
        big = {"title": "a" * 1_000_000}
        assert ann.refused("POST", QUESTIONS, 413, big) == "too_large"

    def test_are_told_in_the_language_that_is_asked_for_or_the_persons(self, elm):
        bo = Program(member(elm, "Bo"))
        person = member(elm, "Bo").person
        person.language = "es"
        person.save()
        english, spanish = "There is nothing here.", "Aquí no hay nada."
        asked = {"*": spanish, "": spanish, "en-GB,en;q=0.9": english, "es": spanish}
        for language, sentence in asked.items():
            bo.headers["Accept-Language"] = language
            error = bo.ask("GET", f"{QUESTIONS}/9", status=404)["error"]
            assert error["message"] == sentence, language

    def test_say_an_operations_own_sentence(self, elm):
        Program(member(elm)).post(QUESTIONS, {"title": "Trees"})
        bo = Program(member(elm, "Bo"))
        sent = {"title": "Trees", "question_class": "ordinary", "shape": {}}
        bo.put(f"{QUESTIONS}/1/shape", sent)


class TestOnce:
    def test_five_sends_of_one_key_have_one_effect_and_one_answer(self, elm):
        ann = Program(member(elm))
        asked = {"title": "Trees"}
        answers = [ann.ask("POST", QUESTIONS, asked, key="k") for _ in range(5)]
        assert Question.objects.count() == 1
        assert answers == [answers[0]] * 5
        assert ann.answer.status_code == 201
        assert ann.answer.headers["Idempotent-Replay"] == NOW.isoformat()

    def test_a_key_is_its_persons_and_its_addresss(self, elm):
        for name in ("Ann", "Bo"):
            Program(member(elm, name)).ask("POST", QUESTIONS, {"title": "T"}, key="k")
        assert Question.objects.count() == 2
        ann = Program(member(elm))
        again = {"title": "U", "question_class": "ordinary", "shape": {}}
        assert ann.ask("PUT", f"{QUESTIONS}/1/shape", again, key="k")["title"] == "U"

    def test_what_was_refused_does_not_use_the_key_up(self, elm):
        ann = Program(member(elm))
        ann.ask("POST", QUESTIONS, {}, key="k", status=422)
        ann.ask("POST", QUESTIONS, {"title": "T"}, key="k", status=201)


class TestReading:
    def test_answers_304_while_nothing_changed(self, elm):
        ann = Program(member(elm))
        ann.get(QUESTIONS)
        ann.headers["If-None-Match"] = ann.answer.headers["ETag"]
        ann.get(QUESTIONS, status=304)
        ann.post(QUESTIONS, {"title": "Trees"})
        ann.get(QUESTIONS)

    def test_cuts_lists_that_stay_put_when_something_is_added(self, elm):
        ann = Program(member(elm))
        for number in range(5):
            ann.post(QUESTIONS, {"title": f"T{number}"})
        first = ann.get(f"{QUESTIONS}?limit=2")
        ann.post(QUESTIONS, {"title": "New"})
        rest = ann.get(f"{QUESTIONS}?limit=3&cursor={first['next']}")
        numbers = [q["number"] for q in first["questions"] + rest["questions"]]
        assert numbers == [5, 4, 3, 2, 1]
        assert rest["next"] == ""

    def test_refuses_a_cursor_of_its_own_making(self, elm):
        ann = Program(member(elm))
        for cursor in ("x", "a:b:c", "%00"):
            asked = f"{QUESTIONS}?cursor={cursor}"
            code = ann.refused("GET", asked, 422)
            assert code in {"bad_cursor", "bad_character"}
