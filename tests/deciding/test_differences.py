"""What changed between two versions can be read back from the stretches."""

import time

from hypothesis import given
from hypothesis import strategies as st

from folkmoot.deciding.differences import Kind, compare

TEXTS = st.text(alphabet="ab \n", max_size=60)


def said(changes, left_out):
    return "".join(change.text for change in changes if change.kind is not left_out)


@given(TEXTS, TEXTS)
def test_both_versions_can_be_read_back(old, new):
    changes = compare(old, new)
    assert said(changes, Kind.ADDED) == old
    assert said(changes, Kind.REMOVED) == new


@given(TEXTS)
def test_the_same_text_has_no_change(text):
    assert {change.kind for change in compare(text, text)} <= {Kind.SAME}


def test_a_changed_word_stands_before_what_replaced_it():
    changes = compare("Two trees in the yard.", "Three trees in the yard.")
    assert [(c.kind, c.text) for c in changes] == [
        (Kind.REMOVED, "Two"),
        (Kind.ADDED, "Three"),
        (Kind.SAME, " trees in the yard."),
    ]


def test_the_longest_texts_are_compared_in_time():
    old = "the tree and the house " * 870
    begin = time.process_time()
    compare(old, old.replace("tree", "bush"))
    compare(old.replace(" and", "\nand"), old.replace(" house", " roof\n"))
    assert time.process_time() - begin < 2
