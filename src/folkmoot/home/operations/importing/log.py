"""The log of a copy: made again from its entries, under the name and keys it had."""

from datetime import UTC, datetime
from itertools import zip_longest
from uuid import UUID

from django.utils.translation import gettext as _

from folkmoot.engines.tlog import (
    Checkpoint,
    Note,
    Policy,
    Signature,
    Succession,
    TlogError,
    Value,
    parse_note,
    parse_policy,
    time_of,
)
from folkmoot.home.operations.importing.copies import Copy, WrongCopyError
from folkmoot.people.models import Collective
from folkmoot.record.models import Cosignature, Entry, Key, Log, Witness
from folkmoot.record.operations import integrate
from folkmoot.record.operations.guardians import rows_of
from folkmoot.record.queries import as_code

MOVED = "moved"  # the private key is on another server


def make_log(copy: Copy, collective: Collective, now: datetime) -> Log:
    """Make the tree again; its end must be the one that the copy tells.

    What was signed and cosigned comes along. The private key does not: until the log
    has a new one, nothing is signed here.
    """
    said = copy.manifest["record"]
    policy = parse_policy(copy.served("policy"))
    keys, names = _succession(collective)
    log = Log.objects.create(
        collective_id=collective.id,
        origin=said["origin"],
        opened_at=now,
        state=Log.State.KEYLESS,
        trouble=MOVED,
        next_digest=keys.promised,
        offered_digest=keys.offered,
        offered_by=keys.offered_by or None,
        guardians=rows_of(keys.guardians, names),
    )
    for line in policy.logs:
        public = str(line.key)
        use = Key.Use.LOG
        Key.objects.create(collective_id=log.pk, use=use, public=public, since=now)
    _make_device_keys(collective)
    for head in copy.checkpoints:
        _take_signatures(log, head, parse_note(copy.served("checkpoint")), policy)
    _take_witnesses(log, copy, policy, now)
    log = integrate(collective_id=collective.id, now=now)
    if as_code(bytes(log.root)) != said["root"]:
        message = _("The record does not hold at entry %(number)s.")
        raise WrongCopyError(message % {"number": log.size})
    return log


def _succession(collective: Collective) -> tuple[Succession, dict[str, str]]:
    """Return which key is promised, who are guardians, and what each is called."""
    rows = Entry.objects.filter(collective_id=collective.id, kind__startswith="log.")
    keys = Succession()
    names: dict[str, str] = {}
    for entry in rows.order_by("index").prefetch_related("disclosures"):
        said = {told.name: told.value for told in entry.disclosures.all()}
        try:
            keys = keys.follow(entry.kind, said)
        except TlogError as error:
            message = _("The record does not hold at entry %(number)s.")
            raise WrongCopyError(message % {"number": entry.index + 1}) from error
        if entry.kind == "log.guardians_named":
            names |= _names_of(said["guardians"], said["names"])
    return keys, names


def _names_of(keys: Value, names: Value) -> dict[str, str]:
    listed = [one if isinstance(one, list) else [] for one in (keys, names)]
    pairs = zip_longest(*listed, fillvalue="")
    return {str(key): str(name) for key, name in pairs if key}


def _make_device_keys(collective: Collective) -> None:
    """Let the devices go on to sign that did so last, as the record says.

    A device's key has the name of the log in it: a new name ends it. The log's first
    name it has also before it is opened.
    """
    kinds = ("member.key_set", "member.key_ended", "log.opened")
    rows = Entry.objects.filter(collective_id=collective.id, kind__in=kinds)
    last: dict[str, Key] = {}
    made: list[Key] = []
    names = 0
    for entry in rows.order_by("index").prefetch_related("disclosures"):
        said = {told.name: told.value for told in entry.disclosures.all()}
        member = str(said.get("member", ""))
        names += entry.kind == "log.opened"
        is_renamed = entry.kind == "log.opened" and names > 1
        ended = [*last] if is_renamed else [member]
        for one in (last.pop(each) for each in ended if each in last):
            one.until = entry.at
        if entry.kind == "member.key_set" and member and "key" in said:
            last[member] = Key(
                collective_id=collective.id,
                member_id=UUID(member),
                use=Key.Use.MEMBER,
                public=str(said["key"]),
                since=entry.at,
            )
            made.append(last[member])
    Key.objects.bulk_create(made)


def _take_signatures(log: Log, head: Checkpoint, note: Note, policy: Policy) -> None:
    own = {(line.key.name, line.key.key_id) for line in policy.logs}
    lines = tuple(one for one in note.signatures if (one.name, one.key_id) in own)
    log.checkpoint, log.signed_size = (
        Note(note.text, lines).format().decode(),
        head.size,
    )
    log.save(update_fields=("checkpoint", "signed_size"))


def _take_witnesses(log: Log, copy: Copy, policy: Policy, now: datetime) -> None:
    note = copy.served("checkpoint")
    lines: dict[tuple[str, bytes], Signature] = {}
    if note:
        lines = {(one.name, one.key_id): one for one in parse_note(note).signatures}
    for known in policy.witnesses:
        witness = Witness.objects.create(
            collective_id=log.collective_id,
            public=str(known.key),
            url=known.url,
            since=now,
        )
        line = lines.get((known.key.name, known.key.key_id))
        if line is not None:
            Cosignature.objects.create(
                witness=witness,
                collective_id=log.collective_id,
                size=log.signed_size,
                line=line.line,
                at=datetime.fromtimestamp(time_of(line), UTC),
            )
