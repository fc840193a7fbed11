"""Public instances with sequence rules, beside the best results that are known."""

import pytest
from tests.conftest import WITHOUT_DATA
from tests.engines.sharing import nrp
from tests.house_rules.source import ROOT

pytestmark = pytest.mark.long

FOLDER = ROOT.parent / "shared/data/planning/nrp_curtois/datasets/nrp"
needs_data = pytest.mark.skipif(not FOLDER.is_dir(), reason=WITHOUT_DATA)
BEST_KNOWN = {1: 607, 2: 828, 3: 1001, 4: 1716}


@needs_data
def test_the_first_is_solved():
    asked = nrp.read(FOLDER / "Instance1.txt")
    chosen, is_best = nrp.Solver(asked, seconds=300).solve()
    assert nrp.faults(asked, chosen) == []
    assert (nrp.cost(asked, chosen), is_best) == (607, True)


@needs_data
@pytest.mark.slow
@pytest.mark.parametrize("number", [2, 3, 4])
def test_others_keep_their_rules(number):
    asked = nrp.read(FOLDER / f"Instance{number}.txt")
    chosen, _is_best = nrp.Solver(asked, seconds=300).solve()
    assert nrp.faults(asked, chosen) == []
    assert nrp.cost(asked, chosen) >= BEST_KNOWN[number]


def test_faults_are_found():
    contract = nrp.Contract({"D": 9}, 4800, 960, 3, 2, 2, 1)
    asked = nrp.Instance(days=14, minutes={"D": 480}, not_after={"D": []})
    asked.staff["A"] = contract
    asked.off.add(("A", 4))

    def of(*days):
        return nrp.faults(asked, {("A", day, "D") for day in days})

    assert of(0, 1) == []
    assert of(0) == ["A: minutes"]
    assert of(0, 3, 4) == [("A", 4, "D")]
    assert of(0, 1, 2, 3) == ["A: in a row"]
    assert of(0, 1, 7) == ["A: too few in a row"]
    assert of(0, 1, 3, 10) == ["A: too few in a row", "A: too few off"]
    assert of(5, 6, 12, 13) == ["A: weekends"]
