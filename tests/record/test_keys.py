"""Keys follow each other by promise; a log that stopped goes on by two members."""

from datetime import timedelta
from pathlib import Path

import pytest
from tests.cast import NOW, member
from tests.record.logs import add, keys_of, log_of, tended

from folkmoot.engines.tlog import open_note, parse_checkpoint, parse_note
from folkmoot.people.models import Collective
from folkmoot.record.keys.keeping import current_keys, open_key
from folkmoot.record.keys.paper import (
    PaperKeyError,
    new_paper_key,
    read_paper_key,
    write_paper_key,
)
from folkmoot.record.keys.sealing import SealedError
from folkmoot.record.memory import Signed, recall, remember
from folkmoot.record.models import Entry, Key, Log, Witness
from folkmoot.record.operations import (
    KeyRefusedError,
    NothingToAgreeError,
    agree_to_key,
    agree_to_sign,
    change_key,
    erase_member,
    promise_key,
    refuse_key,
)
from folkmoot.record.queries import find_fault
from folkmoot.record.tending import Tending

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
SEED = bytes(range(32))
OTHER, THIRD = bytes(32), bytes([7]) * 32


def who(log: Log, name: str = "Ann"):
    return member(Collective.objects.get(id=log.collective_id), name).id


class TestPaper:
    def test_is_typed_back_whatever_the_spaces_and_capitals(self):
        paper = write_paper_key(SEED)
        assert len(paper.split()) == 17
        assert read_paper_key(paper) == SEED
        assert read_paper_key(paper.upper().replace(" ", "\n")) == SEED
        assert read_paper_key(paper.replace(" ", "-")) == SEED

    @pytest.mark.parametrize("at", [0, 5, 40, 83])
    def test_a_slip_of_the_pen_is_told(self, at):
        paper = write_paper_key(SEED)
        other = "0" if paper[at] != "0" else "1"
        with pytest.raises(PaperKeyError):
            read_paper_key(paper[:at] + other + paper[at + 1 :])

    @pytest.mark.parametrize("text", ["", "ñ" * 68, "00", write_paper_key(SEED)[:-5]])
    def test_what_is_no_key(self, text):
        with pytest.raises(PaperKeyError):
            read_paper_key(text)

    def test_no_two_are_the_same(self):
        assert new_paper_key() != new_paper_key()


class TestChangeKey:
    def promised(self) -> Log:
        log = tended(3)
        promise_key(
            collective_id=log.collective_id, seed=SEED, member_id=who(log), now=NOW
        )
        return log_of(log.collective_id)

    def change(self, log: Log, seed: bytes = SEED) -> Log:
        return change_key(
            collective_id=log.collective_id,
            seed=seed,
            member_id=who(log),
            now=NOW + MINUTE,
        )

    def test_only_the_promised_key_follows(self):
        log = self.promised()
        with pytest.raises(KeyRefusedError):
            self.change(log, bytes(32))
        self.change(log)
        with pytest.raises(KeyRefusedError):
            self.change(log)

    def test_without_a_promise_none_follows(self):
        with pytest.raises(KeyRefusedError):
            self.change(tended(1))

    def test_the_promise_is_a_digest_and_the_key_is_nowhere(self):
        log = self.promised()
        assert len(log.next_digest) == 64
        assert Key.objects.filter(use="log").count() == 1

    @pytest.mark.parametrize(("days", "lines"), [(29, 2), (31, 1)])
    def test_both_sign_for_thirty_days(self, days, lines):
        log = self.promised()
        self.change(log)
        add(log.collective_id)
        Tending().look(NOW + timedelta(days=days))
        log.refresh_from_db()
        note = parse_note(log.checkpoint.encode())
        assert len(open_note(note, keys_of(log))) == len(note.signatures) == lines
        new = current_keys(log.collective_id, Key.Use.LOG)[0]
        assert open_note(note, [open_key(new).verifier])

    def test_another_secret_opens_no_key(self, settings):
        log = tended(1)
        settings.SECRET_KEY = "another"
        with pytest.raises(SealedError):
            open_key(current_keys(log.collective_id, Key.Use.LOG)[0])


