"""Two maps side by side, a map as a file, and a report to print."""

import io
from datetime import timedelta
from uuid import uuid4

import pytest
from PIL import Image
from tests import cast
from tests.listening.test_maps import NAMES, answer, answered, crowd, hearing

from folkmoot.listening import operations, queries
from folkmoot.listening.pixels import paint_map
from folkmoot.listening.queries import comparing

__all__ = ["answered", "crowd", "hearing"]
END = cast.NOW
BEFORE = END - timedelta(days=30)


def closed(hearing, at):
    operations.set_heard_out(question_id=hearing.question_id, at=at)
    hearing.refresh_from_db()
    return hearing


@pytest.fixture
def before(answered):
    """Return a hearing that is over, with its last map."""
    operations.make_map(hearing=closed(answered, BEFORE), now=BEFORE)
    return answered


@pytest.fixture
def again(before, crowd):
    """Ask the same a month later: all agree with the first now; one is new."""
    made = operations.open_hearing(
        collective=crowd, question_id=uuid4(), title="The yard again", now=END
    )
    ann = cast.member(crowd, "Ann")
    for text in ("thought 0.", "Thought  1", "Thought 2", "Something new"):
        operations.add_statement(member=ann, hearing=made, text=text, now=END)
    for place, name in enumerate(NAMES):
        side = 1 if place % 2 else -1
        answer(made, name, [1, side, 1, side])
    operations.make_map(hearing=made, now=END)
    return made


@pytest.fixture(autouse=True)
def few(monkeypatch):
    monkeypatch.setattr(comparing, "FEWEST", 8)


def compare(one, other, name=NAMES[0], now=END):
    reader = cast.member(one.collective, name)
    return queries.compare_maps(
        queries.latest_map(one), queries.latest_map(other), reader, now
    )


class TestCompareMaps:
    def test_says_what_moved_and_what_held(self, before, again):
        found = compare(again, before)
        assert found.earlier.hearing_id == before.id
        (moved,) = found.moved
        assert moved.statement.text == "thought 0."
        assert (moved.agree.before, moved.agree.after) == (50, 100)
        assert {one.statement.text for one in found.held} == {"Thought  1", "Thought 2"}
        assert (found.n_both, found.n_new, found.n_gone) == (3, 1, 2)

    def test_order_does_not_matter(self, before, again):
        assert compare(before, again) == compare(again, before)

    def test_few_answers_are_not_compared(self, before, again, monkeypatch):
        monkeypatch.setattr(comparing, "FEWEST", 20)
        found = compare(again, before)
        assert (found.n_both, found.n_few) == (3, 3)
        assert not found.moved

    def test_shows_nothing_before_ones_own_answer(self, before, again):
        found = compare(again, before, "Ann")
        assert not found.moved
        assert not found.held
        assert found.n_hidden == 3

    def test_a_small_difference_is_no_move(self):
        assert comparing._is_sure([50, 100], [100, 100])
        assert not comparing._is_sure([50, 60], [100, 100])
        assert not comparing._is_sure([100, 100], [100, 100])


class TestListComparable:
    def test_lists_what_is_over_and_earlier_maps(self, before, again):
        assert queries.list_comparable(again, END) == [queries.latest_map(before)]
        operations.make_map(hearing=again, now=END + timedelta(days=1))
        assert len(queries.list_comparable(again, END)) == 2

    def test_an_open_hearing_cannot_be_looked_at_this_way(self, before, again):
        assert queries.list_comparable(before, END) == []

    def test_none_of_another_collective(self, before, again):
        other = cast.collective("Oak Lane", members=("Cy",))
        made = operations.open_hearing(
            collective=other, question_id=uuid4(), title="The lane", now=END
        )
        assert queries.list_comparable(made, END) == []


class TestPages:
    def get(self, hearing, name, path):
        client = cast.signed_in(cast.member(hearing.collective, name))
        slug = hearing.collective.slug
        return client.get(f"/c/{slug}/hearings/{hearing.id}/map/{path}")

    def test_compares_with_the_chosen_one(self, before, again):
        other = queries.latest_map(before).id
        page = self.get(again, NAMES[0], f"comparison/?other={other}")
        text = page.content.decode()
        assert "Agree: 50 of 100 earlier, 100 later." in text
        assert "3 short views are in both." in text

    def test_offers_others(self, before, again):
        text = self.get(again, NAMES[0], "comparison/").content.decode()
        assert "The yard, " in text
        assert "Earlier</dt>" not in text

    def test_report_has_no_script_and_no_place_of_ones_own(self, before):
        text = self.get(before, NAMES[0], "report/").content.decode()
        assert "<script" not in text
        assert "map-own" not in text
        assert "What all groups agree with" in text
        assert "<ellipse" in text

    def test_report_says_why_something_is_folded(self, before):
        operations.fold(
            member=cast.member(before.collective, NAMES[1]),
            item=before.statements.get(number=1),
            reason="It names a neighbour",
            now=END,
        )
        text = self.get(before, NAMES[0], "report/").content.decode()
        assert "It names a neighbour" in text
        assert "Thought 0" not in text

    def test_picture_as_points(self, before):
        page = self.get(before, NAMES[0], "picture.png")
        assert page.headers["Content-Type"] == "image/png"
        picture = Image.open(io.BytesIO(page.content))
        assert picture.size == (1400, 1008)
        assert "They form 2 groups" in picture.text["Description"]

    def test_none_of_it_before_ones_own_answers(self, again):
        for path in ("comparison/", "report/", "picture.png"):
            assert self.get(again, "Ann", path).status_code == 302


class TestPaintMap:
    def colours(self, marks):
        picture = Image.open(io.BytesIO(paint_map(marks, "")))
        return {colour for _count, colour in picture.convert("RGB").getcolors(10**6)}

    def test_paints_every_kind_of_mark(self):
        from folkmoot.engines.opinion.drawing import MARKS, draw_map

        positions = [(x, y) for x in range(len(MARKS)) for y in range(5)]
        groups = [x for x, _y in positions]
        drawing = draw_map(positions, groups, "ABCDEFGH")
        assert len(self.colours(drawing.marks)) > 30

    def test_paints_squares_of_many(self):
        from folkmoot.engines.opinion.drawing import draw_map

        positions = [(x % 60, x // 60) for x in range(3600)]
        drawing = draw_map(positions, [0] * 3600, "A")
        assert len(self.colours(drawing.marks)) > 3

    def test_nothing_is_white(self):
        assert self.colours("") == {(255, 255, 255)}
