"""Whatever is written is read back the same, and whatever is read has one spelling."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.engines.tlog.logs import TIME, key_of, witness_of

from folkmoot.engines import tlog
from folkmoot.engines.tlog import (
    Checkpoint,
    FormatError,
    Note,
    Receipt,
    Signature,
    TileId,
    VerifierKey,
    WitnessRequest,
)

letters = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"))
lines = st.text(letters, min_size=1, max_size=60)
names = st.text(letters, min_size=1, max_size=40).filter(
    lambda name: "+" not in name and not any(map(str.isspace, name))
)
hashes = st.binary(min_size=32, max_size=32)
sizes = st.integers(0, 2**63 - 1)
signatures = st.builds(
    Signature,
    names,
    st.binary(min_size=4, max_size=4),
    st.binary(min_size=1, max_size=80),
)
notes = st.builds(
    lambda parts, found: Note("\n".join([*parts, ""]), tuple(found)),
    st.lists(st.text(letters, max_size=60), min_size=1, max_size=6),
    st.lists(signatures, min_size=1, max_size=32),
)
checkpoints = st.builds(
    Checkpoint, lines, sizes, hashes, st.lists(lines, max_size=2).map(tuple)
)
tiles = st.builds(TileId, st.integers(0, 63), sizes, st.integers(1, 256))
# What is nearly right, so that reading gets far before it refuses.
scraps = st.lists(
    st.sampled_from(
        [
            *(b"\n", b"\n\n", b" ", b"+", b"0", b"1", b"old ", b"index ", b"extra ", b"="),
            *(b"c2sp.org/tlog-proof@v1", "\N{EM DASH} ".encode(), b"AAAA", b"quorum none"),
            *(b"A" * 43 + b"=", b"log ", b"witness ", b"group ", b"tile/", b"x001/", b".p/"),
            *(str(key_of().verifier).encode(), b"\xff", b"\0", b"_sd", b"{", b'"', b"[", b","),
        ]
    )
    | st.binary(max_size=3),
    max_size=24,
).map(b"".join)  # fmt: skip


@given(notes)
def test_notes(note):
    data = note.format()
    assert tlog.parse_note(data) == note
    assert tlog.parse_note(data).format() == data


@given(checkpoints)
def test_checkpoints(checkpoint):
    assert tlog.parse_checkpoint(checkpoint.text) == checkpoint


@given(names, st.integers(0, 255), st.binary(min_size=1, max_size=80))
def test_keys(name, kind, public):
    try:
        key = VerifierKey(name, kind, public)
    except FormatError:
        assert kind in {1, 4}
        return
    assert VerifierKey.parse(str(key)) == key


@given(tiles)
def test_paths(tile):
    assert tlog.parse_path(tlog.tile_path(tile)) == ("tile", tile)
    level_0 = TileId(0, tile.index, tile.width)
    path = tlog.bundle_path(tile.index, tile.width)
    assert tlog.parse_path(path) == ("entries", level_0)


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=256))
def test_bundles(entries):
    assert tlog.unpack_bundle(tlog.pack_bundle(entries)) == entries


@given(st.binary(max_size=80))
def test_bundles_have_one_spelling(data):
    try:
        entries = tlog.unpack_bundle(data)
    except FormatError:
        return
    assert tlog.pack_bundle(entries) == data


@given(sizes, st.lists(hashes, max_size=63), notes, st.none() | st.binary(max_size=90))
def test_receipts_and_requests(size, proof, note, extra):
    receipt = Receipt(size, tuple(proof), note.format(), extra)
    assert tlog.parse_receipt(receipt.format()) == receipt
    request = WitnessRequest(size, tuple(proof), note.format())
    assert tlog.parse_request(request.format()) == request


@given(lines, sizes, hashes, st.integers(1, 2**63 - 1))
def test_cosignatures(origin, size, root, time):
    checkpoint = Checkpoint(origin, size, root)
    line = tlog.cosign(checkpoint, witness_of(), time)
    note = tlog.parse_note(f"{checkpoint.text}\n{line}".encode())
    found = tlog.open_cosignatures(note, [witness_of().verifier])
    assert found == {witness_of().name: time}


@given(st.integers(0, 600), st.lists(st.integers(0, 300), max_size=6))
def test_frontiers_do_not_depend_on_batches(size, batches):
    leaves = [tlog.hash_leaf(b"%d" % index) for index in range(size)]
    frontier, at = tlog.Frontier(), 0
    for count in [*batches, size]:
        frontier = frontier.add_many(leaves[at : at + count])
        at = min(size, at + count)
    assert frontier == tlog.Frontier().add_many(leaves)


READERS_OF_BYTES: list[tuple[Any, Any]] = [
    (tlog.parse_note, Note.format),
    (tlog.parse_receipt, Receipt.format),
    (tlog.parse_request, WitnessRequest.format),
    (tlog.read_leaf, lambda digests: tlog.make_leaf(digests, [])),
]
READERS_OF_TEXT: list[tuple[Any, Any]] = [
    (tlog.parse_checkpoint, lambda one: one.text),
    (VerifierKey.parse, str),
    (tlog.parse_path, lambda one: tlog.tile_path(one[1])),
]


def check_spelling(readers: list[tuple[Any, Any]], given: object) -> None:
    for read, write in readers:
        try:
            found = read(given)
        except FormatError:
            continue
        assert write(found) == given


@given(scraps)
def test_whatever_comes_is_refused_in_words_or_has_one_spelling(data):
    check_spelling(READERS_OF_BYTES, data)
    check_spelling(READERS_OF_TEXT, data.decode("utf-8", "replace"))
    assert tlog.answer(data, {}.get).status in {400, 403, 404}


@given(scraps)
def test_policies_are_read_or_refused_in_words(data):
    try:
        policy = tlog.parse_policy(data)
    except FormatError:
        return
    assert tlog.parse_policy(policy.format()) == policy


@given(st.binary(max_size=200), st.integers(0, 1599))
def test_any_bit_of_a_signed_note_counts(data, bit):
    checkpoint = Checkpoint(key_of().name, TIME, tlog.hash_leaf(data))
    note = bytearray(tlog.sign_checkpoint(checkpoint, key_of()))
    note[bit // 8 % len(note)] ^= 1 << bit % 8
    try:
        tlog.open_checkpoint(bytes(note), [key_of().verifier])
    except tlog.TlogError:
        return
    raise AssertionError
