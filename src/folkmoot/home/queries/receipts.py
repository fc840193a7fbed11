"""Checking a receipt: on the server, for browsers that cannot."""

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from folkmoot.deciding.words.positions import WORDS
from folkmoot.engines.tlog import (
    FormatError,
    Policy,
    ProofError,
    Receipt,
    SignatureError,
    Value,
    digest,
    hash_leaf,
    open_disclosure,
    parse_checkpoint,
    parse_note,
    parse_policy,
    parse_receipt,
    read_leaf,
    verify_inclusion,
    verify_statement,
)
from folkmoot.engines.tlog.statements import NAME as SIGNATURE
from folkmoot.home.queries.sentences import SENTENCES
from folkmoot.record.queries import get_log, get_policy_of

LOG = re.compile(
    r"/log/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:/again/([0-9]{1,4}))?$"
)
NOT_SAID = "holds"  # a list of the names of the others
FAULTS: Mapping[str, Promise] = {
    "format": _("This is no receipt, or a part of it is missing."),
    "unknown": _(
        "Nobody here knows this record. It is another server's, or has another name now."
    ),
    "words": _("What is said in it is not what was recorded."),
    "signature": _("A signature in it is not by the key that it names."),
    "place": _("This entry is not in the record that was signed."),
}
# In the order in which they are shown; what has no name here comes last.
NAMES: Mapping[str, Promise] = {
    "kind": _("What happened"),
    "title": _("The title"),
    "value": _("The answer"),
    "text": _("The words"),
    "name": _("The name"),
    "at": _("When"),
    SIGNATURE: _("Signed by"),
    "round": _("Round"),
    "version": _("Version"),
    "about": _("The number of the question in the computer"),
    "member": _("The number of the member in the computer"),
}
BY: Mapping[str, Promise] = {
    "device": _("a device of the member"),
    "server": _("the server, in the member's place"),
}
AGAIN = re.compile(r"/again/[0-9]+$")


@dataclass(frozen=True)
class Checked:
    """What a receipt shows, and the first thing in it that does not hold."""

    fault: str = ""
    number: int = 0
    origin: str = ""
    size: int = 0
    witnessed: int = 0
    witnesses: int = 0
    is_enough: bool = False
    told: Sequence[tuple[str, str]] = field(default_factory=tuple)

    @property
    def reason(self) -> str:
        """What does not hold, in words."""
        return str(FAULTS[self.fault]) if self.fault else ""


def words_of_receipts() -> Mapping[str, str]:
    """Return the words for what receipts say, as their page needs them."""
    names = {f"name.{name}": str(word) for name, word in NAMES.items()}
    kinds = {f"kind.{kind}": _kind(kind) for kind in SENTENCES}
    values = {f"value.{value}": str(words.word) for value, words in WORDS.items()}
    signers = {f"{SIGNATURE}.{by}": str(word) for by, word in BY.items()}
    return names | kinds | values | signers


def _kind(kind: str) -> str:
    """Return the sentence of a kind of entry, with nobody named in it."""
    told = str(SENTENCES[kind]).replace("%(who)s", str(_("Somebody")))
    return re.sub(r"%\(\w+\)s", "…", told)


def check_receipt(text: str, policy: str = "") -> Checked:
    """Check a receipt against the policy given, or that of the log here."""
    tidy = f"{text.replace('\r\n', '\n').strip()}\n".encode()
    found = Checked()
    try:
        receipt = parse_receipt(tidy)
        origin = parse_checkpoint(parse_note(receipt.checkpoint).text).origin
        leaf, encoded = _extra(receipt)
        digests = set(read_leaf(leaf))
        found = replace(
            found,
            number=receipt.index + 1,
            origin=origin,
            told=tuple(_told(encoded)),
        )
        if not all(digest(one) in digests for one in encoded):
            return replace(found, fault="words")
        believed = _policy(policy, origin)
    except FormatError:
        return replace(found, fault="format")
    if believed is None or all(one.key.name != origin for one in believed.logs):
        return replace(found, fault="unknown")
    try:
        _verify_members(encoded, digests, origin)
    except (FormatError, SignatureError):
        return replace(found, fault="signature")
    return _verify(receipt, leaf, believed, found)


def _verify_members(
    encoded: Sequence[str], digests: Collection[str], origin: str
) -> None:
    """Check the member's own signature, where the entry holds one."""
    for one in encoded:
        _salt, name, value = open_disclosure(one)
        if name == SIGNATURE:
            _key, _by, signed_for = verify_statement(value, digests)
            if AGAIN.sub("", signed_for) != AGAIN.sub("", origin):
                message = f"it was signed for {signed_for}"
                raise SignatureError(message)


def _verify(receipt: Receipt, leaf: bytes, policy: Policy, found: Checked) -> Checked:
    try:
        standing = policy.look_at(receipt.checkpoint)
        head = standing.checkpoint
        found = replace(
            found,
            size=head.size,
            witnessed=len(standing.witnessed),
            witnesses=len(policy.witnesses),
        )
        verify_inclusion(
            hash_leaf(leaf), receipt.index, head.size, receipt.proof, head.root
        )
    except SignatureError:
        return replace(found, fault="signature")
    except ProofError:
        return replace(found, fault="place")
    except FormatError:
        return replace(found, fault="format")
    return replace(found, is_enough=standing.is_met)


def _extra(receipt: Receipt) -> tuple[bytes, list[str]]:
    try:
        extra = json.loads(receipt.extra or b"")
        leaf, encoded = extra["leaf"], extra["disclosures"]
        return leaf.encode(), [str(one) for one in encoded]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise FormatError(str(error)) from error


def _told(encoded: Sequence[str]) -> Iterator[tuple[str, str]]:
    words, order = words_of_receipts(), [*NAMES]
    opened = [open_disclosure(one)[1:] for one in encoded]
    opened.sort(key=lambda one: order.index(one[0]) if one[0] in NAMES else len(order))
    for name, value in opened:
        if name != NOT_SAID and value != "":
            said = _plain(name, value)
            yield words.get(f"name.{name}", name), words.get(f"{name}.{said}", said)


def _plain(name: str, value: Value) -> str:
    plain = value.get("by") if isinstance(value, dict) else value
    if name == "at" and isinstance(plain, str):
        try:
            return date_format(
                localtime(datetime.fromisoformat(plain)), "DATETIME_FORMAT"
            )
        except ValueError:
            return plain
    return plain if isinstance(plain, str) else json.dumps(plain)


def _policy(given: str, origin: str) -> Policy | None:
    if given.strip():
        return parse_policy(f"{given.replace('\r\n', '\n').strip()}\n".encode())
    place = LOG.search(origin)
    log = get_log(UUID(place[1])) if place else None
    if log is None or place is None:
        return None
    found = get_policy_of(log, int(place[2] or 1))
    return parse_policy(found.encode()) if found else None
