"""The one shape of every error, as the description tells it.

`web.wire.problems` writes it; pages, which tell errors too, do without the library.
"""

from ninja import Field, Schema


class ErrorBody(Schema):
    """What went wrong, for a program and for its person."""

    code: str = Field(description="For programs; it does not change.")
    message: str = Field(description="For people: a plain sentence.")
    fields: dict[str, str] = Field(
        description="What to mend, by the name of the field; nested names have dots."
    )


class Problem(Schema):
    """An error."""

    error: ErrorBody
