"""The kitchen whose shifts are tested."""

import pytest
from tests.shifts.kitchen import Kitchen


@pytest.fixture
def kitchen(db: None) -> Kitchen:
    return Kitchen()
