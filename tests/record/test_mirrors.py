"""Mirrors: kept by checked pulls, and what is missing after a restore comes back."""

from datetime import timedelta
from pathlib import Path

import pytest
from tests.cast import NOW, member
from tests.cli.verifying import unpacked, verify, written
from tests.record.logs import add, keys_of, log_of, tended

from folkmoot.engines.tlog import (
    Checkpoint,
    bundle_path,
    hash_leaf,
    open_checkpoint,
    origin_hash,
    pack_bundle,
    sign_checkpoint,
)
from folkmoot.people.models import Collective
from folkmoot.record.keys.keeping import current_keys, open_key
from folkmoot.record.mirrors import (
    MirrorError,
    in_folder,
    keep_mirrors,
    of_log,
    place_at,
    pull,
    read_mirrored,
    size_in,
)
from folkmoot.record.models import Disclosure, Entry, Head, Key, Log, Tile
from folkmoot.record.operations import (
    NotPulledBackError,
    append_entry,
    erase_member,
    pull_back,
)
from folkmoot.record.queries import find_fault, get_checkpoint
from folkmoot.record.tending import Tending

pytestmark = [pytest.mark.django_db, pytest.mark.long]
MINUTE = timedelta(minutes=1)


@pytest.fixture
def place(tmp_path: Path, settings) -> Path:
    """Return a folder of mirrors that the worker keeps up to date."""
    folder = tmp_path / "mirror"
    folder.mkdir()
    with_mirror(settings, folder, tmp_path)
    return folder


def with_mirror(settings, folder: Path, data: Path) -> None:
    more = {"mirrors": [str(folder)], "data": data}
    settings.CONFIG = settings.CONFIG.model_copy(update=more)


def folder_of(place: Path, log: Log) -> Path:
    return place / origin_hash(log.origin)


def grow_to(log: Log, size: int, at=NOW) -> Log:
    add(log.pk, size - Head.objects.get(pk=log.pk).size)
    Tending().look(at)
    return log_of(log.pk)


