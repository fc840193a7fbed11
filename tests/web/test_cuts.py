"""Parts of lists: nothing is skipped or repeated while rows are added."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.web.cuts import cut_list
from folkmoot.web.wire.problems import WireError

texts = st.text("ab", max_size=2)


def by_text(row: tuple[str, int]) -> tuple[str, ...]:
    return (row[0],)


def by_length(row: tuple[str, int]) -> tuple[str, ...]:
    return (f"{len(row[0])}",)


@given(st.lists(texts, unique=True), st.lists(texts, unique=True), st.integers(1, 4))
def test_what_was_computed_comes_once_while_more_is_added(old, new, limit):
    rows = [(text, 0) for text in old]
    more = [(text, 1) for text in new if text not in old]
    part = cut_list(rows, by_text, "", limit)
    found = list(part.rows)
    while part.next:
        part = cut_list(rows + more, by_text, part.next, limit)
        assert 0 < len(part.rows) <= limit
        found += part.rows
    assert [row for row in found if row in rows] == sorted(rows)


@given(st.lists(texts), st.integers(1, 4))
def test_what_looks_the_same_is_told_as_often_as_it_is_there(texts, limit):
    rows = [(text, 0) for text in texts]
    part = cut_list(rows, by_length, "", limit)
    found = list(part.rows)
    while part.next:
        part = cut_list(rows, by_length, part.next, limit)
        found += part.rows
    assert sorted(found) == sorted(rows)


def test_a_cursor_is_of_one_order_alone():
    rows = [("a", 0), ("b", 0)]
    cursor = cut_list(rows, by_text, "", 1).next
    with pytest.raises(WireError):
        cut_list(rows, by_length, cursor, 1)
