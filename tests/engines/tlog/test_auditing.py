"""The auditor: a log that holds passes, and every change is found and named."""

import pytest
from tests.engines.tlog.logs import SIZES, Log, entry

from folkmoot.engines import tlog
from folkmoot.engines.tlog import AuditError, Auditor, Checkpoint, TileId

pytestmark = pytest.mark.sweep
SIZE = 70_000


@pytest.fixture(scope="module")
def log() -> Log:
    return Log(SIZE)


def audit(log: Log, bundles=None, tiles=None, checkpoints=None) -> tlog.Audit:
    found = log.tiles if tiles is None else tiles
    auditor = Auditor(
        [log.checkpoint] if checkpoints is None else checkpoints, found.get
    )
    for bundle in log.bundles() if bundles is None else bundles:
        auditor.add_bundle(bundle)
    return auditor.finish()


def with_entry(log: Log, index: int, new: bytes) -> list[bytes]:
    bundles = log.bundles()
    entries = tlog.unpack_bundle(bundles[index // 256])
    entries[index % 256] = new
    bundles[index // 256] = tlog.pack_bundle(entries)
    return bundles


def changed(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


@pytest.mark.parametrize("size", SIZES)
def test_a_log_that_holds_passes(size):
    log = Log(size)
    found = audit(log)
    assert found.frontier == log.frontier
    assert found.tiles == len(list(tlog.tiles_of(size)))
    assert (found.checkpoints, found.signed) == (1, size)


def test_earlier_checkpoints_are_checked_on_the_way(log):
    earlier = [Log(size).checkpoint for size in (0, 1, 255, 300, 511, 513)]
    found = audit(log, checkpoints=[log.checkpoint, *earlier])
    assert (found.checkpoints, found.signed) == (7, SIZE)


def test_entries_after_the_last_checkpoint_are_told(log):
    found = audit(log, checkpoints=[Log(300).checkpoint])
    assert (found.signed, found.frontier.size) == (300, SIZE)


@pytest.mark.parametrize("index", [0, 1, 255, 256, 4711, 65_535, 65_536, SIZE - 1])
class TestAnEntry:
    def test_that_was_changed_is_named(self, log, index):
        with pytest.raises(AuditError, match=f"entry {index}$") as told:
            audit(log, with_entry(log, index, b"forged"))
        assert told.value.first == told.value.last == index
        assert told.value.tile.level == 0

    def test_that_was_changed_with_its_tile_is_found_further_up(self, log, index):
        tile = tlog.tile_holding(0, index, SIZE)
        forged = bytearray(log.tiles[tile])
        at = index % 256 * 32
        forged[at : at + 32] = tlog.hash_leaf(b"forged")
        tiles = log.tiles | {tile: bytes(forged)}
        with pytest.raises(AuditError) as told:
            audit(log, with_entry(log, index, b"forged"), tiles)
        assert told.value.first <= index <= told.value.last
        # Only the root stands above the partial tile of the right edge.
        assert (told.value.tile is None) == (not tile.is_full)
        if tile.is_full:
            assert told.value.last - told.value.first == 255

    def test_that_was_changed_with_all_tiles_is_found_by_the_root(self, log, index):
        forged = Log(0)
        forged.append(
            [b"forged" if at == index else one for at, one in enumerate(log.entries)]
        )
        # Somebody has kept heads from before and after.
        kept = [Log(size).checkpoint for size in (200, 300, 5000)]
        with pytest.raises(AuditError, match=r"root of .* not the signed one") as told:
            audit(forged, checkpoints=[log.checkpoint, *kept])
        bounds = (0, 200, 300, 5000, SIZE)
        above = min(bound for bound in bounds if bound > index)
        below = max(bound for bound in bounds if bound <= index)
        assert (told.value.first, told.value.last) == (below, above - 1)


class TestEntries:
    def test_that_changed_places_are_found(self, log):
        bundles = with_entry(log, 500, entry(501))
        entries = tlog.unpack_bundle(bundles[1])
        entries[501 - 256] = entry(500)
        bundles[1] = tlog.pack_bundle(entries)
        with pytest.raises(AuditError, match=r"entry 500$"):
            audit(log, bundles)

    def test_that_were_taken_out_are_found(self, log):
        bundles = log.bundles()
        bundles[1] = tlog.pack_bundle(tlog.unpack_bundle(bundles[1])[1:])
        with pytest.raises(AuditError, match="entry 511: the bundle before it is not"):
            audit(log, bundles)

    def test_that_are_missing_at_the_end_are_found(self, log):
        with pytest.raises(AuditError, match=f"ends after 69888 entries; {SIZE} are"):
            audit(log, log.bundles()[:-1], tiles=dict(Log(69_888).tiles))

    def test_that_were_put_in_are_found(self, log):
        bundles = log.bundles()
        entries = tlog.unpack_bundle(bundles[1])
        bundles[1] = tlog.pack_bundle([b"new", *entries[:255]])
        with pytest.raises(AuditError, match=r"entry 256$"):
            audit(log, bundles)

    def test_that_were_added_are_not_signed(self, log):
        bundles = log.bundles()
        bundles[-1] += tlog.pack_bundle([b"added"])
        with pytest.raises(
            AuditError, match=r"tile 273 is missing: entries 69888 to 70000$"
        ):
            audit(log, bundles)
        without_tiles = Auditor([log.checkpoint])
        for bundle in bundles:
            without_tiles.add_bundle(bundle)
        assert without_tiles.finish().signed == SIZE

    @pytest.mark.parametrize("data", [b"", b"\0", b"\0\5ab", b"\0\0" * 257])
    def test_that_are_no_bundle_are_named(self, log, data):
        bundles = [*log.bundles()[:2], data]
        with pytest.raises(AuditError, match="bundle 2, entries from 512: ") as told:
            audit(log, bundles)
        assert (told.value.first, told.value.last) == (512, 767)

    def test_of_two_logs_swapped_are_found(self, log):
        with pytest.raises(AuditError, match=r"entry 0$"):
            audit(log, Log(SIZE, "other").bundles())


class TestTiles:
    def test_with_any_hash_changed_are_named(self, log):
        for tile in (TileId(0, 0), TileId(0, 273, 112), TileId(1, 0), TileId(2, 0, 1)):
            for place in {0, tile.width // 2, tile.width - 1}:
                tiles = log.tiles | {tile: changed(log.tiles[tile], place * 32)}
                with pytest.raises(AuditError, match="does not fit the") as told:
                    audit(log, tiles=tiles)
                below = 256**tile.level
                assert told.value.tile == tile
                assert told.value.first == (tile.index * 256 + place) * below
                assert told.value.last == told.value.first + below - 1

    def test_that_are_cut_off_or_too_long_are_named(self, log):
        for tile in (TileId(0, 9), TileId(1, 1, 17)):
            whole = log.tiles[tile]
            for data in (whole[:-1], whole[:-32], b"", whole + whole[-32:]):
                with pytest.raises(AuditError, match=f"tile {tile.index} does not"):
                    audit(log, tiles=log.tiles | {tile: data})

    def test_that_are_missing_are_named(self, log):
        for tile in tlog.tiles_of(SIZE):
            if tile.index % 50 == 0:
                tiles = {one: data for one, data in log.tiles.items() if one != tile}
                with pytest.raises(AuditError, match="is missing") as told:
                    audit(log, tiles=tiles)
                assert told.value.tile == tile

    def test_swapped_are_named(self, log):
        one, other = TileId(0, 3), TileId(0, 4)
        tiles = log.tiles | {one: log.tiles[other], other: log.tiles[one]}
        with pytest.raises(AuditError, match=r"tile 3 .* entry 768"):
            audit(log, tiles=tiles)


class TestCheckpoints:
    def test_with_another_root_are_named(self, log):
        wrong = Checkpoint(log.checkpoint.origin, SIZE, bytes(32))
        with pytest.raises(AuditError, match="root of 70000 entries"):
            audit(log, checkpoints=[wrong])

    def test_of_one_size_with_two_roots_are_found(self, log):
        wrong = Checkpoint(log.checkpoint.origin, SIZE, bytes(32))
        with pytest.raises(AuditError, match=r"an entry from 70000 to 70000|root of"):
            audit(log, checkpoints=[log.checkpoint, wrong])

    def test_of_an_empty_log_with_some_root_are_found(self):
        with pytest.raises(AuditError, match="root of 0 entries"):
            Auditor([Checkpoint("elm.example/log", 0, bytes(32))])

    def test_of_a_longer_log_are_named(self, log):
        with pytest.raises(AuditError, match="ends after 70000 entries; 70001 are"):
            audit(log, checkpoints=[log.checkpoint, Log(SIZE + 1).checkpoint])
