"""Signed ends that others followed: kept, served, and continued by the log."""

from datetime import timedelta
from itertools import combinations

import pytest
from django.test import Client
from tests import cast
from tests.cast import NOW, collective, member
from tests.cli.verifying import refresh, unpacked, verify, written
from tests.home.test_archive import empty_the_server
from tests.home.test_drills import brought
from tests.record.logs import add, keys_of, log_of, tended

from folkmoot.cli.files.verify.findings import Findings
from folkmoot.cli.files.verify.kept import check_kept_before, kept_at
from folkmoot.cli.files.verify.log import Trust, check_log
from folkmoot.engines.tlog import (
    Checkpoint,
    KeyKind,
    SigningKey,
    VerifierKey,
    consistency_proof,
    open_checkpoint,
    open_cosignatures,
    parse_note,
    sign_checkpoint,
    verify_consistency,
)
from folkmoot.people.models import Collective
from folkmoot.record.keys.keeping import current_keys, open_key
from folkmoot.record.models import KeptEnd, Key, Log, Witness
from folkmoot.record.operations import agree_to_sign
from folkmoot.record.queries import find_fault, list_kept
from folkmoot.record.tending import Tending
from folkmoot.record.tiles import reader

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def grown(hours: int, name: str = "Elm Street") -> Log:
    """Return a log that was signed once an hour, the first time at `NOW`."""
    log = tended(name=name)
    return go_on(log, [NOW + HOUR * hour for hour in range(1, hours)])


def go_on(log: Log, times) -> Log:
    for at in times:
        add(log.collective_id, 3)
        Tending().look(at)
    return log_of(log.collective_id)


class Served:
    """A log as the server has it, for whoever checks one at an address."""

    def __init__(self, log: Log) -> None:
        self.place, self.client = f"/log/{log.collective_id}", Client()

    def read(self, path: str) -> bytes | None:
        answer = self.client.get(f"{self.place}/{path}")
        return answer.content if answer.status_code == 200 else None


def checked(log: Log) -> Findings:
    findings, source = Findings(), Served(log)
    served = kept_at(source, findings)
    trust = Trust(kept=served.now)
    found = check_log(source, trust, findings, lambda _done, _all: None)
    check_kept_before(source, served, found.checkpoint.size, findings)
    return findings


def forged(row: KeptEnd) -> str:
    """Return another end of the same size, signed by the log's own key."""
    [key] = current_keys(row.collective_id, Key.Use.LOG)
    log = log_of(row.collective_id)
    return sign_checkpoint(
        Checkpoint(log.origin, row.size, bytes(32)), open_key(key)
    ).decode()


def forged_before(row: KeptEnd) -> None:
    """Put another end of that size in its place, signed by the key of that time."""
    keys = Key.objects.filter(collective_id=row.collective_id, use="log")
    log = log_of(row.collective_id)
    old = open_checkpoint(row.checkpoint.encode(), keys_of(log))
    other = Checkpoint(old.origin, old.size, bytes(32))
    key = open_key(keys.earliest("since"))
    row.checkpoint = sign_checkpoint(other, key).decode()
    row.save()


class TestKeeping:
    def test_the_last_of_each_hour_is_kept(self):
        log = tended()
        sizes = []
        for hour in range(3):
            start = NOW + HOUR * hour
            log = go_on(log, [start + timedelta(minutes=at) for at in (1, 20, 40)])
            sizes.append(log.signed_size)
        # The last hour is not over.
        assert [row.size for row in list_kept(log.collective_id)] == sizes[1::-1]

    def test_with_the_lines_of_its_witnesses(self):
        for name in ("Oak Lane", "Ash Yard"):
            collective(name, members=(f"{name} A", f"{name} B"))
        log = grown(3)
        asked = Witness.objects.filter(collective_id=log.collective_id)
        keys = [VerifierKey.parse(one.public) for one in asked]
        for row in list_kept(log.collective_id):
            note = parse_note(row.checkpoint.encode())
            assert len(open_cosignatures(note, keys)) == 2

    def test_after_a_week_one_a_day_is_left(self):
        days = 12
        log = go_on(tended(), [NOW + HOUR * at for at in range(1, 24 * days, 6)])
        kept = [row.at for row in list_kept(log.collective_id)]
        week_ago = log.signed_at - timedelta(days=7)
        old = [at.date() for at in kept if at < week_ago]
        assert len(old) == len(set(old)) == 6
        last_of_first_day = max(
            at
            for at in (NOW + HOUR * hour for hour in (0, *range(1, 24 * days, 6)))
            if at.date() == NOW.date()
        )
        assert kept[-1] == last_of_first_day
        assert len([at for at in kept if at >= week_ago]) == 4 * 7
        assert find_fault(log.collective_id) is None


