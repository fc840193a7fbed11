"""Cosigning: this server's keys for others, and others on it for the logs here."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

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
from folkmoot.record.keeping import (
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
        Witnessed.objects.get_or_create(
            by=key,
            origin=origin,
            defaults={"size": 0, "root": EMPTY_ROOT, "note": "", "at": now},
        )
        row = Witnessed.objects.select_for_update().get(by=key, origin=origin)
        rows[origin] = row
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
    log = Log.objects.get(collective_id=collective_id)
    done = Cosignature.objects.filter(
        collective_id=collective_id, size=log.signed_size
    ).values("witness_id")
    waiting = Witness.objects.filter(collective_id=collective_id).exclude(id__in=done)
    count = 0
    for witness in waiting if log.checkpoint else ():
        if not witness.url:
            told = _answer_of_neighbour(log, witness, now)
        elif ask is not None:
            told = _answer_from_elsewhere(log, witness, ask)
        else:
            continue
        if told is not None and told.status == Status.OK:
            Cosignature.objects.update_or_create(
                witness=witness,
                defaults={
                    "collective_id": collective_id,
                    "size": log.signed_size,
                    "line": told.body,
                    "at": now,
                },
            )
            count += 1
    return count


def _request(log: Log, old: int) -> bytes:
    read = reader(log.collective_id, log.signed_size)
    proof = consistency_proof(old, log.signed_size, read)
    return WitnessRequest(old, tuple(proof), log.checkpoint.encode()).format()


def _answer_of_neighbour(
    log: Log, witness: Witness, now: datetime
) -> WitnessAnswer | None:
    key = Key.objects.filter(
        collective_id=witness.by_collective_id, public=witness.public
    ).first()
    if key is None or not is_ours(key):
        return None
    seen = Witnessed.objects.filter(by=key, origin=log.origin).first()
    return answer_request(body=_request(log, seen.size if seen else 0), now=now, by=key)


def _answer_from_elsewhere(
    log: Log, witness: Witness, ask: Ask
) -> WitnessAnswer | None:
    """Ask with what it should have seen last; where it saw another size, once more."""
    last = Cosignature.objects.filter(witness=witness).first()
    told = ask(witness, _request(log, last.size if last else 0))
    if told.status == Status.OTHER_SIZE and told.body.strip().isdecimal():
        old = int(told.body)
        if old <= log.signed_size:
            told = ask(witness, _request(log, old))
    return told


def list_lagging() -> list[UUID]:
    """Return the logs whose last checkpoint some witness has not cosigned."""
    logs = dict(
        Log.objects.exclude(checkpoint="").values_list("collective_id", "signed_size")
    )
    asked = Witness.objects.values_list("collective_id", "cosignature__size")
    return sorted({one for one, size in asked if one in logs and size != logs[one]})
