"""How much is decided in a hurry."""

import pytest

from folkmoot.deciding.queries.lists import Hurry


@pytest.mark.parametrize(
    ("decisions", "urgent", "is_too_much"),
    [
        (0, 0, False),
        (1, 1, False),
        (2, 2, True),
        (19, 2, True),
        (20, 2, False),
        (100, 10, False),
        (100, 11, True),
    ],
)
def test_more_than_one_in_ten_is_too_much(decisions, urgent, is_too_much):
    assert Hurry(decisions, urgent).is_too_much == is_too_much
