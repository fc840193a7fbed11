"""How many examples a property is tried on."""

from hypothesis import settings

IN_THE_SOAK = 100


def tried_on(number: int) -> settings:
    """Return settings for ``number`` examples, and many times as many in the soak."""
    is_long = settings.get_current_profile_name() == "long"
    return settings(max_examples=number * (IN_THE_SOAK if is_long else 1))
