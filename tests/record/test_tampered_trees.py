"""Whatever is changed in tiles, heads, signatures, keys and witnesses is found."""

from collections.abc import Callable
from hashlib import sha256

import pytest
from tests.cast import NOW
from tests.record.test_tampering import change_words_and_leaf, delete, name_of
from tests.record.town import SIZE, Town, flip, flip_letter, save

from folkmoot.engines.tlog import (
    EMPTY_ROOT,
    KeyKind,
    SigningKey,
    hash_leaf,
    hash_node,
    sign_checkpoint,
)
from folkmoot.engines.tlog import Checkpoint as Head
from folkmoot.record.keys.keeping import current_keys, make_key, open_key
from folkmoot.record.models import Cosignature, Key, Log, Tile, Witness, Witnessed
from folkmoot.record.queries import find_fault
from folkmoot.web.chance import new_id

pytestmark = [pytest.mark.django_db, pytest.mark.sweep, pytest.mark.tampers]
type Tamper = Callable[[Town], None]


def logs(town: Town):
    return Log.objects.filter(collective_id=town.elm)


# --- Tiles


@pytest.mark.parametrize(
    ("level", "index", "at", "first", "last", "stops"),
    [
        (0, 0, 0, 0, 0, False),
        (0, 0, 20, 20, 20, False),
        (0, 0, 255, 255, 255, False),
        (0, 1, 0, 256, 256, True),
        (0, 1, 43, 299, 299, True),
        (1, 0, 0, 0, 255, True),
    ],
)
@pytest.mark.parametrize("bit", [1, 128])
def test_a_bit_of_a_tile(town: Town, level, index, at, first, last, stops, bit):
    tile = town.tile(level, index)
    save(tile, data=flip(tile.data, at * 32 + 7, bit))
    fault = town.fault()
    assert fault.index == first
    assert (str(last) in fault.reason) == (first != last)
    assert (town.sign_next().state != "open") == stops


@pytest.mark.parametrize(
    ("level", "index", "first"), [(0, 0, 0), (0, 1, 256), (1, 0, 0)]
)
def test_a_tile_that_is_gone(town: Town, level: int, index: int, first: int):
    town.tile(level, index).delete()
    assert town.fault().index == first
    town.sign_next()


@pytest.mark.parametrize(("index", "hashes", "first"), [(0, 99, 99), (1, 3, 259)])
def test_a_tile_that_was_cut(town: Town, index: int, hashes: int, first: int):
    tile = town.tile(0, index)
    save(tile, data=bytes(tile.data)[: 32 * hashes])
    assert town.fault().index == first


@pytest.mark.parametrize(
    ("level", "index", "first"), [(0, 0, 0), (0, 1, SIZE), (1, 0, SIZE)]
)
def test_a_tile_that_holds_more(town: Town, level: int, index: int, first: int):
    tile = town.tile(level, index)
    save(tile, data=bytes(tile.data) + bytes(32))
    assert town.fault().index == first
    assert town.sign_next().state == "open"  # what is too much is never read


def test_two_tiles_that_were_swapped(town: Town):
    one, two = town.tile(0, 0), town.tile(0, 1)
    save(one, data=two.data)
    save(two, data=one.data)
    assert town.fault().index == 0
    assert town.sign_next().state == "damaged"


def test_tiles_of_two_collectives_that_were_swapped(town: Town):
    ours, theirs = town.tile(0, 0), town.tile(0, 0, town.oak)
    save(ours, data=theirs.data)
    save(theirs, data=ours.data)
    assert town.fault().index == 0
    assert find_fault(town.oak).index == 0


@pytest.mark.parametrize(("level", "index"), [(0, 2), (1, 1), (2, 0), (5, 7)])
def test_a_tile_that_no_entry_made(town: Town, level: int, index: int):
    Tile.objects.create(
        collective_id=town.elm, level=level, index=index, data=bytes(32)
    )
    assert town.fault().index == SIZE


# --- An entry with the tiles above it


