"""Everything one person said, to take away: as data, and as text to read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.deciding import models as deciding
from folkmoot.doing import models as doing
from folkmoot.listening import models as listening
from folkmoot.people import models as people
from folkmoot.people.models import Membership, Person
from folkmoot.people.queries import list_channels, list_sessions
from folkmoot.planning import models as planning
from folkmoot.record.models import Entry
from folkmoot.record.queries import receipts_of, signer_of, standing_of

type Rows = list[dict[str, Any]]
AT_ONCE = 500


@dataclass(frozen=True)
class Said:
    """One kind of words: where they stand, and which column says whose they are."""

    heading: Promise
    model: type[Model]
    owner: str
    columns: tuple[str, ...]


_ABOUT = "question__number"
KINDS: Sequence[Said] = (
    Said(
        gettext_lazy("Questions I raised"),
        deciding.Question,
        "proposer",
        (
            *("number", "title", "created_at", "why_now"),
            *("affected", "short_text", "facts"),
        ),
    ),
    Said(
        gettext_lazy("Short views"),
        listening.Statement,
        "member",
        ("hearing__title", "text", "created_at"),
    ),
    Said(
        gettext_lazy("My answers to short views"),
        listening.Response,
        "member",
        ("statement__hearing__title", "statement__text", "answer", "matters", "at"),
    ),
    Said(
        gettext_lazy("What I said in hearings"),
        listening.Contribution,
        "member",
        ("hearing__title", "kind", "text", "people", "created_at"),
    ),
    Said(
        gettext_lazy("Photos and recordings"),
        listening.Attachment,
        "member",
        ("id", "kind", "description", "created_at"),
    ),
    Said(
        gettext_lazy("What I said back"),
        deciding.ExplainBack,
        "member",
        (_ABOUT, "text", "created_at"),
    ),
    Said(
        gettext_lazy("Drafts I wrote"),
        deciding.Proposal,
        "author",
        (_ABOUT, "version", "text", "what_changed", "created_at"),
    ),
    Said(
        gettext_lazy("What drafts of mine did with what was said"),
        deciding.Heard,
        "member",
        (_ABOUT, "use", "text", "updated_at"),
    ),
    Said(
        gettext_lazy("My answers to drafts"),
        deciding.Position,
        "member",
        (_ABOUT, "round", "value", "text", "at"),
    ),
    Said(
        gettext_lazy("Worries I answered"),
        deciding.Position,
        "answered_by",
        (_ABOUT, "answer"),
    ),
    Said(
        gettext_lazy("My stops"),
        deciding.Objection,
        "owner",
        (
            *(_ABOUT, "number", "harm", "to_whom", "fix", "clause"),
            *("state", "raised_at", "happened", "happened_words"),
        ),
    ),
    Said(
        gettext_lazy("Stops I said back"),
        deciding.Objection,
        "restated_by",
        (_ABOUT, "number", "restatement", "restated_at"),
    ),
    Said(
        gettext_lazy("Stops I answered"),
        deciding.Objection,
        "answered_by",
        (_ABOUT, "number", "answer", "trial_sign", "answered_at"),
    ),
    Said(
        gettext_lazy("What I said about stops"),
        deciding.Talk,
        "member",
        ("objection__question__number", "kind", "text", "created_at"),
    ),
    Said(
        gettext_lazy("What I asked for together with others"),
        deciding.Call,
        "member",
        (_ABOUT, "kind", "text", "created_at", "withdrawn_at"),
    ),
    Said(
        gettext_lazy("Steps I caused"),
        deciding.Transition,
        "member",
        (_ABOUT, "to_stage", "reason", "at"),
    ),
    Said(
        gettext_lazy("Cases I asked people drawn by lot to look at"),
        deciding.Panel,
        "asked_by",
        ("question__number", "kind", "reason", "drawn_at"),
    ),
    Said(
        gettext_lazy("Cases I was drawn for"),
        deciding.PanelSeat,
        "member",
        ("panel__question__number", "panel__kind", "answer", "reason"),
    ),
    Said(
        gettext_lazy("Tasks I carry or carried"),
        doing.Commitment,
        "carrier",
        ("what", "due_date", "state", "accepted_at", "ended_at"),
    ),
    Said(
        gettext_lazy("How my tasks went"),
        doing.Progress,
        "member",
        ("commitment__what", "text", "needs_help", "created_at"),
    ),
    Said(
        gettext_lazy("My look-backs"),
        doing.ReviewAnswer,
        "member",
        (
            *("expected", "happened", "gained_paid", "should_have"),
            *("conclusion", "created_at"),
        ),
    ),
    Said(
        gettext_lazy("What I need or needed"),
        planning.Need,
        "member",
        ("what", "note", "amount", "unit", "due_date", "state", "created_at"),
    ),
    Said(
        gettext_lazy("What I can give or gave"),
        planning.Offer,
        "member",
        ("what", "note", "amount", "unit", "until_date", "state", "created_at"),
    ),
    Said(
        gettext_lazy("What I booked"),
        planning.Booking,
        "member",
        ("thing__name", "starts_at", "ends_at", "note", "cancelled_at"),
    ),
    Said(
        gettext_lazy("When I cannot"),
        planning.Availability,
        "member",
        ("not_free", "said_at"),
    ),
    Said(
        gettext_lazy("Days on which I am away"),
        planning.Away,
        "member",
        ("first_day", "last_day"),
    ),
    Said(
        gettext_lazy("How much of a usual share I take"),
        planning.CareShare,
        "member",
        ("percent", "since"),
    ),
    Said(
        gettext_lazy("What I know or learn"),
        planning.Skill,
        "member",
        ("ability__name", "is_learning", "said_at", "confirmed_at"),
    ),
    Said(
        gettext_lazy("How hard jobs are for me"),
        planning.Rating,
        "member",
        ("job__name", "weight", "rather_not", "at"),
    ),
    Said(
        gettext_lazy("My shifts"),
        planning.Turn,
        "member",
        ("shift__job__name", "shift__day", "state", "comment", "taken_at", "ended_at"),
    ),
    Said(
        gettext_lazy("For what I was asked to come instead"),
        planning.Asking,
        "member",
        ("turn__shift__job__name", "state", "asked_at", "until"),
    ),
    Said(
        gettext_lazy("What I worked"),
        planning.Work,
        "member",
        ("job__name", "what", "day", "minutes", "at"),
    ),
    Said(
        gettext_lazy("What I wrote down as done"),
        planning.WayReport,
        "member",
        ("way", "period", "version", "times", "amounts", "at", "corrected_at"),
    ),
    Said(
        gettext_lazy("Time I gave to the pool, or took"),
        planning.PoolEntry,
        "member",
        ("minutes", "at"),
    ),
    Said(
        gettext_lazy("My roles"),
        people.Term,
        "member",
        ("role", "starts_at", "ends_at"),
    ),
    Said(
        gettext_lazy("Invitations I made"),
        people.Invitation,
        "member",
        ("standing", "note", "created_at", "expires_at"),
    ),
)


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
