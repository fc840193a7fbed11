"""The types of fields: what people write, numbers, days and instants."""

import re
from datetime import UTC, date, datetime
from typing import Annotated, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BeforeValidator,
    ConfigDict,
    Field,
    Strict,
)

from folkmoot.web.forms import TEXT_LIMIT, clean_name, clean_text

DAY = re.compile(r"\d{4}-\d\d-\d\d")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)")
# Wide enough for every plan; the ends of what computers count overflow in zones.
YEARS = range(1900, 2201)
INTEGER = 2_147_483_647


class Sent(Schema):
    """The base of what programs send: a field that is not known is refused."""

    model_config = ConfigDict(extra="forbid")


def _clean(value: str) -> str:
    try:
        return clean_text(value.replace("\r\n", "\n").strip())
    except ValidationError as error:
        raise ValueError(error.message) from error


def _filled(value: str) -> str:
    if not value.strip():
        raise ValueError(_("Please fill this in."))
    return value


def _named(value: str) -> str:
    try:
        return clean_name(value)
    except ValidationError as error:
        raise ValueError(error.message) from error


def _day(value: Any) -> Any:
    # Numbers would be read as seconds since 1970.
    if isinstance(value, str) and DAY.fullmatch(value):
        return value
    raise ValueError(_("Please write a day like 2026-06-14."))


def _instant(value: Any) -> Any:
    if isinstance(value, str) and INSTANT.fullmatch(value):
        return value
    message = _("Please write a time with its zone, like 2026-06-14T18:00:00Z.")
    raise ValueError(message)


def _in_utc(value: datetime) -> datetime:
    _near(value.date())
    return value.astimezone(UTC)


def _near(value: date) -> date:
    if value.year not in YEARS:
        raise ValueError(_("Please choose a day between 1900 and 2200."))
    return value


CLEAN, FILLED = AfterValidator(_clean), AfterValidator(_filled)

# May be empty.
Text = Annotated[str, Field(max_length=TEXT_LIMIT), CLEAN]
Line = Annotated[str, Field(max_length=300), CLEAN]
Lines = Annotated[str, Field(max_length=600), CLEAN]
# Something stands in it.
FullText = Annotated[str, Field(min_length=1, max_length=TEXT_LIMIT), CLEAN, FILLED]
Title = Annotated[str, Field(min_length=1, max_length=200), CLEAN, FILLED]
FullLine = Annotated[str, Field(min_length=1, max_length=300), CLEAN, FILLED]
Name = Annotated[str, Field(min_length=1, max_length=80), AfterValidator(_named)]

Flag = Annotated[bool, Strict()]
Count = Annotated[int, Strict(), Field(ge=0, le=INTEGER)]
Day = Annotated[date, BeforeValidator(_day), AfterValidator(_near)]
Instant = Annotated[AwareDatetime, BeforeValidator(_instant), AfterValidator(_in_utc)]

Number = Annotated[int, Field(ge=0, le=INTEGER)]  # in an address
Limit = Annotated[int, Field(ge=1, le=100)]
Cursor = Annotated[str, Field(max_length=1000)]
