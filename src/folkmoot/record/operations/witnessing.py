"""Cosigning: this server's keys for others, and others on it for the logs here."""

from collections.abc import Callable
from datetime import datetime
from functools import cache, partial
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, OuterRef, QuerySet, Subquery

from folkmoot.engines.tlog import (
    EMPTY_ROOT,
    KnownLog,
    Status,
    VerifierKey,
    WitnessAnswer,
    WitnessRequest,
    answer,
    consistency_proof,
    cosign,
    parse_request,
)
from folkmoot.record.keys.keeping import (
    current_keys,
    is_ours,
    make_key,
    open_key,
    place_of,
)
from folkmoot.record.models import Cosignature, Key, Log, Witness, Witnessed
from folkmoot.record.tiles import reader

type Ask = Callable[[Witness, bytes], WitnessAnswer]


@transaction.atomic
def answer_request(
    *, body: bytes, now: datetime, by: Key | None = None
) -> WitnessAnswer:
    """Cosign a checkpoint if it continues the last one seen; write that down first.

    Parameters
    ----------
    body : bytes
        The request, as C2SP tlog-witness has it.
    now : datetime
        The time in the cosignature.
    by : Key, optional
        A collective's key as a witness; without it the server's own.

    Returns
    -------
    WitnessAnswer
        With status 200 its body is the line to put under the checkpoint.
    """
    key = by or server_key(now)
    rows: dict[str, Witnessed] = {}

    def look_up(origin: str) -> KnownLog | None:
        keys = _keys_of(origin)
        if not keys:
            return None
        row = rows[origin] = _locked_view(key, origin, now)
        return KnownLog(keys, row.size, bytes(row.root))

    told = answer(body, look_up)
    if told.is_fork and told.checkpoint:
        row = rows[told.checkpoint.origin]
        row.fork = parse_request(body).checkpoint.decode()
        row.save(update_fields=("fork",))
    if told.status != Status.OK or told.checkpoint is None:
        return told
    line = cosign(told.checkpoint, open_key(key), int(now.timestamp()))
    row = rows[told.checkpoint.origin]
    row.size, row.root = told.checkpoint.size, told.checkpoint.root
    row.note, row.at = parse_request(body).checkpoint.decode() + line, now
    row.save()
    return WitnessAnswer(Status.OK, line, told.checkpoint)


def _locked_view(key: Key, origin: str, now: datetime) -> Witnessed:
    """Return what a key has seen of a log; of the first two to ask, one waits."""
    locked = Witnessed.objects.select_for_update().filter(by=key, origin=origin)
    row = locked.first()
    if row is None:
        nothing = {"size": 0, "root": EMPTY_ROOT, "note": "", "at": now}
        Witnessed.objects.get_or_create(by=key, origin=origin, defaults=nothing)
        row = locked.get()
    return row


@transaction.atomic
def server_key(now: datetime) -> Key:
    """Return the key with which this server cosigns for others; made at first use."""
    for key in current_keys(None, Key.Use.WITNESS):
        if is_ours(key):
            return key
        # The server's secret is another one now: who knew the old key adds the new one.
        Key.objects.filter(id=key.id).update(until=now)
    name = place_of("witness")
    return make_key(use=Key.Use.WITNESS, name=name, collective_id=None, now=now)


def _keys_of(origin: str) -> list[VerifierKey]:
    """Return the keys of a log that is witnessed here: one of ours, or one agreed on."""
    logs = Log.objects.filter(origin=origin).values("collective_id")
    own = Key.objects.filter(collective_id__in=logs, use=Key.Use.LOG)
    agreed = [VerifierKey.parse(line) for line in settings.CONFIG.witnessed]
    known = [*map(VerifierKey.parse, own.values_list("public", flat=True)), *agreed]
    return [key for key in known if key.name == origin]


