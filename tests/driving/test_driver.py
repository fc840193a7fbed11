"""A server is set up and used from outside, by its pages and its mail alone."""

import gzip

import pytest
from tests.driver import Guest
from tests.driving.forks import folkmoot

pytestmark = pytest.mark.server


class TestFromAnEmptyFolder:
    def test_people_found_join_decide_and_take_a_copy(self, make_server):
        server = make_server(is_empty=True)
        link = server.init()
        server.start()
        ann, bo = Guest(server, "Ann"), Guest(server, "Bo")
        slug = ann.start_collective(link, "Elm Street")
        assert slug == "elm-street"
        ann.prove_address()
        bo.join(ann.invite(slug))
        number = ann.raise_question(slug, "Two apple trees")
        for guest in (ann, bo):
            assert guest.answer(slug, number, "consent").status == 302
        assert "Two apple trees" in ann.get(f"/c/{slug}/decisions/").words
        shed = ann.raise_question(slug, "A dry shed")
        assert bo.say(slug, shed, "It needs a sunny place").status == 302
        server.stop()
        server.start()
        again = Guest(server, "Ann")
        assert again.sign_in().status == 200
        copy = gzip.decompress(again.export(slug))
        assert b"It needs a sunny place" in copy


class TestTheClockFile:
    def test_is_refused_outside_tests_and_the_demo(self, server):
        settings = server.settings | {"FOLKMOOT_TEST": "no"}
        for command in (("serve", "--port", str(server.port)), ("worker", "--once")):
            done = folkmoot(*command, data=server.data, **settings)
            assert done.returncode == 1
            assert "is for tests and the demo only" in done.stderr
