"""Numbers in the words of a command; what does not fit is told by the parser."""


def count(text: str) -> int:
    """Return a number of at least one.

    Raises
    ------
    ValueError
        If it is smaller, or no whole number.
    """
    number = int(text)
    if number < 1:
        raise ValueError
    return number


def seed(text: str) -> int:
    """Return a number that chance begins with, 0 or more.

    Raises
    ------
    ValueError
        If it is smaller, or no whole number.
    """
    number = int(text)
    if number < 0:
        raise ValueError
    return number