def cosign_log(*, collective_id: UUID, now: datetime, ask: Ask | None = None) -> int:
    """Have a log's last checkpoint cosigned by those who have not yet.

    Parameters
    ----------
    collective_id : UUID
        Whose log.
    now : datetime
        When.
    ask : callable, optional
        Sends a request to a witness elsewhere; without it those are not asked.

    Returns
    -------
    int
        How many cosigned just now.
    """
    log, count = _cosign_here(collective_id, now)
    if ask is None or not log.checkpoint:
        return count
    for witness in _list_waiting(log).exclude(url=""):
        told = _answer_from_elsewhere(log, witness, ask)
        with transaction.atomic():
            # Another may have signed meanwhile, or two members gave it a new name.
            same = Log.objects.select_for_update().filter(
                pk=log.pk, origin=log.origin, signed_size=log.signed_size
            )
            count += _keep(log, witness, told, now) if same.first() else 0
    return count


def _list_waiting(log: Log) -> QuerySet[Witness]:
    done = Cosignature.objects.filter(
        collective_id=log.collective_id, size=log.signed_size
    )
    asked = Witness.objects.filter(collective_id=log.collective_id)
    return asked.exclude(id__in=done.values("witness_id"))


@transaction.atomic
def _cosign_here(collective_id: UUID, now: datetime) -> tuple[Log, int]:
    """Have the neighbours cosign: all in one transaction, since nobody is waited for."""
    log = Log.objects.select_for_update().get(collective_id=collective_id)
    witnesses = list(_list_waiting(log).filter(url="")) if log.checkpoint else []
    known = Key.objects.filter(
        use=Key.Use.WITNESS, public__in=[witness.public for witness in witnesses]
    )
    keys = {(key.collective_id, key.public): key for key in known if is_ours(key)}
    seen = dict(
        Witnessed.objects.filter(by__in=keys.values(), origin=log.origin).values_list(
            "by_id", "size"
        )
    )
    request = cache(partial(_request, log))
    count = 0
    for witness in witnesses:
        key = keys.get((witness.by_collective_id, witness.public))
        old = seen.get(key.id, 0) if key is not None else 0
        if key is not None and old <= log.signed_size:
            told = answer_request(body=request(old), now=now, by=key)
            count += _keep(log, witness, told, now)
    return log, count


def _keep(log: Log, witness: Witness, told: WitnessAnswer, now: datetime) -> int:
    """Keep a cosignature, if it is one; return how many there are more."""
    if told.status != Status.OK:
        return 0
    values = {
        "collective_id": log.collective_id,
        "size": log.signed_size,
        "line": told.body,
        "at": now,
    }
    Cosignature.objects.update_or_create(witness=witness, defaults=values)
    return 1


def _request(log: Log, old: int) -> bytes:
    read = reader(log.collective_id, log.signed_size)
    proof = consistency_proof(old, log.signed_size, read)
    return WitnessRequest(old, tuple(proof), log.checkpoint.encode()).format()


def _answer_from_elsewhere(log: Log, witness: Witness, ask: Ask) -> WitnessAnswer:
    """Ask with what it should have seen last; where it saw another size, once more."""
    sizes = Cosignature.objects.filter(witness=witness, size__lte=log.signed_size)
    last = sizes.values_list("size", flat=True).first()
    told = ask(witness, _request(log, last or 0))
    if told.status == Status.OTHER_SIZE and told.body.strip().isdecimal():
        old = int(told.body)
        if old <= log.signed_size:
            told = ask(witness, _request(log, old))
    return told


def list_lagging() -> list[UUID]:
    """Return the logs whose last checkpoint some witness has not cosigned."""
    logs = Log.objects.filter(collective_id=OuterRef("collective_id"))
    signed = logs.exclude(checkpoint="").values("signed_size")[:1]
    asked = Witness.objects.order_by().annotate(signed=Subquery(signed))
    lagging = asked.exclude(signed=None).exclude(cosignature__size=F("signed"))
    return sorted(lagging.values_list("collective_id", flat=True).distinct())
