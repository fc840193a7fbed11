"""The house whose tasks are tested."""

import pytest
from tests.doing.builders import House


@pytest.fixture
def house(db: None) -> House:
    return House()