class TestReplaceKey:
    @pytest.fixture
    def log(self) -> Log:
        log = tended(3)
        self.promise(log, SEED)
        return log_of(log.collective_id)

    def promise(self, log: Log, seed: bytes, name: str = "Ann") -> Log:
        return promise_key(
            collective_id=log.collective_id,
            seed=seed,
            member_id=who(log, name),
            now=NOW,
        )

    def answer(self, log: Log, act, name: str = "Bo", digest: str = "") -> Log:
        return act(
            collective_id=log.collective_id,
            digest=digest or log_of(log.collective_id).offered_digest,
            member_id=who(log, name),
            now=NOW,
        )

    def change(self, log: Log, seed: bytes) -> Log:
        return change_key(
            collective_id=log.collective_id, seed=seed, member_id=who(log), now=NOW
        )

    def test_one_member_alone_replaces_none(self, log):
        asked = self.promise(log, OTHER)
        assert asked.next_digest == log.next_digest != asked.offered_digest
        for again in (OTHER, SEED):
            with pytest.raises((KeyRefusedError, NothingToAgreeError)):
                self.promise(log, again)
        with pytest.raises(NothingToAgreeError):
            self.answer(log, agree_to_key, "Ann")
        with pytest.raises(KeyRefusedError):
            self.change(log, OTHER)
        self.change(log, SEED)
        assert not log_of(log.collective_id).offered_digest
        assert find_fault(log.collective_id) is None

    def test_a_second_member_agrees(self, log):
        asked = self.promise(log, OTHER)
        agreed = self.answer(log, agree_to_key)
        assert (agreed.next_digest, agreed.offered_by) == (asked.offered_digest, None)
        with pytest.raises(KeyRefusedError):
            self.change(log, SEED)
        self.change(log, OTHER)
        kinds = Entry.objects.filter(kind__startswith="log.key").order_by("index")
        assert [one.kind for one in kinds] == [
            *("log.key_promised", "log.key_replacement_asked"),
            *("log.key_promised", "log.key_changed"),
        ]
        assert find_fault(log.collective_id) is None

    def test_typing_the_same_paper_is_to_agree(self, log):
        asked = self.promise(log, OTHER)
        assert self.promise(log, OTHER, "Bo").next_digest == asked.offered_digest

    def test_each_member_can_refuse(self, log):
        for name in ("Ann", "Bo"):
            self.promise(log, OTHER)
            assert not self.answer(log, refuse_key, name).offered_digest
        with pytest.raises(NothingToAgreeError):
            self.answer(log, agree_to_key, digest="")
        assert log_of(log.collective_id).next_digest == log.next_digest
        assert find_fault(log.collective_id) is None

    def test_who_saw_another_key_agrees_to_none(self, log):
        shown = self.promise(log, OTHER).offered_digest
        self.promise(log, THIRD, "Di")
        for act in (agree_to_key, refuse_key):
            with pytest.raises(NothingToAgreeError):
                self.answer(log, act, digest=shown)

    @pytest.mark.parametrize("name", ["Ann", "Bo"])
    def test_holds_after_one_of_them_is_erased(self, log, name):
        self.promise(log, OTHER)
        self.answer(log, agree_to_key)
        self.change(log, OTHER)
        erase_member(collective_id=log.collective_id, member_id=who(log, name), now=NOW)
        assert find_fault(log.collective_id) is None


class TestAgreeToSign:
    def agree(self, log: Log, name: str) -> Log:
        return agree_to_sign(
            collective_id=log.collective_id, member_id=who(log, name), now=NOW + MINUTE
        )

    def stopped(self, settings, tmp_path: Path) -> Log:
        log = tended(5)
        settings.CONFIG = settings.CONFIG.model_copy(update={"data": tmp_path})
        add(log.collective_id)
        Tending().look(NOW + MINUTE)
        log.refresh_from_db()
        assert log.state == "unsure"
        return log

    def test_a_log_that_is_signed_needs_nobody(self):
        with pytest.raises(NothingToAgreeError):
            self.agree(tended(1), "Ann")

    def test_two_members_answer_for_it(self, settings, tmp_path):
        log = self.stopped(settings, tmp_path)
        assert self.agree(log, "Ann").state == "unsure"
        with pytest.raises(NothingToAgreeError):
            self.agree(log, "Ann")
        assert self.agree(log, "Bo").state == "open"
        Tending().look(NOW + 2 * MINUTE)
        back = log_of(log.collective_id)
        assert (back.origin, back.signed_size) == (log.origin, back.size)
        said = Entry.objects.filter(kind__startswith="log.a").order_by("index")
        assert [one.kind for one in said] == ["log.agreement_asked", "log.agreed"]

    def test_what_others_hold_more_of_is_never_signed_under_its_name_again(self):
        log = tended(5)
        remember(log.collective_id, Signed(log.origin, log.size + 9, bytes(32)))
        add(log.collective_id)
        Tending().look(NOW + MINUTE)
        self.agree(log, "Ann")
        anew = self.agree(log, "Bo")
        assert anew.origin == f"{log.origin}/again/2"
        Tending().look(NOW + 2 * MINUTE)
        anew.refresh_from_db()
        signed = parse_checkpoint(parse_note(anew.checkpoint.encode()).text)
        assert (signed.origin, signed.size) == (anew.origin, anew.size)
        assert recall(log.collective_id).origin == anew.origin
        assert anew.size == Entry.objects.count()

    def test_without_the_secret_it_goes_on_under_another_name(self, settings):
        log, other = tended(5), tended(1, "Oak Lane")
        settings.SECRET_KEY = "another"
        add(log.collective_id)
        Tending().look(NOW + MINUTE)
        log.refresh_from_db()
        assert log.state == "keyless"
        self.agree(log, "Ann")
        self.agree(log, "Bo")
        Tending().look(NOW + 2 * MINUTE)
        anew = log_of(log.collective_id)
        assert (anew.state, anew.signed_size) == ("open", anew.size)
        assert anew.origin.endswith("/again/2")
        served = Witness.objects.get(collective_id=other.collective_id)
        [key] = current_keys(log.collective_id, Key.Use.WITNESS)
        assert served.public == key.public

    def test_without_the_secret_the_key_on_paper_follows(self, settings):
        log = tended(5)
        promise_key(
            collective_id=log.collective_id, seed=SEED, member_id=who(log), now=NOW
        )
        settings.SECRET_KEY = "another"
        Tending().look(NOW + MINUTE)
        assert log_of(log.collective_id).state == "keyless"
        change_key(
            collective_id=log.collective_id,
            seed=SEED,
            member_id=who(log),
            now=NOW + MINUTE,
        )
        Tending().look(NOW + 2 * MINUTE)
        back = log_of(log.collective_id)
        assert (back.state, back.origin) == ("open", log.origin)
        assert back.signed_size == back.size
