"""A log follows its entries: in the tree, signed once for each size, never forked."""

import json
from datetime import timedelta

import pytest
from tests.cast import NOW, collective
from tests.record.logs import add, keys_of, tended

from folkmoot.engines.tlog import (
    USUAL_DIGESTS,
    hash_leaf,
    inclusion_proof,
    open_checkpoint,
    read_leaf,
    tiles_of,
    verify_inclusion,
)
from folkmoot.record.memory import Signed, recall, remember
from folkmoot.record.models import Disclosure, Entry, Head, Log, Tile
from folkmoot.record.operations import append_entry, integrate, sign
from folkmoot.record.queries import find_fault, get_end
from folkmoot.record.tending import Tending
from folkmoot.record.tiles import get_tile, reader, root_at

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


class TestAppendEntry:
    def test_a_leaf_holds_digests_only_and_its_disclosures_are_behind_them(self):
        elm = collective()
        entry = append_entry(
            collective_id=elm.id, kind="test.said", details={"a": 1}, now=NOW
        )
        digests = read_leaf(entry.leaf.encode())
        assert len(digests) == USUAL_DIGESTS
        assert "test.said" not in entry.leaf
        told = {row.name: row.value for row in Disclosure.objects.filter(entry=entry)}
        assert told == {
            "kind": "test.said",
            "at": NOW.isoformat(),
            "a": 1,
            "holds": ["a", "at", "kind"],
        }

    def test_the_same_words_twice_have_nothing_in_common(self):
        elm = collective()
        add(elm.id, 1)
        add(elm.id, 1)
        one, two = Entry.objects.filter(kind="test.said")
        assert not {*json.loads(one.leaf)["_sd"]} & {*json.loads(two.leaf)["_sd"]}


class TestIntegrate:
    @pytest.mark.parametrize("count", [0, 1, 254, 255, 256, 600])
    def test_tiles_and_root_are_those_of_the_entries(self, count):
        log = tended(count)
        leaves = Entry.objects.filter(collective_id=log.collective_id).order_by("index")
        hashes = [hash_leaf(entry.leaf.encode()) for entry in leaves]
        assert log.size == len(hashes) == Head.objects.get().size
        assert root_at(log.collective_id, log.size) == bytes(log.root)
        for tile in tiles_of(log.size):
            if tile.level == 0:
                start = tile.index * 256
                joined = b"".join(hashes[start : start + tile.width])
                assert get_tile(log.collective_id, tile) == joined
        assert Tile.objects.count() == len(list(tiles_of(log.size)))
        assert find_fault(log.collective_id) is None

    def test_growing_by_any_steps_gives_the_same_tree(self):
        elm = collective()
        for count in (1, 3, 250, 2, 300):
            add(elm.id, count)
            integrate(collective_id=elm.id, now=NOW)
        log = Log.objects.get()
        assert get_end(elm.id).root == bytes(log.root) == root_at(elm.id, log.size)

    def test_every_entry_has_a_proof(self):
        log = tended(300)
        read = reader(log.collective_id, log.size)
        for index in (0, 1, 255, 256, log.size - 1):
            entry = Entry.objects.get(collective_id=log.collective_id, index=index)
            proof = inclusion_proof(index, log.size, read)
            leaf = hash_leaf(entry.leaf.encode())
            verify_inclusion(leaf, index, log.size, proof, bytes(log.root))

    def test_costs_as_much_in_a_long_log(self, django_assert_max_num_queries):
        log = tended(520)
        add(log.collective_id, 1)
        with django_assert_max_num_queries(15):
            integrate(collective_id=log.collective_id, now=NOW)


class TestSign:
    def test_signs_what_is_in_the_tree(self):
        log = tended(5)
        signed = open_checkpoint(log.checkpoint.encode(), keys_of(log))
        assert (signed.origin, signed.size) == (log.origin, log.size)
        assert signed.root == bytes(log.root)
        assert recall(log.collective_id) == Signed(log.origin, log.size, signed.root)

    def test_a_second_look_signs_nothing_new(self):
        log = tended(5)
        assert Tending().look(NOW + MINUTE) == 0
        log.refresh_from_db()
        assert log.signed_at == NOW

    def test_nothing_is_signed_behind_what_was_signed_before(self):
        log = tended(5)
        later = Signed(log.origin, log.size + 9, bytes(32))
        remember(log.collective_id, later)
        add(log.collective_id, 1)
        Tending().look(NOW + MINUTE)
        now = Log.objects.get()
        assert (now.state, now.signed_size) == ("behind", log.size)
        assert recall(log.collective_id) == later

    def test_nothing_is_signed_beside_what_was_signed_before(self):
        log = tended(5)
        remember(log.collective_id, Signed(log.origin, 3, bytes(32)))
        add(log.collective_id, 1)
        Tending().look(NOW + MINUTE)
        assert Log.objects.get().state == "damaged"

    def test_a_server_that_remembers_nothing_is_unsure(self, settings, tmp_path):
        log = tended(5)
        settings.CONFIG = settings.CONFIG.model_copy(update={"data": tmp_path})
        add(log.collective_id, 1)
        Tending().look(NOW + MINUTE)
        assert Log.objects.get().state == "unsure"

    @pytest.mark.tampers
    def test_what_others_saw_is_asked_about(self):
        log = tended(5)
        add(log.collective_id, 2)
        later = integrate(collective_id=log.collective_id, now=NOW)
        signed = sign(collective_id=log.collective_id, now=NOW)
        seen = signed.checkpoint.encode()
        Log.objects.update(size=log.size, root=log.root, edge=log.edge)
        Log.objects.update(signed_size=0, checkpoint="")
        remember(log.collective_id, Signed(log.origin, log.size, bytes(log.root)))
        back = sign(collective_id=log.collective_id, now=NOW, seen=[seen])
        assert (back.state, later.size) == ("behind", signed.signed_size)

    @pytest.mark.tampers
    def test_a_changed_tile_stops_the_signature(self):
        log = tended(5)
        add(log.collective_id, 1)
        integrate(collective_id=log.collective_id, now=NOW)
        tile = Tile.objects.get()
        Tile.objects.update(data=bytes(32) + bytes(tile.data)[32:])
        assert sign(collective_id=log.collective_id, now=NOW).state == "damaged"
        assert find_fault(log.collective_id).index == 0

    @pytest.mark.tampers
    def test_a_changed_entry_stops_the_signature(self):
        log = tended(5)
        add(log.collective_id, 1)
        integrate(collective_id=log.collective_id, now=NOW)
        others = Entry.objects.order_by("-index")[:2]
        Entry.objects.filter(id=others[0].id).update(leaf=others[1].leaf)
        assert sign(collective_id=log.collective_id, now=NOW).state == "damaged"

    @pytest.mark.tampers
    def test_a_missing_entry_stops_the_tree(self):
        log = tended(5)
        add(log.collective_id, 3)
        gone = Entry.objects.order_by("-index")[1]
        gone.disclosures.all().delete()
        gone.delete()
        for _look in range(2):
            Tending().look(NOW + MINUTE)
        now = Log.objects.get()
        assert (now.state, now.size) == ("damaged", log.size)
        assert find_fault(log.collective_id).reason == "an entry is missing"
