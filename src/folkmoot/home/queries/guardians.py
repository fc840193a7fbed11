"""What people see of guardians: who they are, who asks to be vouched for, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _

from folkmoot.engines.tlog import (
    FormatError,
    Guardians,
    Rekey,
    VerifierKey,
    parse_rekey,
)
from folkmoot.people.models import Collective, Membership
from folkmoot.people.queries import get_settings
from folkmoot.record.models import Log, Rekeying, Vouching, Witnessed
from folkmoot.record.operations import KeyRefusedError
from folkmoot.record.queries.guardians import (
    guardians_at,
    guardians_of,
    list_vouchings,
    make_voucher,
    names_of,
    own_key,
    rekey_in,
    rekey_of,
    requests_to,
)

type Lines = list[tuple[str, str]]
GROUPS, DIGITS = 5, 4


@dataclass(frozen=True)
class ShownGuardian:
    """A guardian: what people call it, its key, and whether it has vouched."""

    name: str
    key: str
    has_vouched: bool = False


@dataclass(frozen=True)
class ShownRequest:
    """A new key that is to be vouched for."""

    whose: str
    text: str
    code: str
    size: int
    doubts: Sequence[str] = ()
    voucher: str = ""  # once it is vouched for, and signed
    has_vouched: bool = False
    first_id: object = None


@dataclass(frozen=True)
class GuardiansPage:
    """All that one group has to do with guardians."""

    named: Sequence[ShownGuardian]
    needed: int
    coming: Sequence[ShownGuardian]
    coming_needed: int
    coming_at: datetime | None
    line: str  # by which others name this group
    asked: ShownRequest | None  # what our guardians are asked
    vouched: int
    requests: Sequence[ShownRequest]  # what we are asked
    two_vouch: bool


def code_of(request: str) -> str:
    """Return a request as a few groups that two people compare on the phone."""
    text = sha256(request.encode()).hexdigest()[: GROUPS * DIGITS]
    return " ".join(text[at : at + DIGITS] for at in range(0, len(text), DIGITS))


def doubts_about(rekey: Rekey) -> list[str]:
    """Return what this server saw that does not fit: it cosigned for that record."""
    seen = Witnessed.objects.filter(origin=rekey.end.origin).exclude(note="")
    found = []
    for size, root in seen.values_list("size", "root").distinct():
        if size > rekey.end.size:
            found.append(
                _(
                    "This server saw that record with %(seen)s signed entries. The new"
                    " key goes on after %(size)s. What came after may be lost."
                )
                % {"seen": size, "size": rekey.end.size}
            )
        elif size == rekey.end.size and bytes(root) != rekey.end.root:
            found.append(
                _("This server saw that record with another end. Do not vouch for it.")
            )
    return found


def _shown(rekey: Rekey, row: Vouching | None = None) -> ShownRequest:
    text = rekey.format()
    return ShownRequest(
        whose=_whose(rekey),
        text=text,
        code=code_of(text),
        size=rekey.end.size,
        doubts=doubts_about(rekey),
        voucher=make_voucher(row) if row else "",
        has_vouched=row is not None and row.entry_id is not None,
        first_id=row.first_id if row else None,
    )


def _whose(rekey: Rekey) -> str:
    """Return the name of a group here that asks; of another the name of its record."""
    asking = Rekeying.objects.filter(public=rekey.key, origin=rekey.end.origin).first()
    found = (
        Collective.objects.filter(id=asking.collective_id).first() if asking else None
    )
    return found.name if found else rekey.end.origin


def guardians_page(member: Membership, now: datetime) -> GuardiansPage:
    """Return what the page of guardians shows to a member."""
    collective = member.collective
    log = Log.objects.filter(collective_id=collective.id).first() or Log()
    asking = Rekeying.objects.filter(collective_id=collective.id).first()
    said = set(asking.vouchers) if asking else set()
    names, present = names_of(log), guardians_at(log, now)
    coming = [one for one in guardians_of(log) if one.since and one.since > now]
    later = coming[-1] if coming else Guardians(0, ())

    def shown(keys: Sequence[str]) -> list[ShownGuardian]:
        return [ShownGuardian(names[key], key, key in said) for key in keys]

    key = own_key(collective.id)
    return GuardiansPage(
        named=shown(present.keys),
        needed=present.needed,
        coming=shown(later.keys),
        coming_needed=later.needed,
        coming_at=later.since,
        line=f"{collective.name} {key}" if key else "",
        asked=_shown(rekey_of(asking)) if asking else None,
        vouched=len(said & set(present.keys)),
        requests=_requests(collective, now),
        two_vouch=bool(get_settings(collective)["two_vouch"]),
    )


def _requests(collective: Collective, now: datetime) -> list[ShownRequest]:
    rows = {row.request: row for row in list_vouchings(collective.id)}
    local = [rekey_of(row) for row in requests_to(collective.id, now)]
    open_ones = [_shown(one, rows.get(one.format())) for one in local]
    texts = {one.text for one in open_ones}
    others = [row for text, row in rows.items() if text not in texts]
    return [*open_ones, *(_shown(rekey_in(row), row) for row in others)]


def find_request(collective: Collective, text: str, now: datetime) -> str:
    """Return the request with this code among those we are asked for; or the text."""
    found = (one.text for one in _requests(collective, now) if one.code == text)
    return next(found, text)


def read_guardians(member: Membership, sent: Mapping[str, Any]) -> dict[str, Any]:
    """Return which guardians a question names, as it is kept.

    Raises `KeyRefusedError` if they cannot be guardians of this record.
    """
    rows = [
        {"name": " ".join(one["name"].split()), "key": one["key"]}
        for one in sent["guardians"]
    ]
    log = Log.objects.filter(collective_id=member.collective_id).first()
    try:
        named = Guardians(sent["needed"], tuple(row["key"] for row in rows))
        named.check(log.origin if log else "")
    except FormatError as error:
        message = _(
            "These cannot be guardians. Each line ends in the key of another group. No"
            " group stands there twice, and more than half of them are needed."
        )
        raise KeyRefusedError(message) from error
    return {"guardians": rows, "needed": sent["needed"]}


def read_request(_member: Membership, sent: Mapping[str, Any]) -> dict[str, Any]:
    """Return for which key a question asks to vouch, as it is kept.

    Raises `KeyRefusedError` if it is no request.
    """
    return {"request": check_request(sent["request"]).format()}


def check_request(text: str) -> Rekey:
    """Return what somebody asks to be vouched for; `KeyRefusedError` if it is none."""
    try:
        return parse_rekey(text)
    except FormatError as error:
        message = _("This is not what a group sends that asks to be vouched for.")
        raise KeyRefusedError(message) from error


def show_guardians(change: Mapping[str, Any]) -> Lines:
    """Return which guardians a question names, as label and text."""
    rows = change["guardians"]
    if not rows:
        return [(_("Guardians of our record"), _("Nobody any more"))]
    lines = (f"{row['name']}: {VerifierKey.parse(row['key']).name}" for row in rows)
    how_many = _("%(needed)s of %(count)s, each by its own decision")
    return [
        (_("Guardians of our record"), "\n".join(lines)),
        (
            _("How many are needed"),
            how_many % {"needed": change["needed"], "count": len(rows)},
        ),
    ]


def show_request(change: Mapping[str, Any]) -> Lines:
    """Return for which key a question asks to vouch, as label and text."""
    rekey = parse_rekey(change["request"])
    lines = [
        (_("Whose record goes on with a new key"), _whose(rekey)),
        (_("It goes on after entry"), str(rekey.end.size)),
        (_("Compare these groups with them, on the phone"), code_of(change["request"])),
    ]
    return [*lines, *((_("Beware"), doubt) for doubt in doubts_about(rekey))]
