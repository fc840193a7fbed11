"""Policies: whose logs count, and how many witnesses must have seen a checkpoint."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from folkmoot.engines.tlog.checkpoints import (
    Checkpoint,
    open_checkpoint,
    open_cosignatures,
    parse_checkpoint,
)
from folkmoot.engines.tlog.encoding import parse_number
from folkmoot.engines.tlog.faults import FormatError, TlogError
from folkmoot.engines.tlog.keys import KeyKind, VerifierKey
from folkmoot.engines.tlog.notes import parse_note

NONE = "none"
BLANKS = " \t"
POLICY_SIZE_AT_MOST = 64 * 1024
CONTROLS = frozenset(map(chr, range(0x20))) | {"\x7f"}
NOT_IN_WORDS = CONTROLS | {" "}


@dataclass(frozen=True)
class LogLine:
    """A log whose checkpoints count.

    Attributes
    ----------
    key : VerifierKey
        Called like the log's origin.
    url : str
        Where it is, or nothing.
    """

    key: VerifierKey
    url: str = ""


@dataclass(frozen=True)
class WitnessLine:
    """A witness whose cosignatures count.

    Attributes
    ----------
    name : str
        What the policy calls it; nobody else does.
    key : VerifierKey
        Of a kind that cosigns.
    url : str
        Where it takes checkpoints, or nothing.
    """

    name: str
    key: VerifierKey
    url: str = ""


@dataclass(frozen=True)
class Group:
    """Witnesses and groups of which some must have seen a checkpoint.

    Attributes
    ----------
    name : str
        What the policy calls it.
    needed : int
        How many of its members, 1 to all.
    members : tuple of str
        Named further up.
    """

    name: str
    needed: int
    members: tuple[str, ...]


@dataclass(frozen=True)
class Standing:
    """What a checkpoint is worth by a policy.

    Attributes
    ----------
    checkpoint : Checkpoint
        Signed by a log of the policy.
    witnessed : mapping of str to int
        POSIX seconds by the policy's name of each witness that cosigned.
    is_met : bool
        Whether these are enough.
    """

    checkpoint: Checkpoint
    witnessed: Mapping[str, int]
    is_met: bool


@dataclass(frozen=True)
class Policy:
    """Whose logs count and which witnesses are enough, as in C2SP tlog-policy.

    Attributes
    ----------
    logs : tuple of LogLine
        Empty where the log is known from elsewhere.
    witnesses : tuple of WitnessLine
        Each key once.
    groups : tuple of Group
        Each after the groups that it names.
    quorum : str
        The witness or group that must have seen a checkpoint, or ``none``.
    """

    logs: tuple[LogLine, ...] = ()
    witnesses: tuple[WitnessLine, ...] = ()
    groups: tuple[Group, ...] = ()
    quorum: str = NONE

    def __post_init__(self) -> None:
        """Refuse names that are not defined, or twice, and keys that count twice."""
        for word in self._words():
            if not word or set(word) & NOT_IN_WORDS:
                message = f"{word[:80]!r} is no word of a policy"
                raise FormatError(message)
        self._refuse_keys()
        known = {NONE}
        for name in (one.name for one in self.witnesses):
            _define(name, known)
        used: set[str] = {NONE}
        for group in self.groups:
            _refuse_group(group, known, used)
            _define(group.name, known)
        if self.quorum not in known:
            message = f"the quorum {self.quorum!r} is not defined"
            raise FormatError(message)

    def _refuse_keys(self) -> None:
        keys = [log.key for log in self.logs] + [one.key for one in self.witnesses]
        if len({key.public for key in keys}) != len(keys):
            message = "a policy names one key twice"
            raise FormatError(message)
        if any(one.key.kind == KeyKind.COSIGNATURE for one in self.logs):
            message = "a policy has the key of a witness for a log"
            raise FormatError(message)
        if any(one.key.kind == KeyKind.NOTE for one in self.witnesses):
            message = "a policy has the key of a log for a witness"
            raise FormatError(message)

    def _words(self) -> Iterator[str]:
        for log in self.logs:
            yield from filter(None, (log.url, log.key.name))
        for one in self.witnesses:
            yield from filter(None, (one.name, one.url, one.key.name))
        for group in self.groups:
            yield group.name

    def _lines(self) -> Iterator[str]:
        for log in self.logs:
            yield f"log {log.key} {log.url}".rstrip()
        for one in self.witnesses:
            yield f"witness {one.name} {one.key} {one.url}".rstrip()
        for group in self.groups:
            needed = {1: "any", len(group.members): "all"}.get(group.needed)
            yield " ".join(
                ["group", group.name, needed or str(group.needed), *group.members]
            )
        yield f"quorum {self.quorum}"

    def format(self) -> bytes:
        """Return the policy as a file; `parse_policy` reads it back."""
        text = "".join(f"{line}\n" for line in self._lines())
        return text.encode("utf-8", "surrogateescape")

    def look_at(self, data: bytes) -> Standing:
        """Say what a signed checkpoint is worth.

        Raises `FormatError` or `SignatureError` if no log of the policy signed it, or
        a line of a log or witness that it names is not by it. A policy without logs
        leaves the log's signature to the caller.
        """
        note = parse_note(data)
        if self.logs:
            checkpoint = open_checkpoint(data, [log.key for log in self.logs])
        else:
            checkpoint = parse_checkpoint(note.text)
        found: dict[str, int] = {}
        for one in self.witnesses:
            for time in open_cosignatures(note, [one.key]).values():
                found[one.name] = time
        return Standing(checkpoint, found, self._is_enough(set(found)))

    def is_met(self, data: bytes) -> bool:
        """Say whether a checkpoint is signed by a log and seen by enough witnesses."""
        try:
            return self.look_at(data).is_met
        except TlogError:
            return False

    def _is_enough(self, found: set[str]) -> bool:
        for group in self.groups:
            if len(found.intersection(group.members)) >= group.needed:
                found.add(group.name)
        return self.quorum == NONE or self.quorum in found

    @cached_property
    def urls(self) -> Mapping[str, str]:
        """Where each witness takes checkpoints, by its name, where it is told."""
        return {one.name: one.url for one in self.witnesses if one.url}

    @classmethod
    def of_witnesses(
        cls, logs: tuple[LogLine, ...], witnesses: tuple[WitnessLine, ...], needed: int
    ) -> Self:
        """Return the policy that ``needed`` of these witnesses are enough."""
        if not needed:
            return cls(logs, witnesses)
        group = Group("witnesses", needed, tuple(one.name for one in witnesses))
        return cls(logs, witnesses, (group,), group.name)


def _define(name: str, known: set[str]) -> None:
    if name in known:
        message = f"the name {name[:80]!r} is used twice"
        raise FormatError(message)
    known.add(name)


def _refuse_group(group: Group, known: set[str], used: set[str]) -> None:
    if not 1 <= group.needed <= len(group.members):
        message = (
            f"the group {group.name!r} needs {group.needed} of {len(group.members)}"
        )
        raise FormatError(message)
    for member in group.members:
        # So that no witness counts twice towards the quorum.
        if member not in known or member in used:
            message = f"{member[:80]!r} is not defined, or is in a group already"
            raise FormatError(message)
        used.add(member)


def parse_policy(data: bytes) -> Policy:
    """Read a policy file.

    Parameters
    ----------
    data : bytes
        Lines ``log``, ``witness``, ``group``, ``quorum``, and comments. Names are
        taken as they stand, byte by byte.

    Returns
    -------
    Policy
        Whose `Policy.format` has neither the comments nor the order of the file.

    Raises
    ------
    FormatError
        If it is no policy. The text names the line.

    References
    ----------
    C2SP tlog-policy.
    """
    if len(data) > POLICY_SIZE_AT_MOST:
        message = f"a policy has {len(data)} bytes; expected at most 65536"
        raise FormatError(message)
    reader = _Reader()
    text = data.decode("utf-8", "surrogateescape")
    if not text.endswith("\n") or set(text) & (CONTROLS - {"\n", "\t"}):
        message = "a policy holds a control character, or its last line does not end"
        raise FormatError(message)
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip(BLANKS) or line.strip(BLANKS).startswith("#"):
            continue
        try:
            reader.read([word for word in line.replace("\t", " ").split(" ") if word])
        except FormatError as error:
            message = f"line {number}: {error}"
            raise FormatError(message) from error
    return reader.policy()


class _Reader:
    """Takes a policy's lines, in their order."""

    def __init__(self) -> None:
        self.logs: list[LogLine] = []
        self.witnesses: list[WitnessLine] = []
        self.groups: list[Group] = []
        self.quorums: list[str] = []
        self.defined: set[str] = set()

    def read(self, words: list[str]) -> None:
        """Take one line; refuse one that is none."""
        match words:
            case ["log", key, *url] if len(url) <= 1:
                self.logs.append(LogLine(VerifierKey.parse(key), *url))
            case ["witness", name, key, *url] if len(url) <= 1:
                line = WitnessLine(name, VerifierKey.parse(key), *url)
                self.witnesses.append(line)
                self.defined.add(name)
            case ["group", name, needed, *members] if members:
                self._group(name, needed, *members)
            case ["quorum", name]:
                if name != NONE:
                    self._refuse_undefined(name)
                self.quorums.append(name)
            case _:
                message = f"{words[0][:40]!r} with {len(words) - 1} words is no line"
                raise FormatError(message)

    def _group(self, name: str, needed: str, *members: str) -> None:
        counts = {"any": 1, "all": len(members)}
        count = counts.get(needed)
        if count is None:
            count = parse_number(needed, "how many a group needs")
        self._refuse_undefined(*members)
        self.groups.append(Group(name, count, members))
        self.defined.add(name)

    def _refuse_undefined(self, *names: str) -> None:
        for name in names:
            if name not in self.defined:
                message = f"{name[:80]!r} is not defined further up"
                raise FormatError(message)

    def policy(self) -> Policy:
        if len(self.quorums) != 1:
            message = f"a policy has {len(self.quorums)} quorums; expected one"
            raise FormatError(message)
        return Policy(
            tuple(self.logs),
            tuple(self.witnesses),
            tuple(self.groups),
            self.quorums[0],
        )
