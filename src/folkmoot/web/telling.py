"""What a page says after a press: that it is done, or why it was not."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
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


class RefusalsIn:
    """Goes on after what is refused inside, with its sentence among the form's errors."""

    def __init__(self, form: Form, *refusals: type[Exception]) -> None:
        self.form, self.refusals = form, refusals

    def __enter__(self) -> None:
        """Begin what may be refused."""

    def __exit__(self, _kind: object, error: object, _trace: object) -> bool:
        """Say what was refused; anything else goes its way."""
        if not isinstance(error, self.refusals):
            return False
        self.form.add_error(None, str(error))
        return True
