"""Files stay small enough to be read in one go."""

import pytest
from tests.house_rules.source import name_of, tracked

LIMITS = {
    "*.py": 400,
    "src/**/*.html": 80,
    "src/**/*.css": 200,
    "src/**/*.js": 100,
}
NOT_OURS = ("/migrations/", "/vendor/", "tests/data/")
# A longer file, and why it stays whole.
EXCEPTIONS: dict[str, str] = {}


def too_long(pattern: str, limit: int) -> dict[str, int]:
    lengths = {
        name_of(file): len(file.read_text().splitlines()) for file in tracked(pattern)
    }
    return {
        name: length
        for name, length in lengths.items()
        if length > limit and not any(part in name for part in NOT_OURS)
    }


@pytest.mark.parametrize(("pattern", "limit"), LIMITS.items())
def test_no_file_is_longer_than_its_limit(pattern, limit):
    found = too_long(pattern, limit)
    assert {name: n for name, n in found.items() if name not in EXCEPTIONS} == {}


def test_no_exception_outlives_its_reason():
    found = {name for pattern, n in LIMITS.items() for name in too_long(pattern, n)}
    assert set(EXCEPTIONS) - found == set()
