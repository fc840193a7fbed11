"""Signing for a step, and taking the signature back."""

from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import Field

from folkmoot.deciding import operations
from folkmoot.deciding.access import Place, get_call_of, get_question_for
from folkmoot.deciding.api.places import settled
from folkmoot.deciding.models import Call
from folkmoot.deciding.queries.pages.calls import ShownCall, calls_of
from folkmoot.deciding.words.calls import WORDS
from folkmoot.people.requests import PersonRequest
from folkmoot.web.wire.fields import Line, Sent
from folkmoot.web.wire.problems import WireError

router = Router()
ALL = "/collectives/{slug:slug}/questions/{int:number}/calls"
ONE = ALL + "/{slug:kind}"


class CallShown(Schema):
    """One kind of signature."""

    kind: Call.Kind
    brings: str
    count: int | None = Field(
        description="None where others' taps could sway one's own."
    )
    needed: int | None = Field(description="None where every tap counts by itself.")
    is_signed: bool


class Signing(Sent):
    """A line; some kinds need one."""

    text: Line = ""


def _show(shown: ShownCall) -> CallShown:
    return CallShown(
        kind=Call.Kind(shown.kind),
        brings=str(shown.words.brings),
        count=shown.count,
        needed=shown.needed,
        is_signed=shown.is_signed,
    )


def _all(place: Place) -> list[CallShown]:
    return [
        _show(shown) for shown in calls_of(place.question, place.member, *Call.Kind)
    ]


@router.get(ALL, response=list[CallShown])
def get_calls(request: PersonRequest, slug: str, number: int) -> list[CallShown]:
    """List what can be asked for together, and how many ask for it."""
    return _all(settled(request, slug, number))


@router.put(ONE, response=list[CallShown])
def call(
    request: PersonRequest, slug: str, number: int, kind: Call.Kind, data: Signing
) -> list[CallShown]:
    """Sign for a step."""
    place = get_question_for(request.person, slug, number)
    if WORDS[kind].asks and WORDS[kind].needs_line and not data.text:
        message = _("Please write one line.")
        raise WireError(422, "words_missing", message, {"text": message})
    operations.call(
        member=place.member,
        question=place.question,
        kind=kind,
        text=data.text,
        now=request.now,
    )
    return _all(place)


@router.delete(ONE, response=list[CallShown])
def withdraw_call(
    request: PersonRequest, slug: str, number: int, kind: Call.Kind
) -> list[CallShown]:
    """Take one's signature back."""
    place = get_question_for(request.person, slug, number)
    signed = get_call_of(place, kind)
    operations.withdraw_call(member=place.member, signed=signed, now=request.now)
    return _all(place)
