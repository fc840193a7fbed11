"""Ranges in doubt: from a tree size to where another key followed."""

import pytest

from folkmoot.engines.tlog import Doubts, FormatError, entries_print, hash_leaf
from folkmoot.engines.tlog.doubts import CHANGED, DOUBTED, OPENED


def after(*entries):
    doubts = Doubts()
    for index, kind, said in entries:
        doubts = doubts.follow(index, kind, said)
    return doubts


def marked(begin, end):
    return {"from_size": begin, "to_size": end}


FIRST = (0, OPENED, {})


class TestFollow:
    def test_the_first_key_follows_none(self):
        assert after(FIRST).changes == ()

    @pytest.mark.parametrize("kind", [CHANGED, OPENED])
    def test_a_range_ends_where_another_key_followed(self, kind):
        doubts = after(FIRST, (7, kind, {}), (9, DOUBTED, marked(3, 7)))
        assert [doubts.of(index) is not None for index in (2, 3, 6, 7)] == [
            False,
            True,
            True,
            False,
        ]

    def test_a_later_word_takes_the_place_of_an_earlier_one(self):
        doubts = after(
            FIRST,
            (7, CHANGED, {}),
            (8, DOUBTED, marked(3, 7)),
            (9, DOUBTED, marked(6, 7)),
        )
        assert [(one.begin, one.said_at) for one in doubts.in_order] == [(6, 9)]

    def test_a_range_without_an_entry_is_none(self):
        assert after(FIRST, (7, CHANGED, {}), (8, DOUBTED, marked(7, 7))).in_order == ()

    def test_each_change_has_its_own(self):
        doubts = after(
            FIRST,
            (7, CHANGED, {}),
            (8, DOUBTED, marked(3, 7)),
            (20, CHANGED, {}),
            (21, DOUBTED, marked(12, 20)),
        )
        assert [(one.begin, one.end) for one in doubts.in_order] == [(3, 7), (12, 20)]

    @pytest.mark.parametrize(
        "said",
        [
            marked(3, 6),
            marked(8, 7),
            marked(-1, 7),
            marked("3", 7),
            marked(True, 7),
            {},
        ],
    )
    def test_what_is_no_range(self, said):
        with pytest.raises(FormatError):
            after(FIRST, (7, CHANGED, {}), (8, DOUBTED, said))

    def test_without_another_key_nothing_is_in_doubt(self):
        with pytest.raises(FormatError):
            after(FIRST, (8, DOUBTED, marked(0, 0)))


def test_a_print_names_leaves_in_their_order():
    one, other = entries_print([b"a", b"b"]), entries_print([b"b", b"a"])
    assert one != other
    assert len(one) == 2 * len(hash_leaf(b"a"))
