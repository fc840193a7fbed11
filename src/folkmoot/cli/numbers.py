"""Numbers in the words of a command; what does not fit is told by the parser."""


def count(text: str) -> int:
    """Return a whole number of at least one; `ValueError` where it is none."""
    return _at_least(1, text)


def seed(text: str) -> int:
    """Return a number that chance begins with, 0 or more; `ValueError` as above."""
    return _at_least(0, text)


def _at_least(least: int, text: str) -> int:
    number = int(text)
    if number < least:
        raise ValueError
    return number
