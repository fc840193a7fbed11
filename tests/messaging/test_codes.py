from datetime import timedelta

import pytest
from tests.messaging.conftest import NOW

from folkmoot.messaging.models import OneTimeCode
from folkmoot.messaging.operations import issue_code, redeem_code, redeem_link

pytestmark = pytest.mark.django_db
ANN = "ann@example.org"


def issue(**fields):
    values = {"purpose": "sign-in", "now": NOW, "minutes": 15, "address": ANN}
    return issue_code(**(values | fields))


def type_code(code, **fields):
    values = {"purpose": "sign-in", "address": ANN, "now": NOW}
    return redeem_code(code=code, **(values | fields))


class TestRedeemCode:
    def test_works_once(self):
        code = issue().code
        assert type_code(code) is not None
        assert type_code(code) is None

    def test_takes_it_as_people_type_it(self):
        code = issue().code
        assert type_code(f" {code[:3].lower()}-{code[3:].lower()} ") is not None

    @pytest.mark.parametrize(
        "different",
        [
            {"purpose": "recover"},
            {"address": "bo@example.org"},
            {"now": NOW + timedelta(minutes=15)},
        ],
    )
    def test_is_for_one_purpose_one_address_and_a_while(self, different):
        assert type_code(issue().code, **different) is None

    def test_ends_after_five_wrong_tries(self):
        code = issue().code
        assert not any(type_code("WRONG1") for _ in range(5))
        assert type_code(code) is None

    def test_still_works_after_four(self):
        code = issue().code
        assert not any(type_code("WRONG1") for _ in range(4))
        assert type_code(code) is not None

    def test_an_earlier_code_still_works(self):
        """Somebody asks twice, and types the code from the first mail."""
        first, _second = issue(), issue()
        assert type_code(first.code) is not None


class TestRedeemLink:
    def test_works_once_and_ends_the_code_too(self):
        issued = issue()
        row = redeem_link(purpose="sign-in", token=issued.link_token, now=NOW)
        assert row is not None
        assert row.address == ANN
        assert redeem_link(purpose="sign-in", token=issued.link_token, now=NOW) is None
        assert type_code(issued.code) is None

    def test_is_for_one_purpose(self):
        token = issue().link_token
        assert redeem_link(purpose="start", token=token, now=NOW) is None


class TestIssueCode:
    def test_keeps_digests_only(self):
        issued = issue()
        kept = " ".join(str(value) for value in OneTimeCode.objects.values_list()[0])
        assert issued.code not in kept
        assert issued.link_token not in kept
        assert issued.code not in repr(issued)
        assert len(issued.code) == 6