class TestKeeping:
    @pytest.mark.parametrize("sizes", [(3, 255, 256, 257), (1, 300, 513)])
    def test_each_end_is_the_one_that_was_signed(self, tmp_path, sizes):
        log = tended()
        for size in sizes:
            log = grow_to(log, max(size, log.size))
            end = pull(of_log(log), tmp_path, keys_of(log))
            assert (end.size, end.root) == (log.signed_size, bytes(log.root))
        folder = folder_of(tmp_path, log)
        assert (folder / "checkpoint").read_text() == get_checkpoint(log)
        # A copy is as good a source as the log itself.
        again = pull(in_folder(folder), tmp_path / "again", keys_of(log))
        assert again == end
        status, said = verify_folder(folder, log, tmp_path)
        assert status == 0, said

    def test_what_was_tampered_with_is_not_taken(self, tmp_path):
        log = grow_to(tended(), 300)
        kept = pull(of_log(log), tmp_path, keys_of(log))
        log = grow_to(log, 520)

        def other(path: str) -> bytes | None:
            data = of_log(log)(path)
            return data.replace(b"A", b"B", 1) if "entries/001" in path else data

        for source in (
            other,
            lambda path: of_log(log)(path) if path == "checkpoint" else None,
        ):
            with pytest.raises(MirrorError):
                pull(source, tmp_path, keys_of(log))
            assert size_in(folder_of(tmp_path, log)) == kept.size
        assert pull(of_log(log), tmp_path, keys_of(log)).size == log.size

    def test_less_than_before_is_not_taken(self, tmp_path):
        log = grow_to(tended(), 9)
        early = pull(of_log(log), tmp_path / "early", keys_of(log))
        log = grow_to(log, 12)
        pull(of_log(log), tmp_path, keys_of(log))
        with pytest.raises(MirrorError, match=f"shows {early.size} entries"):
            pull(in_folder(folder_of(tmp_path / "early", log)), tmp_path, keys_of(log))

    def test_two_ends_of_one_size_end_it_and_are_kept(self, tmp_path):
        log = grow_to(tended(), 1)
        pull(of_log(log), tmp_path, keys_of(log))
        [key] = current_keys(log.pk, Key.Use.LOG)
        leaf = Entry.objects.get(collective_id=log.pk, index=0).leaf.encode()
        head = Checkpoint(log.origin, log.size, hash_leaf(leaf + b" "))
        fork = sign_checkpoint(head, open_key(key))
        with pytest.raises(MirrorError, match="two different ends"):
            pull(lambda _path: fork, tmp_path, keys_of(log))
        folder = folder_of(tmp_path, log)
        for file in ("checkpoint", "fork"):
            assert open_checkpoint((folder / file).read_bytes(), keys_of(log))
        with pytest.raises(MirrorError, match="two different ends"):
            pull(of_log(log), tmp_path, keys_of(log))

    def test_nobody_else_s_end_is_taken(self, tmp_path):
        log, other = grow_to(tended(), 3), tended(3, "Oak Lane")
        with pytest.raises(MirrorError):
            pull(of_log(log), tmp_path, keys_of(other))
        assert not list(tmp_path.iterdir())

    def test_one_that_is_not_signed_yet_is_nothing(self, tmp_path):
        assert pull(of_log(Log()), tmp_path, []) is None

    def test_is_served_as_far_as_it_is_signed(self, place, settings, client):
        log = grow_to(tended(), 300)
        pull(of_log(log), settings.CONFIG.data / "mirror", keys_of(log))
        at = f"/mirror/{origin_hash(log.origin)}"
        got = client.get(f"{at}/checkpoint")
        assert (got.status_code, got.content.decode()) == (200, get_checkpoint(log))
        for path in ("tile/entries/000", "tile/0/000", "tile/0/001.p/44"):
            assert client.get(f"{at}/{path}").status_code == 200, path
        for path in ("tile/0/001", "tile/entries/002", "../../x", "fork", "tile/x"):
            assert client.get(f"{at}/{path}").status_code == 404, path
        assert client.get(f"/mirror/{'0' * 64}/checkpoint").status_code == 404
        assert read_mirrored("0" * 64, "tile/0/000") is None

    def test_a_disk_that_is_away_is_told(self, place, settings):
        grow_to(tended(), 3)
        assert keep_mirrors() == []
        with_mirror(settings, place / "away", settings.CONFIG.data)
        assert keep_mirrors() == [f"{place}/away is not there"]
        with pytest.raises(MirrorError):
            place_at(str(place / "away"), "x")


def verify_folder(folder: Path, log: Log, tmp_path: Path) -> tuple[int, dict]:
    """Check a mirror as anybody can: it is a log like any other."""
    from folkmoot.cli.files.verify import Findings
    from folkmoot.cli.files.verify.log import Trust, check_log
    from folkmoot.cli.files.verify.sources import Folder

    findings = Findings()
    trust = Trust(keys=keys_of(log))
    check_log(Folder(folder), trust, findings, lambda *_numbers: None)
    return findings.status, {"faults": findings.faults, "doubts": findings.doubts}


class Day:
    """A record with a mirror, and yesterday's rows of it."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.log = grow_to(tended(), 20)
        self.rows = [
            list(model.objects.filter(collective_id=self.log.pk))
            for model in (Entry, Disclosure, Tile, Head, Log)
        ]
        self.later = grow_to(self.log, 300, NOW + MINUTE)

    def restore(self, new: int = 0) -> None:
        """Put yesterday's rows back; then something more is written."""
        entries, disclosures, tiles, heads, logs = self.rows
        Disclosure.objects.filter(collective_id=self.log.pk).delete()
        for model, rows in ((Entry, entries), (Tile, tiles)):
            model.objects.filter(collective_id=self.log.pk).delete()
            model.objects.bulk_create(rows)
        Disclosure.objects.bulk_create(disclosures)
        for row in (*heads, *logs):
            row.save()
        add(self.log.pk, new)

    def look(self) -> Log:
        Tending().look(NOW + 2 * MINUTE)
        return log_of(self.log.pk)


@pytest.fixture
def day(place: Path) -> Day:
    return Day(place)


