"""Numbers in the words of a command; what does not fit is told by the parser."""

from math import inf

LAST_PORT = 65_535


def count(text: str) -> int:
    """Return a whole number of at least one; `ValueError` where it is none."""
    return _at_least(1, text)


def seed(text: str) -> int:
    """Return a number that chance begins with, 0 or more; `ValueError` as above."""
    return _at_least(0, text)


def port(text: str) -> int:
    """Return a port to listen on, 0 for any that is free; `ValueError` as above."""
    number = _at_least(0, text)
    if number > LAST_PORT:
        raise ValueError
    return number


def seconds(text: str) -> float:
    """Return a time that is longer than none; `ValueError` as above."""
    number = float(text)
    if not 0 < number < inf:
        raise ValueError
    return number


def _at_least(least: int, text: str) -> int:
    number = int(text)
    if number < least:
        raise ValueError
    return number
