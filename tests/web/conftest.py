import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def english():
    """A request in another language leaves it active in the thread of the tests."""
    with translation.override("en"):
        yield
