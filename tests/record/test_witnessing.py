"""Collectives witness each other; a server witnesses whom it knows; nobody twice."""

from datetime import timedelta

import pytest
from django.test import Client
from tests.again import once
from tests.cast import NOW, collective
from tests.record.logs import add, keys_of, log_of, tended

from folkmoot.engines.tlog import (
    Checkpoint,
    KeyKind,
    SigningKey,
    VerifierKey,
    WitnessRequest,
    consistency_proof,
    open_checkpoint,
    open_cosignatures,
    origin_hash,
    parse_note,
    parse_policy,
    sign_checkpoint,
)
from folkmoot.record.keys.keeping import current_keys, open_key
from folkmoot.record.models import Cosignature, Key, Log, Witness, Witnessed
from folkmoot.record.operations import answer_request, server_key
from folkmoot.record.queries import get_checkpoint, get_policy, standing_of
from folkmoot.record.tending import Tending
from folkmoot.record.tiles import reader

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
STREETS = ("Elm Street", "Oak Lane", "Ash Road", "Fir Close", "Yew Walk")


@pytest.fixture
def street():
    return build_street()


@once
def build_street():
    made = [collective(name) for name in STREETS]
    Tending().look(NOW)
    Tending().look(NOW)
    return [log_of(one.id) for one in made]


def request_of(log: Log, old: int) -> bytes:
    read = reader(log.collective_id, log.signed_size)
    proof = tuple(consistency_proof(old, log.signed_size, read))
    return WitnessRequest(old, proof, log.checkpoint.encode()).format()


class TestNeighbours:
    def test_each_has_three_of_the_others(self, street):
        for log in street:
            asked = Witness.objects.filter(collective_id=log.collective_id)
            others = set(asked.values_list("by_collective_id", flat=True))
            assert len(others) == 3
            assert log.collective_id not in others

    def test_all_of_them_cosign_and_the_policy_is_met(self, street):
        for log in street:
            policy = parse_policy(get_policy(log).encode())
            assert policy.is_met(get_checkpoint(log).encode())
            stands = standing_of(log.collective_id)
            assert (stands.witnesses_of(0), stands.witnesses) == (3, 3)

    def test_one_alone_has_nobody(self):
        log = tended()
        assert standing_of(log.collective_id).witnesses == 0
        assert "quorum none" in get_policy(log)

    def test_they_cosign_again_as_it_grows(self, street):
        log = street[0]
        for count in (1, 300):
            add(log.collective_id, count)
            Tending().look(NOW + MINUTE)
        log.refresh_from_db()
        lines = Cosignature.objects.filter(collective_id=log.collective_id)
        assert {one.size for one in lines} == {log.signed_size}
        asked = Witness.objects.filter(collective_id=log.collective_id)
        keys = [VerifierKey.parse(one.public) for one in asked]
        seen = open_cosignatures(parse_note(get_checkpoint(log).encode()), keys)
        assert set(seen.values()) == {int((NOW + MINUTE).timestamp())}

    def test_a_fork_is_not_cosigned_and_is_kept_as_proof(self, street):
        log = street[0]
        [key] = current_keys(log.collective_id, Key.Use.LOG)
        other = Checkpoint(log.origin, log.signed_size, bytes(32))
        note = sign_checkpoint(other, open_key(key))
        by = Witnessed.objects.filter(origin=log.origin).first().by
        body = WitnessRequest(log.signed_size, (), note).format()
        assert answer_request(body=body, now=NOW, by=by).status == 422
        assert Witnessed.objects.get(by=by, origin=log.origin).fork == note.decode()