def forge(town: Town, at: int, *, height: int) -> None:
    """Change an entry and so many of: its tile, the one above, the edge, the root."""
    change_words_and_leaf(town, at)
    leaf = hash_leaf(town.entry(at).leaf.encode())
    tile = town.tile(0, at // 256)
    data, start = bytes(tile.data), at % 256 * 32
    data = data[:start] + leaf + data[start + 32 :]
    save(tile, data=data)
    if height >= 2 and at < 256:
        hashes = [data[n : n + 32] for n in range(0, len(data), 32)]
        while len(hashes) > 1:
            pairs = zip(hashes[::2], hashes[1::2], strict=True)
            hashes = [hash_node(left, right) for left, right in pairs]
        save(town.tile(1, 0), data=hashes[0])
    if height >= 3:
        known = town.log
        town.remake()
        if height == 3:
            logs(town).update(root=known.root)


@pytest.mark.parametrize(
    ("at", "height", "first", "last"),
    [
        (20, 1, 0, 255),
        (255, 1, 0, 255),
        (20, 2, 0, 255),
        (255, 2, 0, 255),
        (256, 1, 256, 287),
        (290, 1, 288, 295),
        (299, 1, 296, 299),
    ],
)
def test_an_entry_forged_with_its_tiles(town: Town, at, height, first, last):
    forge(town, at, height=height)
    fault = town.fault()
    assert (fault.index, str(last) in fault.reason) == (first, True)
    # One hidden tile is read by nobody who signs.
    is_seen = at >= 256 or height == 2
    assert (town.sign_next().state == "damaged") == is_seen


@pytest.mark.parametrize("at", [20, 255, 299])
def test_a_tree_made_again_but_for_its_root(town: Town, at: int):
    forge(town, at, height=3)
    fault = town.fault()
    assert (fault.index, fault.reason.endswith("0 to 299")) == (0, True)
    assert town.sign_next().state == "damaged"


@pytest.mark.parametrize("at", [20, 100, 255, 256, 299])
def test_a_tree_made_again_without_the_key(town: Town, at: int):
    forge(town, at, height=4)
    fault = town.fault()
    assert (fault.index, fault.reason) == (
        0,
        "changed after it was signed: one of the entries 0 to 299",
    )
    assert town.sign_next().state == "damaged"


@pytest.mark.parametrize("size", [0, 150, 299])
def test_a_tree_made_again_over_fewer_entries(town: Town, size: int):
    town.remake(size)
    assert town.fault().index == size
    log = town.sign_next()
    # The entries are there: the same tree grows again, or nothing is signed.
    assert log.state == "open"


# --- The head of the log


def shift_size(town: Town) -> None:
    logs(town).update(size=SIZE - 1)


def raise_size(town: Town) -> None:
    logs(town).update(size=SIZE + 1)


def flip_root(town: Town) -> None:
    logs(town).update(root=flip(town.log.root))


def empty_log(town: Town) -> None:
    logs(town).update(size=0, root=EMPTY_ROOT, edge=b"")


def rename(town: Town) -> None:
    logs(town).update(origin="elm.example/log")


def promise_another_key(town: Town) -> None:
    logs(town).update(next_digest="0" * 64)


def forget_that_it_was_signed(town: Town) -> None:
    logs(town).update(checkpoint="")


def say_that_more_was_signed(town: Town) -> None:
    logs(town).update(signed_size=SIZE + 1)


def say_that_less_was_signed(town: Town) -> None:
    logs(town).update(signed_size=SIZE - 1)


def flip_in_signature(town: Town) -> None:
    note = town.log.checkpoint
    logs(town).update(checkpoint=flip_letter(note, len(note) - 20))


def flip_in_signed_root(town: Town) -> None:
    note = town.log.checkpoint
    logs(town).update(checkpoint=flip_letter(note, note.index("\n300\n") + 9))


def change_signed_size(town: Town) -> None:
    note = town.log.checkpoint.replace("\n300\n", "\n299\n")
    logs(town).update(checkpoint=note)


def take_checkpoint_of_oak(town: Town) -> None:
    oak = Log.objects.get(collective_id=town.oak)
    logs(town).update(checkpoint=oak.checkpoint)


def delete_log(town: Town) -> None:
    logs(town).delete()


HEADS = (
    (shift_size, SIZE - 1),
    (raise_size, SIZE),
    (flip_root, SIZE),
    (empty_log, 0),
    (rename, SIZE),
    (promise_another_key, SIZE),
    (forget_that_it_was_signed, SIZE),
    (say_that_more_was_signed, SIZE + 1),
    (say_that_less_was_signed, SIZE - 1),
    (flip_in_signature, SIZE),
    (flip_in_signed_root, SIZE),
    (change_signed_size, SIZE),
    (take_checkpoint_of_oak, SIZE),
    (delete_log, 0),
)


@pytest.mark.parametrize(("tamper", "index"), HEADS, ids=name_of)
def test_the_head_of_a_log(town: Town, tamper: Tamper, index: int):
    tamper(town)
    assert town.fault().index == index


@pytest.mark.parametrize(("at", "first"), [(0, 0), (1, 256), (2, 288), (3, 296)])
def test_a_bit_of_the_edge(town: Town, at: int, first: int):
    logs(town).update(edge=flip(town.log.edge, at * 32))
    assert town.fault().index == first


# --- Keys and witnesses


def put_another_key(town: Town) -> None:
    """Make the tree again and sign it with a key of one's own."""
    delete(town, 20)
    town.shift(21, -1)
    town.remake(SIZE - 1)
    log = town.log
    key = make_key(use=Key.Use.LOG, name=log.origin, collective_id=town.elm, now=NOW)
    head = Head(log.origin, log.size, bytes(log.root))
    note = sign_checkpoint(head, open_key(key)).decode()
    logs(town).update(checkpoint=note, signed_size=log.size)


def replace_key(town: Town) -> None:
    seed = sha256().digest()
    other = SigningKey(town.log.origin, KeyKind.NOTE, seed).verifier
    Key.objects.filter(collective_id=town.elm, use="log").update(public=str(other))


def delete_key(town: Town) -> None:
    Key.objects.filter(collective_id=town.elm, use="log").delete()


def ask_a_friend(town: Town) -> None:
    """Put a witness there that nobody was told of."""
    seed = sha256().digest()
    public = SigningKey("w.example", KeyKind.COSIGNATURE, seed).verifier
    Witness.objects.create(
        id=new_id(), collective_id=town.elm, public=str(public), since=NOW
    )


def line_of(town: Town) -> Cosignature:
    return Cosignature.objects.get(collective_id=town.elm)


def flip_in_cosignature(town: Town) -> None:
    line = line_of(town)
    save(line, line=flip_letter(line.line, len(line.line) - 20))


def take_cosignature_of_oak(town: Town) -> None:
    line = Cosignature.objects.get(collective_id=town.oak).line
    save(line_of(town), line=line)


def empty_cosignature(town: Town) -> None:
    save(line_of(town), line="")


def double_cosignature(town: Town) -> None:
    line = line_of(town)
    save(line, line=line.line + "\n")


@pytest.mark.parametrize(
    "tamper",
    [
        put_another_key,
        replace_key,
        ask_a_friend,
        flip_in_cosignature,
        take_cosignature_of_oak,
        empty_cosignature,
        double_cosignature,
    ],
    ids=name_of,
)
def test_keys_and_witnesses(town: Town, tamper: Tamper):
    tamper(town)
    town.fault()


def test_a_key_that_is_gone_stops_the_signature(town: Town):
    delete_key(town)
    assert find_fault(town.elm) is None  # what was signed can still be checked
    assert town.sign_next().state == "keyless"


def test_what_a_neighbour_saw_is_looked_at(town: Town):
    """The key is stolen, and everything made again; Oak has seen it before."""
    [key] = current_keys(town.elm, Key.Use.LOG)
    forge(town, 20, height=4)
    log = town.log
    head = Head(log.origin, log.size, bytes(log.root))
    note = sign_checkpoint(head, open_key(key)).decode()
    logs(town).update(checkpoint=note)
    Cosignature.objects.filter(collective_id=town.elm).delete()
    assert town.fault().reason.startswith("changed after it was signed")
    assert Witnessed.objects.filter(origin=log.origin).count() == 1
