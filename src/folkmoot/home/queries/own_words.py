"""Everything one person said, to take away: as data, and as text to read."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from folkmoot.home.queries.own_kinds import KINDS, Said
from folkmoot.people.models import Membership, Person
from folkmoot.people.queries import list_channels, list_sessions
from folkmoot.record.models import Entry
from folkmoot.record.queries import receipts_of, signer_of, standing_of

type Rows = list[dict[str, Any]]
AT_ONCE = 500


def get_own_words(person: Person, now: datetime) -> dict[str, Any]:
    """Return everything ``person`` said and set, as plain values."""
    memberships = Membership.objects.filter(person=person).select_related("collective")
    return {
        "made_at": now.isoformat(),
        "me": _settings_of(person),
        "collectives": [
            {
                "collective": each.collective.name,
                "name_there": each.name,
                "standing": each.standing,
                "joined_at": _plain(each.joined_at),
                "ended_at": _plain(each.ended_at),
                "said": _said_by(each),
                "in_the_record": _recorded_of(each),
            }
            for each in memberships.order_by("collective__name", "id")
        ],
    }


def tell_own_words(words: Mapping[str, Any]) -> str:
    """Return what `get_own_words` returned as text to read."""
    headings = {label_of(kind): str(kind.heading) for kind in KINDS}
    lines = [_("What I said"), "===========", "", _("About me")]
    lines += _tell_row({k: v for k, v in words["me"].items() if isinstance(v, str)})
    for kind in ("channels", "devices"):
        lines += [line for row in words["me"][kind] for line in _tell_row(row)]
    for place in words["collectives"]:
        lines += ["", place["collective"], "-" * len(place["collective"])]
        lines += _tell_row({k: v for k, v in place.items() if isinstance(v, str)})
        for key, rows in place["said"].items():
            lines += ["", headings[key]]
            lines += [line for row in rows for line in _tell_row(row)]
        if place["in_the_record"]:
            lines += ["", _("My entries in the record")]
            for row in place["in_the_record"]:
                # A receipt is for programs; it is in the data.
                lines += _tell_row({**row, "receipt": ""})
    return "\n".join(lines) + "\n"


def label_of(kind: Said) -> str:
    """Return the key under which the data holds one kind of words."""
    return f"{kind.model._meta.label_lower}.{kind.owner}"  # noqa: SLF001 -- Django's documented _meta API


def _said_by(member: Membership) -> dict[str, Rows]:
    found = {}
    for kind in KINDS:
        rows = kind.model._default_manager.filter(**{kind.owner: member})  # noqa: SLF001 -- as above
        plain = [
            {name: _plain(value) for name, value in row.items()}
            for row in rows.order_by("pk").values(*kind.columns)
        ]
        if plain:
            found[label_of(kind)] = plain
    return found


def _recorded_of(member: Membership) -> Rows:
    """Return what of the record is the member's act, and how far each has come."""
    standing = standing_of(member.collective_id)
    rows = Entry.objects.filter(
        collective_id=member.collective_id,
        disclosures__name="kind",
        disclosures__member_id=member.id,
    )
    found = rows.order_by("index").prefetch_related("disclosures")
    receipt = receipts_of(standing.log, member.id) if standing.log else None
    return [
        {
            "number": entry.index + 1,
            "kind": entry.kind,
            "at": _plain(entry.at),
            "in_log": standing.is_in_log(entry.index),
            "witnessed": standing.witnesses_of(entry.index),
            "witnesses": standing.witnesses,
            "signed_by": signer_of(entry.disclosures.all()),
            "receipt": receipt(entry).decode()
            if receipt and standing.is_in_log(entry.index)
            else "",
        }
        for entry in found.iterator(chunk_size=AT_ONCE)
    ]


def _settings_of(person: Person) -> dict[str, Any]:
    return {
        "name": person.name,
        "language": person.language,
        "time_zone": person.time_zone,
        "mail_rhythm": person.mail_rhythm,
        "channels": [
            {
                "kind": row.kind,
                "address": row.address,
                "verified_at": _plain(row.verified_at),
            }
            for row in list_channels(person)
        ],
        "devices": [
            {"device": row.device, "began_at": _plain(row.began_at)}
            for row in list_sessions(person)
        ],
    }


def _tell_row(row: Mapping[str, Any]) -> Iterable[str]:
    """Yield one row as a list item; what is empty is left out."""
    told = [(name, value) for name, value in row.items() if value not in ("", None)]
    for place, (name, value) in enumerate(told):
        word = name.rpartition("__")[2].replace("_", " ")
        yield f"{'  ' if place else '- '}{word}: {value}"


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID | Decimal) else value
