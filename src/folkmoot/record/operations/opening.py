"""A log is opened with its first entry: a name for ever, keys, and witnesses."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Count

from folkmoot.engines.tlog import VerifierKey
from folkmoot.record.keys.keeping import current_keys, is_ours, make_key, place_of
from folkmoot.record.models import Cosignature, Head, Key, Log, Witness
from folkmoot.record.operations.appending import append_entry

WITNESSES = 3  # of other collectives on the same server


@transaction.atomic
def open_log(*, collective_id: UUID, now: datetime) -> Log:
    """Return the log over a collective's entries; of the first two to ask, one waits.

    Its first key stands in the record, so that whoever has the entries has the key.
    Collectives on one server witness each other: the three opened last before it, and
    it in turn those that have fewer than three.
    """
    Head.objects.get_or_create(collective_id=collective_id)
    Head.objects.select_for_update().get(collective_id=collective_id)
    log = Log.objects.filter(collective_id=collective_id).first()
    if log is not None:
        return log
    origin = place_of(f"log/{collective_id}")
    key = make_key(use=Key.Use.LOG, name=origin, collective_id=collective_id, now=now)
    own = _make_witness_key(collective_id, now)
    log = Log.objects.create(collective_id=collective_id, origin=origin, opened_at=now)
    append_entry(
        collective_id=collective_id,
        kind="log.opened",
        details={"origin": origin, "key": key.public, "witness": own.public},
        now=now,
    )
    others = Log.objects.exclude(collective_id=collective_id).order_by("-opened_at")
    for other in others[:WITNESSES]:
        _add_neighbour(log, other.collective_id, now)
    _add_from_settings([collective_id], now)
    _help_those_with_few(log, now)
    return log


def _make_witness_key(collective_id: UUID, now: datetime) -> Key:
    name = place_of(f"witness/{collective_id}")
    return make_key(
        use=Key.Use.WITNESS, name=name, collective_id=collective_id, now=now
    )


@transaction.atomic
def renew_witness(*, collective_id: UUID, now: datetime) -> Key:
    """Return the key with which a collective cosigns for its neighbours.

    Where this server's secret does not open the one it had, it gets another, and who
    is served by it is told by an entry.
    """
    for key in current_keys(collective_id, Key.Use.WITNESS):
        if is_ours(key):
            return key
        Key.objects.filter(id=key.id).update(until=now)
    new = _make_witness_key(collective_id, now)
    for served in Witness.objects.filter(by_collective_id=collective_id):
        add_witness(
            collective_id=served.collective_id,
            public=new.public,
            by_collective_id=collective_id,
            now=now,
        )
        Cosignature.objects.filter(witness=served).delete()
        served.delete()
    return new


@transaction.atomic
def follow_settings(*, now: datetime) -> None:
    """Ask the witnesses that the settings name to cosign every log from now on."""
    _add_from_settings(Log.objects.values_list("collective_id", flat=True), now)


def _add_from_settings(logs: Iterable[UUID], now: datetime) -> None:
    for line in settings.CONFIG.witnesses:
        public, _space, url = line.partition(" ")
        known = Witness.objects.filter(public=public)
        served = set(known.values_list("collective_id", flat=True))
        for collective_id in sorted(set(logs) - served):
            add_witness(
                collective_id=collective_id, public=public, url=url.strip(), now=now
            )


def _add_neighbour(log: Log, other: UUID, now: datetime) -> None:
    for key in current_keys(other, Key.Use.WITNESS):
        add_witness(
            collective_id=log.collective_id,
            public=key.public,
            by_collective_id=other,
            now=now,
        )


def _help_those_with_few(log: Log, now: datetime) -> None:
    """Be a witness of the first ones on this server, which had nobody before them."""
    near = Witness.objects.filter(by_collective_id__isnull=False)
    enough = near.values("collective_id").annotate(many=Count("id"))
    served = enough.filter(many__gte=WITNESSES).values("collective_id")
    first = Log.objects.exclude(collective_id=log.collective_id)
    for other in first.order_by("opened_at")[:WITNESSES].values("collective_id"):
        is_served = served.filter(collective_id=other["collective_id"]).exists()
        if not is_served:
            its = Log(collective_id=other["collective_id"])
            _add_neighbour(its, log.collective_id, now)


@transaction.atomic
def add_witness(
    *,
    collective_id: UUID,
    public: str,
    now: datetime,
    by_collective_id: UUID | None = None,
    url: str = "",
) -> Witness:
    """Ask somebody from now on to cosign a log; it stands in the record.

    Raises
    ------
    FormatError
        If ``public`` is no key.
    """
    VerifierKey.parse(public)
    witness, is_new = Witness.objects.get_or_create(
        collective_id=collective_id,
        public=public,
        defaults={"by_collective_id": by_collective_id, "url": url, "since": now},
    )
    if is_new:
        append_entry(
            collective_id=collective_id,
            kind="log.witness_added",
            details={"witness": public},
            now=now,
        )
    return witness
