"""A map says what groups share, shows nobody a count too early, and names nobody."""

import re
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from tests import cast
from tests.again import once

from folkmoot.listening import operations, queries
from folkmoot.listening.findings import read_findings
from folkmoot.listening.models import OpinionMap
from folkmoot.listening.queries.choosing import choose
from folkmoot.listening.queries.people import look_up
from folkmoot.listening.queries.steering import chances_for
from folkmoot.listening.queries.undrawn import list_undrawn
from folkmoot.people import operations as people
from folkmoot.record.models import Entry

NAMES = tuple(f"Member {number}" for number in range(1, 11))
LATER = cast.NOW + timedelta(hours=1)


@pytest.fixture
def crowd(db):
    return cast.collective("Elm Street", members=("Ann", *NAMES))


@pytest.fixture
def hearing(crowd):
    return hold(crowd)


@once
def hold(crowd):
    ann = cast.member(crowd, "Ann")
    made = operations.open_hearing(
        collective=crowd, question_id=uuid4(), title="The yard", now=cast.NOW
    )
    for number in range(5):
        operations.add_statement(
            member=ann, hearing=made, text=f"Thought {number}", now=cast.NOW
        )
    return made


def answer(hearing, name, answers):
    member = cast.member(hearing.collective, name)
    for statement, given in zip(
        hearing.statements.order_by("number"), answers, strict=False
    ):
        operations.respond(
            member=member, statement=statement, answer=given, now=cast.NOW
        )


@pytest.fixture
def answered(hearing):
    """Five against five on the first two; all agree with the third, none the fourth."""
    let_answer(hearing)
    return hearing


@once
def let_answer(hearing):
    for place, name in enumerate(NAMES):
        side = 1 if place % 2 else -1
        answer(hearing, name, [side, side, 1, -1])


def make(hearing, now=LATER):
    return operations.make_map(hearing=hearing, now=now)


class TestMakeMap:
    def test_finds_what_groups_share_and_where_they_differ(self, answered):
        findings = read_findings(make(answered).findings)
        assert [group.size for group in findings.groups] == [5, 5]
        chosen = {
            kind: [one.number for one in choose(findings, kind)]
            for kind in ("shared", "rejected", "divided", "unheard")
        }
        assert chosen == {
            "shared": [3],
            "rejected": [4],
            "divided": [1, 2],
            "unheard": [5],
        }

    def test_tells_how_many_accounts_could_make_it(self, answered):
        findings = read_findings(make(answered).findings)
        told = [(one.needed, one.needed_to_reject) for one in findings.statements]
        assert told == [(0, 0), (0, 0), (3, 0), (0, 3), (0, 0)]

    def test_lists_what_a_twentieth_could_not_have_made_first(self, answered):
        findings = read_findings(make(answered).findings)
        [plain] = choose(findings, "shared")
        groups = [replace(group, size=40) for group in findings.groups]
        views = [
            replace(plain, number=number, shared=shared, needed=needed)
            for number, shared, needed in ((1, 0.9, 4), (2, 0.6, 5), (3, 0.7, 6))
        ]
        changed = replace(findings, groups=groups, statements=views)
        assert [one.number for one in choose(changed, "shared")] == [3, 2, 1]

    def test_needs_eight_people(self, hearing):
        for name in NAMES[:7]:
            answer(hearing, name, [1] * 4)
        assert make(hearing) is None
        assert not OpinionMap.objects.exists()

    def test_is_the_same_again_from_the_same_answers(self, answered):
        one = make(answered)
        other = make(answered, LATER + timedelta(days=1))
        assert (one.findings, one.marks) == (other.findings, other.marks)
        assert one.input_sha256 == other.input_sha256

    def test_forgets_who_left_and_what_was_folded(self, answered):
        before = make(answered)
        gone = cast.member(answered.collective, NAMES[0])
        people.leave(membership=gone, now=LATER)
        first = answered.statements.get(number=1)
        operations.fold(
            member=cast.member(answered.collective, NAMES[1]),
            item=first,
            reason="It names a neighbour",
            now=LATER,
        )
        after = make(answered, LATER + timedelta(hours=1))
        assert (before.people, after.people) == (10, 9)
        findings = read_findings(after.findings)
        assert [one.number for one in findings.statements] == [2, 3, 4, 5]

    def test_a_group_of_four_is_not_shown_as_one(self, answered):
        gone = cast.member(answered.collective, NAMES[0])
        people.leave(membership=gone, now=LATER)
        findings = read_findings(make(answered).findings)
        assert [group.size for group in findings.groups] == [5]
        assert all(len(one.agrees) == 1 for one in findings.statements)

    def test_keeps_the_last_of_each_day(self, answered):
        make(answered)
        make(answered, LATER + timedelta(hours=1))
        make(answered, LATER + timedelta(days=1))
        assert answered.maps.count() == 2

    def test_the_last_one_goes_to_the_record(self, answered):
        make(answered)
        assert not Entry.objects.filter(kind="map.made").exists()
        operations.set_heard_out(question_id=answered.question_id, at=LATER)
        answered.refresh_from_db()
        assert make(answered, LATER + timedelta(minutes=1)).is_last
        assert Entry.objects.filter(kind="map.made").count() == 1


def make_due(now):
    return operations.make_due_maps(list_undrawn(now), now)


