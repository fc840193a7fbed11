"""What a page says after a press: that it is done, or why it was not."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest

type Refusals = tuple[type[Exception], ...]


def act_and_tell(
    request: HttpRequest, act: Callable[[], object], refusals: Refusals, done: str = ""
) -> None:
    """Do it; the next page says ``done``, or the sentence of the refusal."""
    try:
        act()
    except refusals as error:
        messages.warning(request, str(error))
    else:
        if done:
            messages.success(request, done)
