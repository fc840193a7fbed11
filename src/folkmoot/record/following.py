"""Records of other servers that a person keeps a copy of, in a folder of their own.

Beside each copy stands from where it is followed and by which keys it is signed: those
that were believed first, and those that followed while one of them still signed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from folkmoot.engines.tlog import (
    Checkpoint,
    FormatError,
    VerifierKey,
    origin_hash,
    parse_policy,
)
from folkmoot.engines.tlog.policies import POLICY_SIZE_AT_MOST
from folkmoot.record.mirrors import (
    CHECKPOINT,
    FORK,
    MirrorError,
    at_address,
    pull,
    size_in,
)

FOLLOWED, POLICY = "followed", "policy"


@dataclass(frozen=True)
class Followed:
    """A record that is followed: its address, and the keys that are believed."""

    url: str
    keys: tuple[VerifierKey, ...]

    @property
    def origin(self) -> str:
        """The name of the log."""
        return self.keys[-1].name

    def file_in(self, root: Path) -> Path:
        """Return where this stands beside its copy."""
        return root / origin_hash(self.origin) / FOLLOWED


def list_followed(root: Path) -> Iterator[Followed]:
    """Yield what is followed in a folder, by its address."""
    found = [_read(file) for file in root.glob(f"*/{FOLLOWED}")]
    yield from sorted(found, key=lambda one: one.url)


def begin(url: str, key: str = "") -> Followed:
    """Return a record at an address, to be followed by ``key`` or the keys it names.

    Raises
    ------
    MirrorError
        If nobody answers, or its policy names no key.
    """
    url = url.rstrip("/").removesuffix(f"/{CHECKPOINT}").removesuffix(f"/{POLICY}")
    return Followed(url, (_parse(key),) if key else _named(url))


def catch_up(one: Followed, root: Path) -> tuple[Followed, Checkpoint]:
    """Bring a copy up to date; return it with the keys that count now, and its end.

    Raises
    ------
    MirrorError
        If nobody answers, or with something that does not continue the copy, or that
        no key signed that was believed before.
    """
    end = pull(at_address(one.url), root, one.keys)
    if end is None:
        message = f"nothing is signed yet at {one.url}"
        raise MirrorError(message)
    one = Followed(one.url, _with_new(one))
    file = one.file_in(root)
    file.write_text("\n".join([one.url, *map(str, one.keys), ""]), encoding="utf-8")
    return one, end


@dataclass(frozen=True)
class Age:
    """When a copy was last found to be whole and up to date."""

    name: str
    size: int
    looked_at: datetime | None
    has_fork: bool


def age_of(folder: Path, name: str) -> Age:
    """Return how old the copy in a folder is; never looked at, where there is none."""
    file = folder / CHECKPOINT
    at = datetime.fromtimestamp(file.stat().st_mtime, UTC) if file.is_file() else None
    return Age(name, size_in(folder), at, (folder / FORK).exists())


def _with_new(one: Followed) -> tuple[VerifierKey, ...]:
    """Return the keys with those that the log names by now; the end was signed by one."""
    try:
        named = _named(one.url)
    except MirrorError:  # a mirror of it has no policy
        return one.keys
    own = [key for key in named if key.name == one.origin]
    return tuple(dict.fromkeys([*one.keys, *own]))


def _named(url: str) -> tuple[VerifierKey, ...]:
    text = at_address(url)(POLICY)
    if text is None or len(text) > POLICY_SIZE_AT_MOST:
        message = f"{url} is no record: it does not say by which key it is signed"
        raise MirrorError(message)
    try:
        keys = tuple(line.key for line in parse_policy(text).logs)
    except FormatError as error:
        raise MirrorError(str(error)) from error
    if not keys:
        message = f"{url} names no key by which it is signed"
        raise MirrorError(message)
    return keys


def _parse(key: str) -> VerifierKey:
    try:
        return VerifierKey.parse(key.strip())
    except FormatError as error:
        raise MirrorError(str(error)) from error


def _read(file: Path) -> Followed:
    lines: Sequence[str] = file.read_text(encoding="utf-8").split("\n")
    try:
        keys = tuple(VerifierKey.parse(line) for line in lines[1:] if line)
    except FormatError as error:
        message = f"{file} cannot be read: {error}"
        raise MirrorError(message) from error
    if not keys:
        message = f"{file} names no key"
        raise MirrorError(message)
    return Followed(lines[0], keys)
