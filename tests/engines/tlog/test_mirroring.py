"""A log is followed from any end to any later one, and nothing else is taken."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.engines.tlog import (
    WIDTH,
    Checkpoint,
    FormatError,
    Frontier,
    ProofError,
    TileId,
    edge_tiles,
    follow,
    frontier_at,
    grow,
    hash_leaf,
    pack_bundle,
    read_tiles,
)

LEAVES = [f"leaf {number}".encode() for number in range(3 * WIDTH)]
SIZES = (0, 1, 2, 3, 255, 256, 257, 300, 511, 512, 513, 3 * WIDTH)


def grown(size: int):
    return grow(Frontier(), {}, map(hash_leaf, LEAVES[:size]))


def known(size: int) -> tuple[Frontier, dict[TileId, bytes]]:
    made = grown(size)
    return made.frontier, {tile: made.tiles[tile] for tile in edge_tiles(size)}


def end(size: int) -> Checkpoint:
    return Checkpoint.of("log.example/elm", grown(size).frontier)


def bundle(index: int, width: int) -> bytes:
    return pack_bundle(LEAVES[index * WIDTH : index * WIDTH + width])


@pytest.mark.sweep
@pytest.mark.parametrize(
    ("old", "new"), [(one, two) for one in SIZES for two in SIZES if one <= two]
)
def test_any_end_leads_to_any_later_one(old, new):
    steps = list(follow(*known(old), end(new), bundle))
    assert [leaf for step in steps for leaf in step.leaves] == LEAVES[old:new]
    tiles = known(old)[1]
    for step in steps:
        tiles |= step.tiles
    whole = grown(new).tiles
    assert all(tiles[tile] == whole[tile] for tile in edge_tiles(new))
    size = steps[-1].frontier.size if steps else old
    assert size == new


@given(st.data())
def test_one_byte_otherwise_is_found(data):
    old, new = data.draw(st.sampled_from([*pairwise(SIZES), (3, 600), (300, 700)]))
    place = data.draw(st.integers(old // WIDTH, (new - 1) // WIDTH))
    at = data.draw(st.integers(0))
    bit = data.draw(st.integers(0, 7))

    def other(index: int, width: int) -> bytes:
        told = bytearray(bundle(index, width))
        if index == place:
            told[at % len(told)] ^= 1 << bit
        return bytes(told)

    with pytest.raises((FormatError, ProofError)):
        list(follow(*known(old), end(new), other))


@pytest.mark.parametrize("count", [8, 10])
def test_too_few_or_too_many_are_found(count):
    with pytest.raises(FormatError):
        list(follow(*known(3), end(9), lambda *_at: pack_bundle(LEAVES[:count])))


@pytest.mark.parametrize("size", SIZES)
def test_the_edge_comes_from_tiles(size):
    tiles = grown(3 * WIDTH).tiles
    found = {(tile.level, tile.index): data for tile, data in tiles.items()}
    read = read_tiles(
        lambda tile: found[tile.level, tile.index][: tile.size], 3 * WIDTH
    )
    assert frontier_at(read, size) == grown(size).frontier
