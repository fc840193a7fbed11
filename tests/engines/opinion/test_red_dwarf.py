"""The same numbers as red-dwarf 0.4.0 gave for the same votes and groups.

``red_dwarf.json`` holds what its functions, named in the file, returned for a drawn
table of 33 people, 14 statements and three groups; statement 5 counts as moderated.
"""

import json
from pathlib import Path

import numpy as np
import pytest

from folkmoot.engines import opinion

TOLD = json.loads(Path(__file__).with_name("red_dwarf.json").read_text())
MATRIX = np.array(TOLD["matrix"], dtype=float)
VOTES = opinion.votes_from_matrix(MATRIX)
COUNTS = opinion.group_counts(VOTES, TOLD["groups"])
MODERATED = np.arange(MATRIX.shape[1]) == 5


@pytest.mark.parametrize("name", ["share", "ratio", "share_test", "ratio_test"])
def test_representativeness(name):
    found = getattr(opinion.representativeness(COUNTS), name)

    np.testing.assert_allclose(found, TOLD[name], rtol=0, atol=1e-11)


@pytest.mark.parametrize(("answer", "place"), [(1, 0), (-1, 1)])
def test_group_aware_consensus(answer, place):
    found = opinion.group_aware_consensus(COUNTS, answer)

    expected = TOLD["group_aware_consensus"][place]
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-11)


def test_priority():
    found = opinion.priority(COUNTS, TOLD["extremity"])

    np.testing.assert_allclose(found, TOLD["priority"], rtol=0, atol=1e-9)


def test_consensus_lists():
    lists = opinion.consensus_lists(COUNTS, moderated=MODERATED)

    assert [[one.statement for one in side] for side in lists] == TOLD["consensus"]


def test_representative_statements():
    found = opinion.representative_statements(COUNTS, moderated=MODERATED)

    chosen = [[[one.statement, one.answer] for one in group] for group in found]
    assert chosen == TOLD["representative"]
