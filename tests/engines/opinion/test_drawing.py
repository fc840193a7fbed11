"""The drawing shows groups by mark, letter and colour, and nobody alone."""

import re
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from folkmoot.engines.opinion import (
    DrawingWords,
    VotesError,
    draw_map,
    frame_of,
    write_svg,
)

WORDS = DrawingWords("A map", 'Two groups & "others".')


def crowd(n_people: int, n_groups: int = 3):
    rng = np.random.default_rng(5)
    groups = rng.integers(0, n_groups, n_people)
    middles = rng.normal(size=(n_groups, 2)) * 5
    return middles[groups] + rng.normal(size=(n_people, 2)), groups


def drawn(positions, groups, names, own=None) -> str:
    return write_svg(draw_map(positions, groups, names), WORDS, own)


def parse(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 -- what was just drawn


def paths(svg: str) -> list[ET.Element]:
    return parse(svg).findall("{http://www.w3.org/2000/svg}path")


class TestDrawMap:
    @pytest.mark.parametrize("n_people", [0, 1, 2, 30, 3_000, 3_001])
    def test_is_well_formed_and_small_at_any_size(self, n_people):
        positions, groups = crowd(n_people)
        svg = drawn(positions, groups, "ABC")
        assert parse(svg).tag.endswith("svg")
        assert len(svg) < 60_000

    def test_marks_each_person_once(self):
        positions, groups = crowd(300)
        marks = "".join(
            one.attrib["d"] for one in paths(drawn(positions, groups, "ABC"))
        )
        assert marks.count("M") == 300

    def test_groups_differ_without_colour(self):
        positions, groups = crowd(300)
        shapes = {
            (
                re.sub(r"M\d+ \d+", "", one.attrib["d"])[:12],
                one.attrib.get("stroke-linecap"),
            )
            for one in paths(drawn(positions, groups, "ABC"))
        }
        assert len(shapes) == 3

    def test_a_small_group_is_not_singled_out(self):
        positions, _groups = crowd(20)
        svg = drawn(positions, [0] * 16 + [1] * 4, "AB")
        assert ">A<" in svg
        assert ">B<" not in svg
        assert "map-group-1" not in svg

    def test_nobody_stands_alone_in_a_density(self):
        positions, groups = crowd(5_000, 1)
        positions[0] = positions.max(axis=0) * 2
        frame = frame_of(positions)
        x, y = frame.place(positions[:1])[0]
        squares = re.findall(
            r"M([\d.]+) ([\d.]+)h([\d.]+)", drawn(positions, groups, "A")
        )
        assert not any(
            float(left) <= x <= float(left) + float(wide)
            and float(top) <= y <= float(top) + float(wide)
            for left, top, wide in squares
        )

    def test_the_order_of_people_leaves_no_trace(self):
        positions, groups = crowd(200)
        turned = drawn(positions[::-1], groups[::-1], "ABC")
        assert turned == drawn(positions, groups, "ABC")

    def test_only_the_reader_is_named(self):
        positions, groups = crowd(30)
        svg = drawn(positions, groups, "ABC", own=positions[3])
        assert svg.count("map-own") == 1
        assert "map-own" not in drawn(positions, groups, "ABC")

    def test_words_are_escaped(self):
        positions, groups = crowd(6, 1)
        assert "<b>" not in drawn(positions, groups, ["<b>"])

    def test_says_what_does_not_fit(self):
        with pytest.raises(VotesError, match=r"shape \(2, 3\)"):
            draw_map([[0, 0, 0]] * 2, [0, 0], "A")
        with pytest.raises(VotesError, match=r"positions\[1\]"):
            draw_map([[0, 0], [np.nan, 0]], [0, 0], "A")
        with pytest.raises(VotesError, match="expected 2 whole numbers"):
            draw_map([[0, 0]] * 2, [0], "A")
        with pytest.raises(VotesError, match="0 to 1"):
            draw_map([[0, 0]] * 2, [0, 1], "A")
