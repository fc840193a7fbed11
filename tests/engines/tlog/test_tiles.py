"""Tiles and bundles: where they are, how they grow, and proofs read out of them."""

from itertools import pairwise
from random import Random

import pytest
from tests.engines.tlog.logs import SIZES, Log, entry

from folkmoot.engines import tlog
from folkmoot.engines.tlog import FormatError, Frontier, TileId

ZERO = "\N{ARABIC-INDIC DIGIT ZERO}"


@pytest.fixture(scope="module")
def large() -> Log:
    return Log(max(SIZES))


@pytest.fixture(scope="module")
def hashes(large) -> list[bytes]:
    return [tlog.hash_leaf(one) for one in large.entries]


def whole_tile(tile: TileId, hashes: list[bytes]) -> bytes:
    """Return a tile by its definition, from all leaves."""
    below = 256**tile.level
    start = tile.index * 256 * below
    return b"".join(
        Frontier().add_many(hashes[at : at + below]).root
        for at in range(start, start + tile.width * below, below)
    )


class Asked:
    """Gets tiles and remembers which."""

    def __init__(self, get):
        self.get = get
        self.tiles: list[TileId] = []

    def __call__(self, tile: TileId) -> bytes:
        self.tiles.append(tile)
        return self.get(tile)


class TestPaths:
    @pytest.mark.parametrize(
        ("index", "place"),
        [
            (0, "000"),
            (999, "999"),
            (1000, "x001/000"),
            (1234067, "x001/x234/067"),
            (2**63 - 1, "x009/x223/x372/x036/x854/x775/807"),
        ],
    )
    def test_are_those_of_the_specification(self, index, place):
        assert tlog.tile_path(TileId(0, index)) == f"tile/0/{place}"
        assert tlog.tile_path(TileId(63, index, 255)) == f"tile/63/{place}.p/255"
        assert tlog.bundle_path(index) == f"tile/entries/{place}"
        for path in (f"tile/5/{place}", f"tile/entries/{place}.p/7"):
            kind, tile = tlog.parse_path(path)
            assert (kind == "entries") == ("entries" in path)
            assert (tile.index, tile.width) == (index, 256 if kind == "tile" else 7)

    @pytest.mark.parametrize(
        "path",
        [
            "",
            "tile",
            "tile/0",
            "tile/0/0",
            "tile/0/00",
            "tile/0/0000",
            "tile/00/000",
            "tile/-1/000",
            "tile/64/000",
            "tile/x/000",
            "tile/8/0/000",  # as Go's checksum database writes it
            "tile/data/000",
            "tile/0/x000/000",
            "tile/0/001/000",
            "tile/0/x001/x000",
            "tile/0/000.p/0",
            "tile/0/000.p/256",
            "tile/0/000.p/05",
            "tile/0/000.p/",
            "tile/0/000.p/5/",
            "tile/0/000.p/5.p/5",
            "tile/0/000/",
            "/tile/0/000",
            "tile//000",
            "tile/0/000\n",
            "tile/0/" + 3 * ZERO,  # digits, but not ASCII
            f"tile/{ZERO}/000",
            "tile/0/000.p/\N{ARABIC-INDIC DIGIT FIVE}",
            "tile/0/../000",
            "tile/0/" + "x999/" * 8 + "999",
        ],
    )
    def test_in_another_spelling_are_refused(self, path):
        with pytest.raises(FormatError):
            tlog.parse_path(path)

    @pytest.mark.parametrize("tile", [(-1, 0), (64, 0), (0, -1), (0, 2**63)])
    def test_of_no_tile(self, tile):
        with pytest.raises(FormatError, match="no tree has such a tile"):
            TileId(*tile)

    @pytest.mark.parametrize("width", [0, 257, -1])
    def test_of_no_width(self, width):
        with pytest.raises(FormatError):
            tlog.bundle_path(0, width)


