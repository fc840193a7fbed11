"""A federation's copy in which one of several versions went on: it is computed again."""

import pytest
from tests.cli.verifying import unpacked, verify, written
from tests.federating.test_amendments import ASIDE, YES, answer_all, compared

from folkmoot.cli.files.verify.entries import Said
from folkmoot.cli.files.verify.federated import check_federated
from folkmoot.cli.files.verify.findings import Findings
from folkmoot.engines.consensus import DEFAULTS, QuestionClass, rules_to_dict
from folkmoot.federating.models import FederatedStep

RULES = rules_to_dict(DEFAULTS[QuestionClass.ORDINARY])


def checked(kind: str, values: dict[str, object]) -> Findings:
    """Check one entry alone."""
    findings = Findings()
    said = Said(index=0, kind=kind, at="", about=None, values=values)
    check_federated([said], findings)
    return findings


@pytest.fixture
def world():
    """Return a world in which the second version went on to a last call."""
    made = compared()
    answer_all(made, ASIDE, YES)
    made.until("last_call")
    return made


@pytest.mark.django_db
def test_it_holds_in_the_federation_s_copy(world, tmp_path):
    file = written(world.federation, tmp_path / "all.tar.gz", world.now)
    (tmp_path / "copy").mkdir()
    _status, said = verify(unpacked(file, tmp_path / "copy"))
    assert said["faults"] == []
    assert said["counts"]["choices of a version computed again"] == 1
    assert said["counts"]["other wordings counted again"] == 1


@pytest.mark.django_db
def test_another_choice_or_another_number_is_told(world):
    facts = FederatedStep.objects.get(to_stage="last_call").facts
    assert not checked("federated.moved", {"facts": facts}).faults
    assert checked("federated.moved", {"facts": {**facts, "goes_on": 1}}).faults
    first, second = facts["variants"]
    counted = {**second["counted"], "yes": 1, "aside": 11}
    other = {**facts, "variants": [first, {**second, "counted": counted}]}
    assert checked("federated.moved", {"facts": other}).faults


@pytest.mark.parametrize(
    ("groups", "stands", "is_right"),
    [(2, True, True), (2, False, False), (1, False, True), (1, True, False)],
)
def test_what_stood_beside_is_counted_again(groups, stands, is_right):
    row = {
        "amendment": 1,
        "groups": ["a"] * groups,
        "heard": 20,
        "taken": False,
        "stands": stands,
    }
    found = checked("federated.moved", {"facts": {"amendments": [row]}})
    assert found.faults is not is_right


@pytest.mark.parametrize(
    ("yes", "stop", "position", "is_right"),
    [
        (3, 1, "divided", True),
        (4, 0, "divided", False),
        (4, 0, "agrees", False),
        (2, 2, "objects", True),
    ],
)
def test_a_release_is_computed_again(yes, stop, position, is_right):
    inputs = {"members": 4, "yes": yes, "aside": 0, "stop": stop, "need_more": 0}
    told = {"inputs": inputs, "rules": RULES, "position": position, "affected": False}
    assert checked("question.released", told).faults is not is_right
