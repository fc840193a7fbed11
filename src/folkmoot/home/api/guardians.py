"""Guardians of a record: who they are, vouching for others, bringing vouchers."""

from datetime import datetime

from ninja import Router, Schema
from pydantic import Field

from folkmoot.engines.tlog.receipts import RECEIPT_SIZE_AT_MOST
from folkmoot.home.access import RecordPlace, get_kept_record_for, get_record_for
from folkmoot.home.guardian_forms import REQUEST_AT_MOST
from folkmoot.home.operations.guardians import bring_voucher, vouch_by_two
from folkmoot.home.queries.guardians import (
    GuardiansPage,
    ShownGuardian,
    ShownRequest,
    check_request,
    guardians_page,
)
from folkmoot.people.requests import PersonRequest
from folkmoot.web.wire.fields import Sent

router = Router()
HERE = "/collectives/{slug:slug}/record/guardians"


class GuardianShown(Schema):
    """A group that vouches for this record's key once all keys are lost."""

    name: str
    key: str = Field(description="Of its record.")
    has_vouched: bool


class RequestShown(Schema):
    """A new key that is to be vouched for."""

    whose: str
    request: str = Field(description="Five lines, for guardians on other servers.")
    code: str = Field(description="To be compared by voice.")
    size: int = Field(description="After how many entries the record goes on.")
    doubts: list[str] = Field(description="What this server saw that does not fit.")
    has_vouched: bool
    voucher: str = Field(description="For them, once it is signed; or nothing.")


class GuardiansShown(Schema):
    """Guardians of a record, and what they and this group are asked."""

    guardians: list[GuardianShown]
    needed: int
    coming: list[GuardianShown] = Field(description="Others that are to count.")
    coming_needed: int
    coming_at: datetime | None
    line: str = Field(description="By which other groups name this one.")
    asked: RequestShown | None = Field(description="What our guardians are asked.")
    requests: list[RequestShown] = Field(description="What this group is asked.")
    two_vouch: bool = Field(description="Whether two members vouch, or a question.")


class RequestSent(Sent):
    """For which key a group vouches."""

    request: str = Field(min_length=1, max_length=REQUEST_AT_MOST)


class VoucherSent(Sent):
    """The word of a guardian."""

    voucher: str = Field(min_length=1, max_length=RECEIPT_SIZE_AT_MOST)


def _guardian(one: ShownGuardian) -> GuardianShown:
    return GuardianShown(name=one.name, key=one.key, has_vouched=one.has_vouched)


def _request(one: ShownRequest) -> RequestShown:
    return RequestShown(
        whose=one.whose,
        request=one.text,
        code=one.code,
        size=one.size,
        doubts=list(one.doubts),
        has_vouched=one.has_vouched,
        voucher=one.voucher,
    )


def _show(place: RecordPlace, request: PersonRequest) -> GuardiansShown:
    page: GuardiansPage = guardians_page(place.member, request.now)
    return GuardiansShown(
        guardians=[_guardian(one) for one in page.named],
        needed=page.needed,
        coming=[_guardian(one) for one in page.coming],
        coming_needed=page.coming_needed,
        coming_at=page.coming_at,
        line=page.line,
        asked=_request(page.asked) if page.asked else None,
        requests=[_request(one) for one in page.requests],
        two_vouch=page.two_vouch,
    )


@router.get(HERE, response=GuardiansShown)
def get_guardians(request: PersonRequest, slug: str) -> GuardiansShown:
    """Read who the guardians of the record are, and what is asked."""
    return _show(get_record_for(request.person, slug), request)


@router.post(f"{HERE}/vouching", response=GuardiansShown)
def vouch_for_key(
    request: PersonRequest, slug: str, data: RequestSent
) -> GuardiansShown:
    """Vouch by two names for another record's key, where the group allows that."""
    place = get_kept_record_for(request.person, slug)
    rekey = check_request(data.request)
    vouch_by_two(member=place.member, rekey=rekey, now=request.now)
    return _show(place, request)


@router.post(f"{HERE}/vouchers", response=GuardiansShown)
def bring_guardians_voucher(
    request: PersonRequest, slug: str, data: VoucherSent
) -> GuardiansShown:
    """Bring the word of a guardian on another server."""
    place = get_kept_record_for(request.person, slug)
    bring_voucher(
        member=place.member,
        collective_id=place.of.id,
        voucher=data.voucher,
        now=request.now,
    )
    return _show(place, request)