class TestMakeDueMaps:
    def test_makes_one_where_something_was_answered(self, answered):
        assert make_due(LATER) == 1
        assert make_due(LATER + timedelta(minutes=1)) == 0
        answer(answered, NAMES[0], [0])
        assert make_due(LATER + timedelta(seconds=5)) == 0
        assert make_due(LATER + timedelta(minutes=1)) == 1

    def test_does_not_look_where_there_is_too_little_for_one(self, hearing):
        answer(hearing, NAMES[0], [1] * 4)
        assert not list_undrawn(LATER)
        for name in NAMES[1:8]:
            answer(hearing, name, [1] * 4)
        assert list_undrawn(LATER) == [hearing.id]

    def test_stops_when_told_to_and_comes_to_the_rest_later(self, answered):
        undrawn = list_undrawn(LATER)
        assert operations.make_due_maps(undrawn, LATER, go_on=lambda: False) == 0
        assert operations.make_due_maps(undrawn, LATER) == 1
        assert not undrawn

    def test_makes_the_last_one_once(self, answered):
        make_due(LATER)
        end = LATER + timedelta(seconds=1)
        operations.set_heard_out(question_id=answered.question_id, at=end)
        assert make_due(end + timedelta(seconds=1)) == 1
        assert make_due(end + timedelta(days=1)) == 0


class TestShowMap:
    def test_says_so_where_every_group_is_too_small(self, answered):
        for name in (NAMES[0], NAMES[1]):
            gone = cast.member(answered.collective, name)
            people.leave(membership=gone, now=LATER)
        row = make(answered)
        assert not row.findings["groups"]
        assert "They do not fall into groups." in queries.draw_map_of(row)

    def test_shows_counts_after_ones_own_answer_alone(self, answered):
        row = make(answered)
        reader = cast.member(answered.collective, NAMES[0])
        shown = queries.show_map(row, reader, is_over=False)
        texts = {
            section.kind: [item.statement.text for item in section.statements]
            for section in shown.sections
        }
        assert texts["shared"] == ["Thought 2"]
        ann = cast.member(answered.collective, "Ann")
        hidden = queries.show_map(row, ann, is_over=False)
        sections = {section.kind: section for section in hidden.sections}
        assert not sections["shared"].statements
        assert sections["shared"].hidden == 1
        assert not any(group.stands_for for group in hidden.groups)
        assert len(queries.show_map(row, ann, is_over=True).groups[0].stands_for)

    def test_tells_only_the_reader_where_they_stand(self, answered):
        row = make(answered)
        one = queries.show_map(
            row, cast.member(answered.collective, NAMES[0]), is_over=False
        )
        other = queries.show_map(
            row, cast.member(answered.collective, NAMES[1]), is_over=False
        )
        assert {one.own_group, other.own_group} == {"A", "B"}
        assert "map-own" in one.svg
        assert "map-own" not in queries.draw_map_of(row)

    def test_nothing_stored_names_a_person(self, answered):
        row = make(answered)
        stored = f"{row.findings}{row.marks}"
        for member in answered.collective.memberships.all():
            assert str(member.id) not in stored


class TestSteering:
    def test_what_is_not_heard_yet_is_asked_first(self, answered):
        make(answered)
        reader = cast.member(answered.collective, NAMES[0])
        assert queries.next_statement(reader, answered).number == 5

    def test_a_new_thought_is_asked_soon(self, answered):
        make(answered)
        operations.add_statement(
            member=cast.member(answered.collective, "Ann"),
            hearing=answered,
            text="Thought 5",
            now=LATER,
        )
        chances = chances_for(answered, {1: -1, 2: -1, 3: 1, 4: -1})
        reader = cast.member(answered.collective, NAMES[0])
        left = look_up(reader, answered).candidates
        assert {one.number for one in left} == {5, 6}
        assert left[-1].chance == max(chances.values())

    def test_without_a_map_there_are_no_chances(self, answered):
        assert chances_for(answered, {1: 1}) is None


class TestPages:
    def get(self, hearing, name, path=""):
        client = cast.signed_in(cast.member(hearing.collective, name))
        slug = hearing.collective.slug
        return client.get(f"/c/{slug}/hearings/{hearing.id}/map/{path}")

    def test_waits_until_one_has_answered_oneself(self, answered):
        make(answered)
        page = self.get(answered, "Ann").content.decode()
        assert "once you have answered" in page
        assert "<ellipse" not in page

    def test_shows_picture_groups_and_sentences(self, answered):
        make(answered)
        page = self.get(answered, NAMES[0]).content.decode()
        assert "<ellipse" in page
        assert "What all groups agree with" in page
        assert re.search(r"Group A: 5 people", page)
        assert "It would take 3 accounts answering as one to make this." in page

    def test_lists_every_statement(self, answered):
        make(answered)
        page = self.get(answered, NAMES[0], "?show=all").content.decode()
        assert page.count('id="statement-') == 5

    def test_an_earlier_map_says_what_it_said(self, answered):
        earlier = make(answered)
        answer(answered, "Ann", [1, 1, 1, 1])
        make(answered, LATER + timedelta(days=1))
        pages = [
            self.get(answered, NAMES[0], path).content.decode()
            for path in (f"?map={earlier.id}", "", f"?map={earlier.id}")
        ]
        told = ["Group A: 6 people" in page for page in pages]
        assert told == [False, True, False]

    def test_gives_the_picture_as_a_file(self, answered):
        make(answered)
        answer = self.get(answered, NAMES[0], "picture/")
        assert answer.headers["Content-Type"] == "image/svg+xml"
        assert b"map-own" not in answer.content

    def test_says_why_there_is_none(self, hearing):
        page = self.get(hearing, "Ann").content.decode()
        assert "no map yet" in page