class TestServed:
    def test_checkpoint_policy_and_tiles(self, street):
        log = street[0]
        add(log.collective_id, 300)
        Tending().look(NOW + MINUTE)
        log.refresh_from_db()
        client = Client()
        place = f"/log/{log.collective_id}"
        note = client.get(f"{place}/checkpoint")
        signed = open_checkpoint(note.content, keys_of(log))
        assert signed.size == log.size
        assert "max-age=2" in note["Cache-Control"]
        assert client.get(f"{place}/policy").content.startswith(b"log ")
        for path in ("tile/0/000", f"tile/0/001.p/{log.size - 256}", "tile/1/000.p/1"):
            answer = client.get(f"{place}/{path}")
            assert answer.status_code == 200
            assert len(answer.content) % 32 == 0
            assert "immutable" in answer["Cache-Control"]
            assert not answer.cookies
        bundle = client.get(f"{place}/tile/entries/001.p/{log.size - 256}").content
        assert bundle.count(b'"_sd"') == log.size - 256

    @pytest.mark.parametrize(
        "path",
        [
            "tile/0/001",
            "tile/0/000.p/300",
            "tile/0/000.p/0",
            "tile/9/000.p/1",
            "tile/entries/x001/000.p/1",
            "tile/0/\u0660\u0660\u0660",
            "tile/%2e%2e/0",
        ],
    )
    def test_what_is_not_in_the_tree_is_not_there(self, street, path):
        place = f"/log/{street[0].collective_id}/{path}"
        assert Client().get(place).status_code == 404

    def test_a_log_that_is_not_there(self):
        nobody = "01900000-0000-7000-8000-000000000000"
        assert Client().get(f"/log/{nobody}/checkpoint").status_code == 404

    def test_what_is_written_but_not_signed_is_not_shown(self):
        log = tended()
        add(log.collective_id, 1)
        size = log.signed_size
        place = f"/log/{log.collective_id}/tile/entries/000.p"
        assert Client().get(f"{place}/{size}").status_code == 200
        assert Client().get(f"{place}/{size + 1}").status_code == 404


class TestServerAsWitness:
    def send(self, body: bytes):
        return Client(enforce_csrf_checks=True).post(
            "/witness/add-checkpoint", body, content_type="text/plain"
        )

    def test_cosigns_what_continues_and_shows_what_it_saw(self, clock):
        log = tended(5)
        key = VerifierKey.parse(Client().get("/witness/key").content.decode().strip())
        for old in (0, log.signed_size):
            told = self.send(request_of(log, old))
            assert told.status_code == 200
        note = parse_note(log.checkpoint.encode() + told.content)
        assert open_cosignatures(note, [key])
        shown = Client().get(f"/witness/{origin_hash(log.origin)}/checkpoint")
        assert shown.content.decode() == log.checkpoint + told.content.decode()

    def test_answers_as_the_specification_has_it(self, clock):
        log = tended(5)
        size = log.signed_size
        good = request_of(log, 0)
        assert self.send(good).status_code == 200
        again = self.send(good)
        assert (again.status_code, again.content.decode()) == (409, f"{size}\n")
        assert again["Content-Type"] == "text/x.tlog.size"
        assert self.send(b"nothing").status_code in (400, 403)
        unknown = good.replace(log.origin.encode(), b"elsewhere.example/log")
        assert self.send(unknown).status_code == 404
        assert (
            self.send(request_of(log, 0).replace(b"old 0", b"old 99")).status_code
            == 400
        )
        assert self.send(b"x" * 70_000).status_code in (400, 413)

    def test_strangers_fill_no_table(self, clock):
        log = tended(1)
        body = request_of(log, 0).replace(log.origin.encode(), b"elsewhere.example/log")
        self.send(body)
        assert not Witnessed.objects.filter(origin="elsewhere.example/log").exists()

    def test_has_one_key(self):
        assert server_key(NOW) == server_key(NOW)


class TestSettings:
    def test_witnesses_elsewhere_serve_logs_of_before_and_after(self, settings):
        before = tended()
        key = str(SigningKey("w.example", KeyKind.COSIGNATURE, bytes(32)).verifier)
        named = [f"{key} http://127.0.0.1:9/witness"]
        settings.CONFIG = settings.CONFIG.model_copy(update={"witnesses": named})
        after = tended(0, "Oak Lane", NOW + MINUTE)
        asked = Witness.objects.filter(public=key, url="http://127.0.0.1:9/witness")
        assert set(asked.values_list("collective_id", flat=True)) == {
            before.collective_id,
            after.collective_id,
        }

    def test_nothing_is_signed_before_one_of_them_has_answered(self, settings):
        key = str(SigningKey("w.example", KeyKind.COSIGNATURE, bytes(32)).verifier)
        named = [f"{key} http://127.0.0.1:9/witness"]
        settings.CONFIG = settings.CONFIG.model_copy(update={"witnesses": named})
        log = tended(3)
        assert (log.checkpoint, log.state) == ("", "open")
