"""When all keys are lost, a record goes on by the word of its guardians alone."""

import shutil
from datetime import timedelta

import pytest
from tests.cast import NOW, member
from tests.cli import tampering as t
from tests.cli.verifying import unpacked, verify, written
from tests.home.test_archive import empty_the_server
from tests.record.logs import add, log_of, tended

from folkmoot.engines.tlog import parse_policy
from folkmoot.home.operations import import_collective, open_copy
from folkmoot.people.models import Collective
from folkmoot.record.keys.keeping import current_keys, open_key
from folkmoot.record.models import EarlierName, Entry, Key, Log, Rekeying
from folkmoot.record.operations import (
    NamedGuardian,
    VoucherRefusedError,
    agree_to_sign,
    change_key,
    name_guardians,
    promise_key,
    take_voucher,
    vouch,
)
from folkmoot.record.queries import find_fault, get_policy
from folkmoot.record.queries.guardians import make_voucher, own_key, rekey_of
from folkmoot.record.tending import Tending

pytestmark = [pytest.mark.django_db, pytest.mark.long]
MINUTE = timedelta(minutes=1)
GUARDS = ("Oak Lane", "Ash Row", "Fir Hill")


def who(log: Log, name: str):
    return member(Collective.objects.get(id=log.collective_id), name).id


class Elm:
    """A record with three guardians, two of them needed, whose keys are lost."""

    def __init__(self) -> None:
        self.at = NOW
        self.log = tended(5)
        self.guards = [tended(1, name) for name in GUARDS]
        self.name(2, self.guards)

    def name(self, needed: int, guards) -> None:
        named = [
            NamedGuardian(str(n), own_key(one.collective_id))
            for n, one in enumerate(guards)
        ]
        name_guardians(
            collective_id=self.log.pk,
            needed=needed,
            guardians=named,
            question_id=None,
            now=self.at,
        )
        self.tend()

    def tend(self) -> Log:
        self.at += MINUTE
        Tending().look(self.at)
        self.log = log_of(self.log.pk)
        return self.log

    def lose_keys(self) -> None:
        """Let nothing open the server's key any more; there is no paper."""
        add(self.log.pk)
        Key.objects.filter(collective_id=self.log.pk, use="log").update(sealed=b"x")
        assert self.tend().state == "keyless"

    def ask(self) -> Rekeying:
        for name in ("Ann", "Bo"):
            agree_to_sign(
                collective_id=self.log.pk, member_id=who(self.log, name), now=self.at
            )
        return Rekeying.objects.get(pk=self.log.pk)

    def vouch(self, guard: Log, row: Rekeying):
        return vouch(collective_id=guard.pk, rekey=rekey_of(row), now=self.at)


@pytest.fixture
def elm() -> Elm:
    made = Elm()
    made.lose_keys()
    return made


class TestGoingOn:
    def test_two_of_three_guardians_let_it_go_on(self, elm):
        old, end = elm.log.origin, elm.log.signed_size
        row = elm.ask()
        assert (row.origin, row.size) == (old, end)
        for count, guard in enumerate(elm.guards[:2]):
            assert elm.tend().state == "keyless"
            assert len(Rekeying.objects.get().vouchers) == count
            elm.vouch(guard, row)
            elm.tend()
        assert elm.log.origin == f"{old}/again/2"
        log = elm.tend()
        assert (log.state, log.signed_size) == ("open", log.size)
        assert str(parse_policy(log_policy(log)).logs[0].key) == row.public
        assert not Rekeying.objects.exists()
        for one in (elm.log, *elm.guards):
            assert find_fault(one.pk) is None
        earlier = EarlierName.objects.get()
        assert (earlier.origin, earlier.until > NOW) == (old, True)

    def test_members_alone_can_do_nothing(self, elm):
        for _round in range(2):
            elm.ask()
        assert elm.tend().state == "keyless"
        assert elm.log.origin.count("again") == 0
        kinds = Entry.objects.filter(kind="log.guardians_asked")
        assert kinds.count() == 2

    def test_who_asks_anew_gets_another_key(self, elm):
        first, again = elm.ask(), elm.ask()
        assert first.public != again.public
        for guard in elm.guards:
            elm.vouch(guard, first)
        elm.tend()
        assert Rekeying.objects.get().vouchers == {}
        assert elm.tend().state == "keyless"

    def test_the_paper_comes_back(self, elm):
        """Found meanwhile, it goes on under the old name, and nobody need vouch."""
        ann = {"collective_id": elm.log.pk, "member_id": who(elm.log, "Ann")}
        promise_key(seed=bytes(32), now=elm.at, **ann)
        row = elm.ask()
        change_key(seed=bytes(32), now=elm.at, **ann)
        assert elm.tend().state == "open"
        voucher = elm.vouch(elm.guards[0], row)
        elm.tend()
        with pytest.raises(VoucherRefusedError):
            take_voucher(
                collective_id=elm.log.pk, voucher=make_voucher(voucher), now=elm.at
            )

    def test_a_voucher_comes_by_mail(self, elm):
        row = elm.ask()
        for guard in elm.guards[1:]:
            given = elm.vouch(guard, row)
            Tending().finish(guard.pk, elm.at)
            text = make_voucher(given).replace("\n", "  \r\n")
            log = take_voucher(collective_id=elm.log.pk, voucher=text, now=elm.at)
        assert log.origin.endswith("/again/2")

    def test_who_is_no_guardian_is_refused(self, elm):
        row, cy = elm.ask(), tended(1, "Cy Road")
        given = elm.vouch(cy, row)
        elm.tend()
        with pytest.raises(VoucherRefusedError):
            take_voucher(
                collective_id=elm.log.pk, voucher=make_voucher(given), now=elm.at
            )
        assert Rekeying.objects.get().vouchers == {}

    def test_other_entries_under_the_old_end_are_not_gone_on_from(self, elm):
        row = elm.ask()
        Rekeying.objects.update(root=bytes(32))
        row.refresh_from_db()
        given = [elm.vouch(guard, row) for guard in elm.guards[:2]]
        for guard in elm.guards[:2]:
            Tending().finish(guard.pk, elm.at)
        take_voucher(
            collective_id=elm.log.pk, voucher=make_voucher(given[0]), now=elm.at
        )
        with pytest.raises(VoucherRefusedError):
            take_voucher(
                collective_id=elm.log.pk, voucher=make_voucher(given[1]), now=elm.at
            )