class TestWhichThereAre:
    def test_in_seventy_thousand_leaves(self):
        """The example of the specification."""
        tiles = list(tlog.tiles_of(70_000))
        full = [
            sum(t.level == level and t.is_full for t in tiles) for level in range(3)
        ]

        assert full == [273, 1, 0]
        assert [t for t in tiles if not t.is_full] == [
            TileId(0, 273, 112),
            TileId(1, 1, 17),
            TileId(2, 0, 1),
        ]
        assert tlog.edge_tiles(70_000) == tuple(t for t in tiles if not t.is_full)

    def test_in_two_hundred_and_fifty_six(self):
        assert list(tlog.tiles_of(256)) == [TileId(0, 0), TileId(1, 0, 1)]

    def test_at_the_edge_of_the_largest_log(self):
        edge = tlog.edge_tiles(2**63 - 1)
        assert len(edge) == 8
        assert {one.level for one in edge} == set(range(8))

    @pytest.mark.parametrize("size", SIZES)
    def test_every_hash_is_in_one(self, size):
        held = {
            tlog.tile_holding(level, index, size)
            for level in range(3)
            for index in {0, (size >> 8 * level) // 2, (size >> 8 * level) - 1}
            if 0 <= index < size >> 8 * level
        }
        assert held <= set(tlog.tiles_of(size))
        with pytest.raises(FormatError, match=f"has no hash {size}"):
            tlog.tile_holding(0, size, size)


class TestGrowing:
    @pytest.mark.sweep
    @pytest.mark.parametrize("size", SIZES)
    def test_gives_every_tile_of_the_whole_tree(self, size, hashes):
        grown = tlog.grow(Frontier(), {}, hashes[:size])

        assert sorted(grown.tiles) == sorted(tlog.tiles_of(size))
        assert grown.frontier == Frontier().add_many(hashes[:size])
        for tile in (*tlog.edge_tiles(size), *list(tlog.tiles_of(size))[:2]):
            assert grown.tiles[tile] == whole_tile(tile, hashes)

    @pytest.mark.sweep
    @pytest.mark.parametrize("seed", range(8))
    def test_by_any_batches_comes_to_the_same(self, seed, large, hashes):
        draw = Random(seed)  # noqa: S311 # sizes of batches, not secrets
        stops = sorted(draw.choices(range(70_001), k=12) + draw.choices(SIZES, k=6))
        tiles: dict[tuple[int, int], tuple[TileId, bytes]] = {}
        frontier = Frontier()

        for start, stop in pairwise([0, *stops, 70_000]):
            # Only the edge is at hand, as in a store that keeps one row for each place.
            edge = {
                one: tiles[one.level, one.index][1]
                for one in tlog.edge_tiles(frontier.size)
            }
            grown = tlog.grow(frontier, edge, hashes[start:stop])
            frontier = grown.frontier
            assert all(len(data) == one.size for one, data in grown.tiles.items())
            tiles |= {(t.level, t.index): (t, data) for t, data in grown.tiles.items()}

        assert frontier == large.frontier
        expected = {t: large.tiles[t] for t in tlog.tiles_of(70_000)}
        assert dict(tiles.values()) == expected

    def test_changes_few_tiles(self):
        log = Log(65_535)
        grown = tlog.grow(log.frontier, log.tiles, [tlog.hash_leaf(entry(0))])
        assert sorted(grown.tiles) == [TileId(0, 255), TileId(1, 0), TileId(2, 0, 1)]
        again = tlog.grow(grown.frontier, grown.tiles, [tlog.hash_leaf(entry(0))])
        assert list(again.tiles) == [TileId(0, 256, 1)]

    def test_by_nothing_changes_nothing(self):
        log = Log(300)
        assert tlog.grow(log.frontier, log.tiles, []) == tlog.Grown(log.frontier, {})

    def test_asks_for_the_edge(self):
        log = Log(300)
        with pytest.raises(
            FormatError, match=r"TileId.*44.* has 0 bytes; expected 1408"
        ):
            tlog.grow(log.frontier, {}, [])

    def test_takes_whole_hashes(self):
        with pytest.raises(FormatError, match="whole hashes"):
            tlog.grow(Frontier(), {}, [bytes(31)])


class TestProofsOutOfTiles:
    @pytest.mark.sweep
    @pytest.mark.parametrize("size", [size for size in SIZES if size])
    def test_hold(self, size, large, hashes):
        read = tlog.read_tiles(lambda t: large.tiles[wide(t, large)][: t.size], size)
        root = Frontier().add_many(hashes[:size]).root
        for index in {0, 1, size // 2, size - 2, size - 1, min(size - 1, 65_535)}:
            if not 0 <= index < size:
                continue
            proof = tlog.inclusion_proof(index, size, read)
            tlog.verify_inclusion(hashes[index], index, size, proof, root)
        for old in {size // 3, size - 1, *SIZES}:
            if old <= size:
                before = Frontier().add_many(hashes[:old]).root
                proof = tlog.consistency_proof(old, size, read)
                tlog.verify_consistency(old, before, size, root, proof)

    def test_need_few_tiles(self, large):
        asked = Asked(large.tiles.__getitem__)
        read = tlog.read_tiles(asked, 70_000)
        tlog.inclusion_proof(12_345, 70_000, read)
        assert len(asked.tiles) == len(set(asked.tiles)) <= 6

    def test_refuse_a_tile_of_another_length(self):
        read = tlog.read_tiles(lambda _tile: b"", 300)
        with pytest.raises(FormatError, match="0 bytes; expected 8192"):
            read(0, 0)

    @pytest.mark.parametrize(("height", "index"), [(0, 300), (0, -1), (9, 0), (8, 1)])
    def test_refuse_subtrees_that_are_not_there(self, height, index):
        with pytest.raises(FormatError, match="has no subtree"):
            Log(300).read(height, index)

    def test_remember_a_bounded_number_of_tiles(self):
        """The first one is asked for again once many others were."""
        asked, size = Asked(lambda tile: bytes(tile.size)), 256 * 1100
        read = tlog.read_tiles(asked, size)
        for at in (*range(0, size, 256), 0, 1):
            assert read(0, at) == bytes(32)
        assert asked.tiles.count(TileId(0, 0)) == 2


def wide(tile: TileId, log: Log) -> TileId:
    """Return the tile of the whole log at the same place."""
    return tlog.tile_holding(tile.level, tile.index * 256, log.size)


class TestBundles:
    def test_hold_what_was_put_in(self):
        entries = [b"", b"one", bytes(65_535), entry(4)]
        data = tlog.pack_bundle(entries)
        assert tlog.unpack_bundle(data) == entries
        assert data[:7] == b"\0\0\0\3one"

    @pytest.mark.parametrize(
        "data",
        [b"", b"\0", b"\0\1", b"\0\2a", b"\0\1a\0", b"\0\0" * 257, b"\xff\xff"],
    )
    def test_that_are_cut_off_or_too_long_are_refused(self, data):
        with pytest.raises(FormatError):
            tlog.unpack_bundle(data)

    def test_take_no_longer_entries(self):
        with pytest.raises(FormatError, match="65536 bytes"):
            tlog.pack_bundle([bytes(65_536)])