class TestServed:
    def test_any_two_are_consistent(self):
        log = grown(5)
        served = Served(log)
        lines = (served.read("kept") or b"").decode().splitlines()
        assert len(lines) == 4
        heads = []
        for line in lines:
            number, size, at = line.split()
            note = served.read(f"again/{number}/checkpoint/{size}")
            heads.append(open_checkpoint(note, keys_of(log)))
            assert heads[-1].size == int(size)
            assert int(at) >= NOW.timestamp()
        for new, old in combinations(heads, 2):
            proof = consistency_proof(
                old.size, new.size, reader(log.collective_id, new.size)
            )
            verify_consistency(old.size, old.root, new.size, new.root, proof)

    def test_none_is_there_that_was_not_kept(self):
        log = grown(2)
        served = Served(log)
        for path in (
            "again/2/checkpoint/1",
            "again/1/checkpoint/999999",
            f"again/1/checkpoint/{2**70}",
        ):
            assert served.read(path) is None

    @pytest.mark.tampers
    def test_who_checks_the_address_checks_them_too(self):
        log = grown(4)
        found = checked(log)
        assert (found.faults, found.counts["earlier signed ends"]) == ([], 3)
        row = list_kept(log.collective_id)[1]
        row.checkpoint = forged(row)
        row.save()
        [fault] = checked(log).faults
        assert fault.first == list_kept(log.collective_id)[2].size
        assert fault.last == row.size - 1


class TestChecked:
    @pytest.mark.tampers
    def test_another_end_of_that_size_is_found_on_the_server(self):
        log = grown(3)
        assert find_fault(log.collective_id) is None
        row = list_kept(log.collective_id)[0]
        row.checkpoint = forged(row)
        row.save()
        assert find_fault(log.collective_id) is not None

    @pytest.mark.tampers
    @pytest.mark.parametrize(
        "change", [{"checkpoint": "nothing\n"}, {"size": 1}, {"number": 2}]
    )
    def test_what_is_not_as_it_was_signed_is_found(self, change):
        log = grown(3)
        KeptEnd.objects.filter(pk=list_kept(log.collective_id)[0].pk).update(**change)
        assert find_fault(log.collective_id) is not None

    @pytest.mark.tampers
    def test_a_copy_has_them_and_is_held_against_them(self, tmp_path):
        log = grown(3)
        made = Collective.objects.get(id=log.collective_id)
        file = written(made, tmp_path / "elm.tar.gz", NOW + HOUR * 3)
        status, said = verify(file)
        assert (status, said["counts"]["earlier signed ends"]) == (0, 2)
        row = list_kept(log.collective_id)[0]
        folder = unpacked(file, tmp_path / "u")
        table = folder / "record.keptend.jsonl"
        text = table.read_text()
        old = row.checkpoint.replace("\n", "\\n")
        assert old in text
        table.write_text(text.replace(old, forged(row).replace("\n", "\\n")))
        refresh(folder)
        status, said = verify(folder)
        assert (status, said["faults"][0]["last"]) == (1, row.size - 1)

    def test_they_come_along_to_another_server(self, tmp_path):
        log = grown(3)
        made = Collective.objects.get(id=log.collective_id)
        kept = [row.checkpoint for row in list_kept(log.collective_id)]
        file = written(made, tmp_path / "elm.tar.gz", NOW + HOUR * 3)
        empty_the_server()
        back = brought(file)
        assert [row.checkpoint for row in list_kept(back.id)] == kept