def log_policy(log: Log) -> bytes:
    return get_policy(log).encode()


class TestCopies:
    """A copy of a record that went on: verified, tampered with, brought elsewhere."""

    @pytest.fixture
    def folder(self, elm, tmp_path):
        row = elm.ask()
        for guard in elm.guards[:2]:
            elm.vouch(guard, row)
        for _round in range(3):
            elm.tend()
        self.elm = elm
        made = Collective.objects.get(id=elm.log.pk)
        file = written(made, tmp_path / "elm.tar.gz", elm.at)
        return unpacked(file, tmp_path / "u")

    def anew(self) -> Entry:
        rows = Entry.objects.filter(collective_id=self.elm.log.pk, kind="log.opened")
        return rows.latest("index")

    def told(self) -> dict:
        return {one.name: one.value for one in self.anew().disclosures.all()}

    @pytest.mark.sweep
    def test_each_tampering_is_found_and_named(self, folder, tmp_path):
        status, said = verify(folder)
        assert status == 0, said
        assert said["counts"]["earlier ends that go on"] == 1
        told = self.told()
        end, vouchers = told["continues"], told["vouchers"]
        ways = [
            ({"vouchers": vouchers[:1]}, "fewer than 2"),
            ({"vouchers": [vouchers[0]] * 2}, "fewer than 2"),
            ({"vouchers": None}, "fewer than 2"),
            ({"continues": None}, "what it continues"),
            ({"continues": end | {"size": end["size"] - 1}}, "another end"),
            ({"continues": end | {"origin": "x.example/log"}}, "another one"),
            ({"key": self.elm.guards[0].origin}, ""),
        ]
        [key] = current_keys(self.elm.log.pk, Key.Use.LOG)
        for number, (other, words) in enumerate(ways):
            copy = tmp_path / f"t{number}"
            shutil.copytree(folder, copy)
            index = self.anew().index
            t.say_else(copy, index, open_key(key), **other)
            status, said = verify(copy)
            first = said["faults"][0]
            assert (status, first["first"]) == (1, index), (other, said["faults"])
            assert words in first["what"]

    def test_guardians_named_by_hand_do_not_count(self, folder, tmp_path):
        """Who holds the key and puts friends in the place of those who were named."""
        cy = own_key(tended(1, "Cy Road").pk)
        index = Entry.objects.get(kind="log.guardians_named").index
        [key] = current_keys(self.elm.log.pk, Key.Use.LOG)
        t.say_else(folder, index, open_key(key), guardians=[cy], needed=1)
        status, said = verify(folder)
        assert (status, said["faults"][0]["first"]) == (1, self.anew().index)

    def test_comes_along_to_another_server(self, folder, tmp_path):
        made = Collective.objects.get(id=self.elm.log.pk)
        kept = log_of(made.pk).guardians
        file = written(made, tmp_path / "again.tar.gz", self.elm.at)
        empty_the_server()
        with open_copy(file) as copy:
            import_collective(copy=copy, now=self.elm.at)
        log = log_of(made.pk)
        assert (log.state, log.guardians) == ("keyless", kept)


@pytest.mark.tampers
class TestChecking:
    def test_guardians_changed_in_the_table_are_found(self, elm):
        rows = elm.log.guardians
        Log.objects.filter(pk=elm.log.pk).update(guardians=[rows[0] | {"needed": 3}])
        assert "guardians" in find_fault(elm.log.pk).reason
