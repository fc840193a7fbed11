"""A longer look: is enough heard, what bridges, who answered alike; nobody is named."""

import json
from datetime import timedelta

import numpy as np
import pytest
from tests import cast
from tests.engines.opinion.test_blocks import crowd as shades
from tests.engines.opinion.test_blocks import with_block
from tests.listening.test_maps import LATER, NAMES, answer, answered, crowd, hearing

from folkmoot.engines.opinion import opinion_map, votes_from_matrix
from folkmoot.listening import operations, queries
from folkmoot.listening.closer import read_closer
from folkmoot.listening.findings import read_findings
from folkmoot.listening.looking import look_closer
from folkmoot.listening.queries.choosing import choose, findings_of

__all__ = ["answered", "crowd", "hearing"]


def rng():
    return np.random.default_rng(4)


def look(table):
    votes = votes_from_matrix(table)
    groups = opinion_map(votes, rng=rng(), n_groups=2, resamples=0).groups
    numbers = np.arange(1, table.shape[1] + 1, dtype=np.int32)
    return look_closer(votes, groups, numbers, rng())


@pytest.fixture(scope="module")
def attacked():
    """People of many shades, and twelve accounts that say the same."""
    table, _target = with_block(shades(4), 5)
    return look(table)


class TestLookCloser:
    def test_counts_accounts_that_answered_alike(self, attacked):
        assert [one.people for one in attacked.alike] == [12]
        number, _answer, inside, expected = attacked.alike[0].statements[0]
        assert 1 <= number <= 50
        assert inside == 1 > expected

    def test_says_what_rests_on_them(self, attacked):
        assert attacked.lifted
        assert all(max(pair) > 0 for pair in attacked.lifted.values())

    def test_finds_none_where_people_have_minds_of_their_own(self):
        found = look(shades(4))
        assert not found.alike
        assert not found.lifted

    def test_says_how_well_answers_are_foretold(self, attacked):
        assert attacked.foretold.shares[-1] > attacked.foretold.guessed
        assert attacked.foretold.hidden > 20

    def test_is_read_as_it_was_stored(self, attacked):
        stored = json.loads(json.dumps(attacked.as_json()))
        again = read_closer(stored)
        assert again.lifted == attacked.lifted
        assert again.bridging == attacked.bridging
        assert again.foretold == attacked.foretold

    def test_compares_a_sample_of_many(self, monkeypatch):
        monkeypatch.setattr("folkmoot.listening.looking.MOST_PEOPLE", 50)
        assert look(shades(1)).people == 50


class TestKept:
    def test_holds_until_a_tenth_more_is_answered(self, answered):
        first = operations.make_map(hearing=answered, now=LATER)
        assert first.closer["answers"] == 40
        answer(answered, "Ann", [1, 1])
        second = operations.make_map(hearing=answered, now=LATER + timedelta(hours=1))
        assert (second.answers, second.closer["answers"]) == (42, 40)
        answer(answered, "Ann", [1, 1, 1, 1, 1])
        third = operations.make_map(hearing=answered, now=LATER + timedelta(hours=2))
        assert third.closer["answers"] == 45

    def test_the_last_map_is_looked_at_whole(self, answered):
        operations.make_map(hearing=answered, now=LATER)
        answer(answered, "Ann", [1])
        end = LATER + timedelta(hours=1)
        operations.set_heard_out(question_id=answered.question_id, at=end)
        answered.refresh_from_db()
        last = operations.make_map(hearing=answered, now=end)
        assert last.is_last
        assert last.closer["answers"] == 41

    def test_names_nobody(self, answered):
        row = operations.make_map(hearing=answered, now=LATER)
        for member in answered.collective.memberships.all():
            assert str(member.id) not in json.dumps(row.closer)

    def test_what_rests_on_accounts_alike_is_not_common_ground(self, answered):
        row = operations.make_map(hearing=answered, now=LATER)
        whole = {one.number: one.shared for one in findings_of(row).statements}
        row.closer["lifted"] = {"3": [0.4, 0]}
        findings = findings_of(row)
        held = {one.number: one.shared for one in findings.statements}
        assert held[3] == pytest.approx(whole[3] - 0.4)
        assert not choose(findings, "shared")


class TestMatters:
    def mark(self, hearing, names):
        third = hearing.statements.get(number=3)
        for name in names:
            operations.respond(
                member=cast.member(hearing.collective, name),
                statement=third,
                answer=1,
                matters=True,
                now=cast.NOW,
            )
        row = operations.make_map(hearing=hearing, now=LATER)
        return read_findings(row.findings)

    def test_counts_from_five_marks_on(self, answered):
        findings = self.mark(answered, NAMES[:4])
        assert {one.matters for one in findings.statements} == {1.0}

    def test_what_matters_to_many_is_listed(self, answered):
        findings = self.mark(answered, NAMES[:6])
        assert [one.number for one in choose(findings, "matters")] == [3]


class TestPage:
    def get(self, hearing, name, path="closer/"):
        client = cast.signed_in(cast.member(hearing.collective, name))
        slug = hearing.collective.slug
        return client.get(f"/c/{slug}/hearings/{hearing.id}/map/{path}")

    def test_is_for_who_may_see_the_map(self, answered):
        operations.make_map(hearing=answered, now=LATER)
        assert self.get(answered, "Ann").status_code == 302

    def test_shows_bridges_and_what_was_not_found(self, answered):
        operations.make_map(hearing=answered, now=LATER)
        page = self.get(answered, NAMES[0]).content.decode()
        assert "Was enough heard?" in page
        assert "None were found." in page
        assert "Only you see that." in page

    def test_the_map_leads_there(self, answered):
        row = operations.make_map(hearing=answered, now=LATER)
        row.closer["foretold"] = {
            "parts": [0.25, 0.5, 0.75, 1.0],
            "shares": [0.6, 0.7, 0.71, 0.72],
            "guessed": 0.65,
            "is_done": True,
            "hidden": 30,
        }
        row.save()
        page = self.get(answered, NAMES[0], "").content.decode()
        assert "the map foretells 72" in page
        assert "would change little" in page
        assert 'map/closer/"' in page

    def test_every_statement_is_ranked_by_how_a_group_stands_out(self, answered):
        operations.make_map(hearing=answered, now=LATER)
        page = self.get(answered, NAMES[0], "?show=group-1").content.decode()
        assert "How group B stands out" in page
        assert page.count('id="statement-') == 5

    def test_shows_a_statement_only_after_ones_own_answer(self, answered):
        row = operations.make_map(hearing=answered, now=LATER)
        row.closer["alike"] = [{"people": 6, "statements": [[4, -1, 1.0, 0.2]]}]
        row.save()
        for name, there in ((NAMES[0], True), ("Ann", False)):
            reader = cast.member(answered.collective, name)
            shown = queries.show_closer(row, reader, is_over=False)
            assert bool(shown.alike[0].statements) is there
            assert shown.alike[0].hidden == int(not there)
            assert bool(shown.bridges) <= there
