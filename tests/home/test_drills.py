"""Drills: moving to another server, leaving a federation, coming back after a loss."""

import json
from base64 import b64encode

import pytest
from tests.cast import NOW, collective, member
from tests.cli import tampering as t
from tests.cli.verifying import refresh, unpacked, verify, written
from tests.federating.world import World
from tests.home.builders import agreed, answered, asked
from tests.home.test_archive import empty_the_server, pack
from tests.record.devices import Device

from folkmoot.engines.tlog import (
    KeyKind,
    SigningKey,
    digest,
    hash_leaf,
    inclusion_proof,
    read_leaf,
    verify_inclusion,
)
from folkmoot.home.operations import (
    WrongCopyError,
    import_collective,
    open_copy,
    stop_signing,
)
from folkmoot.record.keys.signatures import device_key
from folkmoot.record.models import Cosignature, Disclosure, Entry, Key, Log
from folkmoot.record.operations import agree_to_sign, change_key, promise_key
from folkmoot.record.queries import get_checkpoint, get_end
from folkmoot.record.tending import Tending
from folkmoot.record.tiles import reader

pytestmark = [pytest.mark.django_db, pytest.mark.long]
PAPER = b"p" * 32


def brought(file):
    with open_copy(file) as copy:
        return import_collective(copy=copy, now=NOW)


@pytest.fixture
def elm():
    made = collective(members=("Ann", "Bo", "Di", "Eve"))
    agreed(*(member(made, name) for name in ("Ann", "Bo", "Di", "Eve")))
    return made


def every_disclosure_proves(made):
    """Check each disclosure against its leaf, and the leaf against the signed root."""
    log = Log.objects.get(collective_id=made.id)
    read = reader(made.id, log.size)
    for entry in Entry.objects.filter(collective_id=made.id):
        leaf = entry.leaf.encode()
        proof = inclusion_proof(entry.index, log.size, read)
        verify_inclusion(hash_leaf(leaf), entry.index, log.size, proof, bytes(log.root))
        digests = read_leaf(leaf)
        assert all(digest(one.encoded) in digests for one in entry.disclosures.all())
    assert Disclosure.objects.filter(collective_id=made.id).exists()