class TestEarlierNames:
    @pytest.fixture
    def renamed(self):
        log = grown(3)
        made = Collective.objects.get(id=log.collective_id)
        Log.objects.filter(pk=log.pk).update(state="behind", trouble="99 memory")
        for name in ("Ann", "Bo"):
            agree_to_sign(
                collective_id=log.pk, member_id=member(made, name).id, now=NOW + DAY
            )
        Tending().look(NOW + DAY)
        return go_on(log_of(log.pk), [NOW + DAY + HOUR])

    def test_what_was_kept_under_them_still_counts(self, renamed, tmp_path):
        numbers = [row.number for row in list_kept(renamed.pk)]
        assert numbers == [2, 1, 1]
        assert find_fault(renamed.pk) is None
        found = checked(renamed)
        assert (found.status, found.counts["earlier signed ends"]) == (0, 3)
        made = Collective.objects.get(id=renamed.pk)
        status, said = verify(written(made, tmp_path / "elm.tar.gz", NOW + DAY * 2))
        assert (status, said["faults"]) == (0, [])

    @pytest.mark.tampers
    def test_another_end_under_one_is_found(self, renamed, tmp_path):
        forged_before(list_kept(renamed.pk).filter(number=1)[0])
        assert find_fault(renamed.pk) is not None
        made = Collective.objects.get(id=renamed.pk)
        status, said = verify(written(made, tmp_path / "elm.tar.gz", NOW + DAY * 2))
        assert status == 1
        assert any("does not continue" in one["what"] for one in said["faults"])

    @pytest.mark.tampers
    @pytest.mark.parametrize(("place", "status"), [(1, 1), (0, 2)])
    def test_who_checks_the_address_finds_it_too(self, renamed, place, status):
        """Whether the last one of a name should go on, only a copy tells."""
        forged_before(list_kept(renamed.pk).filter(number=1)[place])
        found = checked(renamed)
        assert found.status == status
        told = found.doubts + [one.what for one in found.faults]
        assert ["does not continue" in one for one in told] == [True]

    @pytest.mark.tampers
    def test_who_is_not_believed_under_an_earlier_name_is_found(self, renamed):
        row = list_kept(renamed.pk).filter(number=1)[0]
        end = open_checkpoint(row.checkpoint.encode(), keys_of(renamed))
        other = SigningKey(end.origin, KeyKind.NOTE, bytes(32))
        row.checkpoint = sign_checkpoint(end, other).decode()
        row.save()
        [fault] = checked(renamed).faults
        assert fault.file == f"again/1/checkpoint/{row.size}"


class TestPages:
    def test_members_see_them_with_code_and_witnesses(self):
        for name in ("Oak Lane", "Ash Yard"):
            collective(name, members=(f"{name} A", f"{name} B"))
        log = grown(3)
        elm = Collective.objects.get(id=log.collective_id)
        ann = cast.signed_in(member(elm, "Ann"))
        page = ann.get(f"/c/{elm.slug}/record/ends/").content.decode()
        for row in list_kept(log.collective_id):
            assert f"up to entry {row.size}, 2 witnesses signed" in page
            assert f"/log/{log.pk}/again/1/checkpoint/{row.size}" in page
        record = ann.get(f"/c/{elm.slug}/record/").content.decode()
        assert f"Signed up to entry {list_kept(log.pk)[0].size}." in record

    def test_none_yet(self):
        log = tended()
        elm = Collective.objects.get(id=log.collective_id)
        ann = cast.signed_in(member(elm, "Ann"))
        page = ann.get(f"/c/{elm.slug}/record/ends/").content.decode()
        assert "There is none yet." in page
