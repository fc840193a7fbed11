"""Two records with a past, for tests that change their rows behind the server's back.

Elm's has 300 entries: one full tile, a partial one, and a level above. It was signed
and cosigned twice; Oak's is short. Who tampers gets rows, and `after` says what came of
it: what the check found, and what the next signature did.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from tests.again import once
from tests.cast import NOW, collective, member
from tests.record.logs import keys_of, log_of

from folkmoot.engines.tlog import (
    Frontier,
    grow,
    hash_leaf,
    open_checkpoint,
)
from folkmoot.record.memory import Signed, remember
from folkmoot.record.models import Disclosure, Entry, Log, Tile
from folkmoot.record.operations import append_entry
from folkmoot.record.queries import Fault, find_fault
from folkmoot.record.tending import Tending

SIZE = 300
MINUTE = timedelta(minutes=1)


@once
def built() -> tuple[UUID, UUID]:
    """Return the ids of both collectives."""
    elm, oak = collective("Elm Street"), collective("Oak Lane")
    tending = Tending()
    tending.look(NOW)
    for one, size in ((elm, SIZE // 2), (oak, 40), (elm, SIZE)):
        ann = member(one)
        while (count := Entry.objects.filter(collective_id=one.id).count()) < size:
            append_entry(
                collective_id=one.id,
                kind="test.said",
                details={"text": f"ñandú {count}"},
                about_id=ann.person_id,
                member_id=ann.id,
                now=NOW + timedelta(seconds=count),
            )
        tending.look(NOW + MINUTE)
    return elm.id, oak.id


@dataclass
class Town:
    """Elm, its neighbour Oak, and what Elm had signed."""

    elm: UUID
    oak: UUID
    leaves: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        for one in (self.elm, self.oak):
            log = log_of(one)
            remember(one, Signed(log.origin, log.size, bytes(log.root)))
        self.keys = keys_of(log_of(self.elm))
        self.leaves = self.hashes()
        assert len(self.leaves) == self.log.signed_size == SIZE

    @property
    def log(self) -> Log:
        return log_of(self.elm)

    def hashes(self, start: int = 0) -> list[bytes]:
        rows = Entry.objects.filter(collective_id=self.elm, index__gte=start)
        rows = rows.order_by("index")
        return [
            hash_leaf(leaf.encode()) for leaf in rows.values_list("leaf", flat=True)
        ]

    # --- Rows

    def entry(self, index: int, of: UUID | None = None) -> Entry:
        return Entry.objects.get(collective_id=of or self.elm, index=index)

    def told(
        self, index: int, name: str = "text", of: UUID | None = None
    ) -> Disclosure:
        return self.entry(index, of).disclosures.get(name=name)

    def tile(self, level: int, index: int, of: UUID | None = None) -> Tile:
        return Tile.objects.get(collective_id=of or self.elm, level=level, index=index)

    def shift(self, first: int, by: int) -> None:
        """Give entries other places, from ``first`` on."""
        rows = Entry.objects.filter(collective_id=self.elm, index__gte=first)
        for row in rows.order_by("index" if by < 0 else "-index"):
            Entry.objects.filter(id=row.id).update(index=row.index + by)

    def remake(self, size: int = SIZE) -> None:
        """Make the tree again over the entries as they are now."""
        Tile.objects.filter(collective_id=self.elm).delete()
        grown = grow(Frontier(), {}, self.hashes()[:size])
        for tile, data in grown.tiles.items():
            Tile.objects.create(
                collective_id=self.elm, level=tile.level, index=tile.index, data=data
            )
        end = grown.frontier
        Log.objects.filter(collective_id=self.elm).update(
            size=end.size, root=end.root, edge=end.to_bytes()
        )

    # --- What comes of it

    def fault(self) -> Fault:
        found = find_fault(self.elm)
        assert found is not None, "nothing was found"
        return found

    def sign_next(self, *, is_forked: bool = False) -> Log:
        """Write a little more, and let a worker look; no signature denies the past."""
        for _ in range(2):
            append_entry(collective_id=self.elm, kind="test.said", details={}, now=NOW)
        Tending().look(NOW + 2 * MINUTE)
        log = self.log
        if log.checkpoint and not is_forked:
            self.check_signed(log)
        return log

    def check_signed(self, log: Log) -> None:
        signed = open_checkpoint(log.checkpoint.encode(), self.keys)
        now = self.leaves + self.hashes(SIZE)
        root = Frontier().add_many(now[: signed.size]).root
        assert signed.root == root, "a fork was signed"


def flip(data: bytes | memoryview, at: int = 0, bit: int = 1) -> bytes:
    """Return bytes with one bit changed."""
    changed = bytearray(bytes(data))
    changed[at] ^= bit
    return bytes(changed)


def flip_letter(text: str, at: int) -> str:
    """Return base64 or JSON text with one letter changed."""
    other = "A" if text[at] != "A" else "B"
    return text[:at] + other + text[at + 1 :]


def save(row: object, **columns: object) -> None:
    """Write columns of a row past every operation."""
    type(row)._base_manager.filter(pk=row.pk).update(**columns)


type Tamper = Callable[[Town], None]