class TestPullingBack:
    @pytest.mark.parametrize("new", [1, 0, 400], ids=["few", "none", "more"])
    def test_the_log_goes_on_under_its_name(self, day, new):
        day.restore(new)
        if not new:
            add(day.log.pk)  # nothing to sign: nobody is asked
            new = 1
        stopped = day.look()
        back = day.look()
        assert (stopped.state, back.state) == ("open", "open")
        assert back.origin == day.later.origin
        # What was signed, what was written since, and that it came back.
        assert back.signed_size == back.size == day.later.size + new + 1
        assert find_fault(back.pk) is None
        lost = Entry.objects.filter(collective_id=back.pk, kind="record.lost")
        assert lost.count() == day.later.size - day.log.size
        end = pull(of_log(back), day.place, keys_of(back))
        assert end.size == back.size

    def test_a_copy_verifies_and_says_so(self, day, tmp_path):
        day.restore(2)
        day.look()
        day.look()
        made = Collective.objects.get(id=day.log.pk)
        folder = unpacked(written(made, tmp_path / "e.tar.gz", NOW), tmp_path / "u")
        status, said = verify(folder)
        assert status == 0, said
        lost = said["counts"]["entries whose words are lost"]
        assert lost == day.later.size - day.log.size

    def test_what_the_backup_has_is_not_lost(self, day):
        """Written before the backup, and signed after it."""
        add(day.log.pk, 5)
        day.rows = [
            list(model.objects.filter(collective_id=day.log.pk))
            for model in (Entry, Disclosure, Tile, Head, Log)
        ]
        day.later = grow_to(day.log, 400, NOW + MINUTE)
        day.restore(1)
        day.look()
        back = day.look()
        assert back.state == "open"
        lost = Entry.objects.filter(kind="record.lost").count()
        assert lost == day.later.size - 300 - 5

    def test_a_mirror_that_lags_brings_nothing(self, day, settings, tmp_path):
        lagging = tmp_path / "lagging"
        day.restore()
        pull(of_log(day.log), lagging, keys_of(day.log))
        with_mirror(settings, lagging, tmp_path)
        add(day.log.pk)
        assert day.look().state == "behind"
        with pytest.raises(NotPulledBackError, match="less than was signed"):
            pull_back(
                collective_id=day.log.pk,
                source=place_at(str(lagging), day.log.origin),
                place=str(lagging),
                now=NOW,
            )

    def test_other_entries_than_were_signed_are_not_taken(self, day):
        day.restore(1)
        folder = folder_of(day.place, day.log)
        file = folder / bundle_path(1, day.later.size - 256)
        leaves = [f'{{"_sd":["{"B" * 42}A"],"v":1}}'.encode()] * (day.later.size - 256)
        file.write_bytes(pack_bundle(leaves))
        assert day.look().state == "behind"
        assert not Entry.objects.filter(kind="record.lost").exists()

    def test_who_goes_on_beside_another_takes_nothing(self, day):
        """Only a start brings entries back: two servers on one record do not swap."""
        day.restore(1)
        worker = Tending()
        worker.signed.add(day.log.pk)
        worker.look(NOW + 2 * MINUTE)
        assert log_of(day.log.pk).state == "behind"

    def test_where_something_was_erased_since_people_look_first(self, day):
        day.restore()
        elm = Collective.objects.get(id=day.log.pk)
        di = member(elm, "Di")
        append_entry(
            collective_id=elm.id, kind="test.said", details={}, now=NOW, member_id=di.id
        )
        erase_member(collective_id=elm.id, member_id=di.id, now=NOW)
        assert day.look().state == "behind"

    def test_nothing_is_missing_where_nothing_is(self, day):
        with pytest.raises(NotPulledBackError, match="nothing is missing"):
            pull_back(
                collective_id=day.log.pk, source=lambda _path: None, place="x", now=NOW
            )

    @pytest.mark.tampers
    def test_lost_without_a_word_about_it_is_found(self, day):
        day.restore(1)
        day.look()
        Entry.objects.filter(kind="record.pulled_back").update(kind="record.lost")
        assert find_fault(day.log.pk) is not None