class TestMoving:
    def test_the_record_is_the_same_on_the_new_server(self, elm, tmp_path):
        t.cosigned(elm)
        file = written(elm, tmp_path / "elm.tar.gz", NOW)
        log = Log.objects.get()
        end, note = get_end(elm.id), get_checkpoint(log)
        empty_the_server()
        back = brought(file)
        there = Log.objects.get()
        assert get_end(back.id) == end
        assert (there.origin, there.size, bytes(there.root)) == (
            log.origin,
            log.size,
            end.root,
        )
        assert get_checkpoint(there) == note
        assert Cosignature.objects.count() == 1
        every_disclosure_proves(back)
        assert verify(written(back, tmp_path / "again.tar.gz", NOW))[0] == 0

    def test_nothing_is_signed_there_before_the_key_on_paper_is(self, elm, tmp_path):
        bo = member(elm, "Bo")
        written(elm, tmp_path / "first.tar.gz", NOW)
        promise_key(collective_id=elm.id, seed=PAPER, member_id=bo.id, now=NOW)
        file = written(elm, tmp_path / "elm.tar.gz", NOW)
        kept = tmp_path / "kept"
        kept.write_text(get_checkpoint(Log.objects.get()))
        empty_the_server()
        back = brought(file)
        assert not Key.objects.filter(sealed__isnull=False).exists()
        agreed(member(back, "Bo"), member(back, "Ann"), title="Next")
        Tending().look(NOW)
        there = Log.objects.get()
        assert (there.state, there.trouble) == ("keyless", "moved")
        assert there.signed_size < there.size
        status, said = verify(written(back, tmp_path / "unsigned.tar.gz", NOW))
        assert (status, said["faults"]) == (2, [])
        assert "keyless: moved" in said["unchecked"][0]
        change_key(collective_id=back.id, seed=PAPER, member_id=bo.id, now=NOW)
        again = written(back, tmp_path / "signed.tar.gz", NOW)
        status, said = verify(again, "--checkpoint", str(kept))
        assert (status, said["faults"], said["unchecked"]) == (0, [], [])

    def test_devices_go_on_to_sign_there(self, elm, tmp_path):
        bo, di = (Device(member(elm, name)) for name in ("Bo", "Di"))
        for device in (bo.set(), di.set()):
            assert device_key(elm.id, device.member.id) == str(device.key.verifier)
        stop_signing(member=di.member, now=NOW)
        Tending().look(NOW)
        file = written(elm, tmp_path / "devices.tar.gz", NOW)
        empty_the_server()
        back = brought(file)
        assert device_key(back.id, bo.member.id) == str(bo.key.verifier)
        assert device_key(back.id, di.member.id) == ""
        assert verify(written(back, tmp_path / "back.tar.gz", NOW))[1]["faults"] == []

    def test_without_a_paper_two_members_go_on_under_a_new_name(self, elm, tmp_path):
        file = written(elm, tmp_path / "elm.tar.gz", NOW)
        before = Log.objects.get().origin
        empty_the_server()
        back = brought(file)
        for name in ("Bo", "Di"):
            agree_to_sign(
                collective_id=back.id, member_id=member(back, name).id, now=NOW
            )
        status, said = verify(written(back, tmp_path / "again.tar.gz", NOW))
        assert (status, said["faults"], said["unchecked"]) == (0, [], [])
        assert Log.objects.get().origin != before
        assert said["counts"]["earlier names"] == 1
        every_disclosure_proves(back)
        folder = unpacked(tmp_path / "again.tar.gz", tmp_path / "earlier")
        self.believe_another(folder)
        status, said = verify(folder)
        assert status == 1
        assert "was not signed as it says" in said["faults"][0]["what"]

    def believe_another(self, folder):
        """Let a copy name a thief's key for what was signed before."""
        table = t.Rows(folder, "record.earliername")
        (row,) = table.rows
        thief = SigningKey(row["origin"], KeyKind.NOTE, t.THIEF)
        row["policy"] = f"log {thief.verifier}\nquorum none\n"
        table.save()
        refresh(folder)

    def test_names_the_first_entry_that_does_not_hold(self, elm, tmp_path):
        folder = unpacked(written(elm, tmp_path / "elm.tar.gz", NOW), tmp_path / "u")
        (bundle,) = (folder / "log/tile/entries").rglob("0*/*")
        leaves = t.unpack_bundle(bundle.read_bytes())
        leaves[6] = t.forged(leaves[6])
        root = t.write_leaves(folder, leaves)
        t.manifest(folder, root=b64encode(root).decode())
        refresh(folder)
        files = {
            file.relative_to(folder).as_posix(): file.read_bytes()
            for file in folder.rglob("*")
            if file.is_file()
        }
        assert json.loads(files["manifest.json"])["format"] == "folkmoot-collective-2"
        path = pack(files, tmp_path / "forged.tar.gz")
        with pytest.raises(WrongCopyError, match="entry 7"), open_copy(path):
            pass


class TestLeaving:
    def test_a_group_takes_its_record_along(self, tmp_path):
        world = World(leaves=2)
        world.ask(scope="shared")
        world.draft()
        ash = world.leaves[0]
        file = written(ash, tmp_path / "ash.tar.gz", NOW)
        end = get_end(ash.id)
        empty_the_server()
        back = brought(file)
        assert get_end(back.id) == end
        every_disclosure_proves(back)
        status, said = verify(written(back, tmp_path / "again.tar.gz", NOW))
        assert (status, said["faults"], said["unchecked"]) == (0, [], [])


class TestComingBack:
    def test_a_copy_of_yesterday_is_known_to_be_of_yesterday(self, elm, tmp_path):
        file = written(elm, tmp_path / "elm.tar.gz", NOW)
        answered(asked(member(elm, "Bo"), "Later"), member(elm, "Bo"))
        written(elm, tmp_path / "today.tar.gz", NOW)
        kept = tmp_path / "kept"
        kept.write_text(get_checkpoint(Log.objects.get()))
        empty_the_server()
        back = brought(file)
        for name in ("Bo", "Di"):
            agree_to_sign(
                collective_id=back.id, member_id=member(back, name).id, now=NOW
            )
        status, said = verify(
            written(back, tmp_path / "again.tar.gz", NOW), "--checkpoint", str(kept)
        )
        # Under the old name nothing is signed twice: the new one has another key.
        assert status == 1
        assert "does not count" in said["faults"][0]["what"]
