"""The front page, one's own page and the collective's first page."""

import re
from datetime import timedelta

import pytest
from tests.cast import NOW, collective, member, person, signed_in
from tests.home.builders import TREES, a_draft, agreed, answered, asked, heard, stopped

from folkmoot.deciding.models import Decision, Objection
from folkmoot.deciding.operations import (
    add_statement,
    raise_question,
    respond,
    restate_stop,
)
from folkmoot.listening.models import Hearing

pytestmark = pytest.mark.django_db


def text_of(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


class TestWelcome:
    def test_says_what_this_is_to_a_stranger(self, client):
        shown = text_of(client, "/")
        assert "Everyone is asked" in shown
        assert "I have an invitation" in shown

    def test_names_the_demonstration_only_there(self, client, settings):
        assert "This is a demonstration" not in text_of(client, "/")
        settings.INSTALLED_APPS = [*settings.INSTALLED_APPS, "folkmoot.site.demo"]
        settings.CONFIG = settings.CONFIG.model_copy(update={"demo": True})
        assert "This is a demonstration" in text_of(client, "/")

    def test_offers_to_start_only_where_anyone_may(self, client, settings):
        assert 'href="/start/"' not in text_of(client, "/")
        config = settings.CONFIG.model_copy(update={"who_may_start": "anyone"})
        settings.CONFIG = config
        assert 'href="/start/"' in text_of(client, "/")

    def test_leads_on_who_is_signed_in(self):
        answer = signed_in(person()).get("/")
        assert answer.headers["Location"] == "/me/"


class TestMyPage:
    def test_leads_a_stranger_to_the_door(self, client):
        assert client.get("/me/").headers["Location"].startswith("/sign-in/")

    def test_says_what_one_can_do_without_a_collective(self):
        assert "Open an invitation" in text_of(signed_in(person()), "/me/")

    def test_shows_a_check_until_it_is_answered(self):
        elm = collective()
        ann, bo = member(elm, "Ann"), member(elm, "Bo")
        question = asked(ann)
        shown = text_of(signed_in(bo), "/me/")
        assert "One thing, about 2 min." in shown
        link = f'href="/c/elm-street/q/{question.number}/" dir="auto">{TREES}</a>'
        assert link in shown
        assert "<strong>Can we agree?</strong></span></p>" in shown
        answered(question, bo)
        assert "Nothing waits for you now" in text_of(signed_in(bo), "/me/")

    def test_shows_a_hearing_until_one_was_heard_and_again_for_new_views(self):
        elm = collective(preset="local")
        ann, bo = member(elm, "Ann"), member(elm, "Bo")
        question = heard(ann)
        waiting = "One thing, about 3 min."
        assert waiting in text_of(signed_in(bo), "/me/")
        view = {"member": ann, "question": question, "now": NOW}
        said = add_statement(text="Apples first", **view)
        respond(member=bo, question=question, statement=said, answer=1, now=NOW)
        assert waiting not in text_of(signed_in(bo), "/me/")
        add_statement(text="Pears too", **view)
        assert "1 new short view</strong>" in text_of(signed_in(bo), "/me/")
        assert Hearing.objects.count() == 1

    def test_hides_stops_of_others_before_the_own_answer(self):
        elm = collective(members=("Ann", "Bo", "Di", "Eve"))
        ann, bo, di, eve = (member(elm, n) for n in ("Ann", "Bo", "Di", "Eve"))
        question = asked(ann)
        stopped(question, di, "Roots break the drain")
        for path in ("/me/", "/c/elm-street/"):
            assert "Roots break the drain" not in text_of(signed_in(bo), path)
        answered(question, bo)
        assert "Roots break the drain" in text_of(signed_in(bo), "/me/")
        stop = Objection.objects.get(question=question)
        restate_stop(member=eve, objection=stop, text="The drain", now=NOW)
        assert "Is this what you mean?" in text_of(signed_in(di), "/me/")

    def test_shows_what_one_carries(self):
        elm = collective()
        ann, bo, di = (member(elm, n) for n in ("Ann", "Bo", "Di"))
        agreed(ann, bo, di)
        assert "Buy and plant the trees" in text_of(signed_in(ann), "/me/")
        assert "Buy and plant the trees" not in text_of(signed_in(bo), "/me/")


class TestCollective:
    def test_shows_open_questions_with_their_step(self):
        elm = collective()
        asked(member(elm, "Ann"))
        shown = text_of(signed_in(member(elm, "Di")), "/c/elm-street/")
        assert TREES in shown
        assert "Can we agree?" in shown
        assert "until" in shown

    def test_invites_to_raise_the_first_question(self):
        elm = collective()
        shown = text_of(signed_in(member(elm)), "/c/elm-street/")
        assert "No open question" in shown

    def test_a_list_shows_how_far_each_question_came(self):
        elm = collective(preset="local")
        ann, bo = member(elm, "Ann"), member(elm, "Bo")
        heard(ann)
        shown = text_of(signed_in(bo), "/c/elm-street/questions/")
        stations = re.findall('<i data-state="([a-z]+)"', shown)
        assert stations == ["past", "past", "here", *["next"] * 5]

    def test_what_is_being_done_stands_once_with_its_day(self):
        elm = collective()
        ann, bo, di = (member(elm, name) for name in ("Ann", "Bo", "Di"))
        question = agreed(ann, bo, di)
        soon = (NOW + timedelta(days=5)).date()
        Decision.objects.filter(question=question).update(look_back_date=soon)
        shown = text_of(signed_in(bo), "/c/elm-street/")
        assert shown.count(f'dir="auto">{TREES}<') == 1
        assert "Agreed, and being done" in shown
        assert "Look back on" in shown

    def test_is_absent_for_an_outsider(self):
        collective()
        assert signed_in(person()).get("/c/elm-street/").status_code == 404

    def test_leads_a_newcomer_to_the_first_open_question(self):
        elm = collective()
        question = asked(member(elm, "Ann"))
        answer = signed_in(member(elm, "Bo")).get("/c/elm-street/first/")
        assert answer.headers["Location"] == f"/c/elm-street/q/{question.number}/"

    def test_leads_a_newcomer_first_to_where_they_are_heard(self):
        elm = collective(preset="local")
        ann = member(elm, "Ann")
        hearing = heard(ann)
        raise_question(
            member=ann, title="A bench", now=NOW, klass="small", draft=a_draft(ann)
        )
        answer = signed_in(member(elm, "Bo")).get("/c/elm-street/first/")
        assert answer.headers["Location"] == f"/c/elm-street/q/{hearing.number}/"
