"""A collective goes into one file and comes out of it on another server."""

import gzip
import io
import json
import tarfile

import pytest
from django.apps import apps
from django.db import connection
from tests.cast import DAY, NOW, collective, member, person, signed_in
from tests.deciding.test_legal_vote import Depot
from tests.federating.world import World
from tests.home.builders import answered, asked, heard, stopped

from folkmoot.deciding.models import Position
from folkmoot.deciding.operations import (
    add_statement,
    contribute,
    raise_question,
    respond,
    take_position,
)
from folkmoot.engines.tlog import Frontier, hash_leaf, open_disclosure, unpack_bundle
from folkmoot.home.operations import (
    WrongCopyError,
    import_collective,
    open_copy,
    write_copy,
)
from folkmoot.home.queries.archive.tables import (
    LEFT_OUT,
    LEFT_OUT_COLUMNS,
    ROOMS_LEFT_OUT,
    columns_of,
    label_of,
    list_tables,
    path_of,
)
from folkmoot.listening.models import Attachment
from folkmoot.people.models import Channel, Collective, Membership, Person
from folkmoot.people.operations import invite
from folkmoot.record.models import Entry
from folkmoot.record.queries import as_code, find_fault, get_end
from folkmoot.record.telling import tell
from folkmoot.web.audience import Audience

pytestmark = pytest.mark.django_db
NOT_OF_A_COLLECTIVE = {"people", "web", "messaging"}


def a_whole_collective():
    """Return a collective with something in nearly every table."""
    elm = collective(preset="local", members=("Ann", "Bo", "Di", "Eve"))
    ann, bo, di = (member(elm, name) for name in ("Ann", "Bo", "Di"))
    question = heard(ann)
    said = add_statement(member=ann, question=question, text="Apples", now=NOW)
    respond(member=bo, question=question, statement=said, answer=1, now=NOW)
    contribute(member=di, question=question, kind="text", text="Pears, é", now=NOW)
    Attachment.objects.create(
        collective=elm,
        member=di,
        about_id=question.id,
        kind="photo",
        content_type="image/webp",
        content=b"picture\x00bytes",
        description="The yard",
        created_at=NOW,
    )
    invite(member=ann, now=NOW)
    return elm


def write(of, reader=None):
    out = io.BytesIO()
    manifest = write_copy(collective=of, out=out, now=NOW, reader=reader)
    return out.getvalue(), manifest


def unpack(content):
    with tarfile.open(fileobj=io.BytesIO(content)) as tar:
        return {
            name.partition("/")[2]: tar.extractfile(name).read()
            for name in tar.getnames()
        }


def pack(files, path):
    with tarfile.open(path, "w:gz") as tar:
        for name, content in files.items():
            info = tarfile.TarInfo(f"elm-street/{name}")
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return path


def empty_the_server():
    """Leave the tables as `folkmoot init` makes them."""
    models = [m for m in apps.get_models() if m.__module__.startswith("folkmoot.")]
    with connection.cursor() as cursor:
        for model in models:
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 -- our own tables
    assert Person.objects.count() == 0


class TestRoundTrip:
    def test_comes_back_with_the_same_ids_record_and_bytes(self, tmp_path):
        elm = a_whole_collective()
        before, manifest = write(elm)
        end = get_end(elm.id)
        file = tmp_path / "elm.tar.gz"
        file.write_bytes(before)
        empty_the_server()
        with open_copy(file) as copy:
            back = import_collective(copy=copy, now=NOW)
        assert back.id == elm.id
        assert find_fault(back.id) is None
        assert get_end(back.id) == end
        after, _ = write(back)
        assert after == before
        assert Person.objects.count() == Membership.objects.count() == 4
        assert Channel.objects.count() == 0
        assert bytes(Attachment.objects.get().content) == b"picture\x00bytes"
        assert manifest["held_back"] == {}

    def test_a_legal_vote_that_was_open_is_due_again(self, tmp_path):
        depot = Depot()
        question, vote = depot.opened()
        depot.cast(vote, "Ann")
        file = tmp_path / "elm.tar.gz"
        file.write_bytes(write(depot.elm)[0])
        empty_the_server()
        with open_copy(file) as copy:
            import_collective(copy=copy, now=NOW + DAY)
        votes = question.legal_votes.order_by("asked_at")
        assert [row.state for row in votes] == ["stopped", "due"]

    def test_what_a_federation_asked_goes_on_without_it(self, tmp_path):
        world = World(leaves=2)
        world.ask(scope="shared")
        world.draft()
        ash = world.leaves[0]
        question = world.led(ash)
        file = tmp_path / "ash.tar.gz"
        file.write_bytes(write(ash)[0])
        empty_the_server()
        with open_copy(file) as copy:
            back = import_collective(copy=copy, now=NOW)
        question.refresh_from_db()
        assert (question.led_by_id, question.stage) == (None, "checking")
        people = [member(back, name) for name in ("Ann", "Bo", "Di")]
        for one in people:
            take_position(
                member=one,
                question=question,
                value=Position.Value.CONSENT,
                now=world.now,
            )
        # All were heard, and nobody here has offered to carry it out: people drawn by
        # lot work on that.
        question.refresh_from_db()
        assert question.stage == "working"
        assert question.drafters.filter(drawn_at__isnull=False).count() == 3

    def test_goes_on_where_it_was(self, tmp_path):
        elm = collective()
        question = asked(member(elm))
        file = tmp_path / "elm.tar.gz"
        file.write_bytes(write(elm)[0])
        empty_the_server()
        with open_copy(file) as copy:
            back = import_collective(copy=copy, now=NOW)
        people = [member(back, name) for name in ("Ann", "Bo", "Di")]
        question.refresh_from_db()
        assert answered(question, *people).stage == "carrying"
        assert raise_question(member=people[1], title="Next", now=NOW).number == 2


class TestRefusals:
    def test_refuses_what_is_here_already(self, tmp_path):
        file = tmp_path / "elm.tar.gz"
        file.write_bytes(write(collective())[0])
        with open_copy(file) as copy, pytest.raises(WrongCopyError, match="already"):
            import_collective(copy=copy, now=NOW)

    def test_names_the_first_entry_that_was_changed(self, tmp_path):
        files = unpack(write(collective())[0])
        lines = files["record.disclosure.jsonl"].decode().splitlines()
        rows = [json.loads(line) for line in lines]
        entries = {
            row["id"]: row["index"]
            for row in map(json.loads, files["record.entry.jsonl"].splitlines())
        }
        changed = next(row for row in rows if entries[row["entry_id"]] == 2)
        changed["encoded"] = tell(changed["name"], "something else")
        files["record.disclosure.jsonl"] = "\n".join(map(json.dumps, rows)).encode()
        path = pack(files, tmp_path / "changed.tar.gz")
        with pytest.raises(WrongCopyError, match="entry 3"), open_copy(path):
            pass

    def test_names_the_file_that_was_changed(self, tmp_path):
        files = unpack(write(collective())[0])
        name = "people.agreement.jsonl"
        files[name] = files[name].replace(b"decide together", b"obey Ann")
        path = pack(files, tmp_path / "changed.tar.gz")
        with pytest.raises(WrongCopyError, match=name), open_copy(path):
            pass

    def test_names_the_file_that_was_added(self, tmp_path):
        files = unpack(write(collective())[0])
        files["people.person.jsonl"] = b"{}"
        path = pack(files, tmp_path / "changed.tar.gz")
        with pytest.raises(WrongCopyError, match=r"people\.person"), open_copy(path):
            pass

    @pytest.mark.parametrize(
        "content", [b"", b"no archive", gzip.compress(b"no archive", mtime=0)]
    )
    def test_refuses_other_files(self, tmp_path, content):
        file = tmp_path / "other"
        file.write_bytes(content)
        with pytest.raises(WrongCopyError, match="whole copy"), open_copy(file):
            pass

    def test_refuses_half_a_file(self, tmp_path):
        file = tmp_path / "half.tar.gz"
        content = write(collective())[0]
        file.write_bytes(content[: len(content) // 2])
        with pytest.raises(WrongCopyError), open_copy(file):
            pass

    def test_refuses_a_members_copy_that_lacks_answers(self, tmp_path):
        elm = a_whole_collective()
        file = tmp_path / "elm.tar.gz"
        file.write_bytes(write(elm, member(elm))[0])
        with pytest.raises(WrongCopyError, match="server keeper"), open_copy(file):
            pass


class TestWhatIsInIt:
    def test_every_table_with_a_collective_is_in_it_or_left_out_for_a_reason(self):
        exported = {model._meta.label_lower for model in list_tables()}
        others = {
            model._meta.label_lower
            for model in apps.get_models()
            if model.__module__.startswith("folkmoot.") and not path_of(model)
        }
        without = {
            *("people.person", "people.channel", "people.passkey", "people.session"),
            *("people.apitoken", "people.attempt", "web.submission"),
            *("messaging.onetimecode", "messaging.heartbeat", "record.witnessed"),
        }
        rooms = {name for name in others if name.partition(".")[0] in ROOMS_LEFT_OUT}
        assert others - without - rooms == set(LEFT_OUT)
        assert not exported & without

    def test_what_it_lacks_of_a_row_the_other_server_can_do_without(self):
        """A column without a value of its own would keep the whole copy out."""
        lacking = {
            f"{label_of(model)}.{field.attname}"
            for model in list_tables()
            for field in model._meta.concrete_fields
            if field.attname not in columns_of(model, Audience.OWNER)
            and field.attname not in LEFT_OUT_COLUMNS.get(label_of(model), {})
            and not (field.null or field.has_default())
            and (field.unique or not field.empty_strings_allowed)
        }
        assert lacking == set()

    def test_holds_no_way_to_reach_people_and_no_key(self):
        elm = a_whole_collective()
        content = b"\n".join(unpack(write(elm)[0]).values())
        assert b"@example.org" not in content
        assert elm.invitations.order_by("id").last().token.encode() not in content
        person_id = str(member(elm).person_id).encode()
        assert person_id not in content

    def test_a_collective_of_a_federation_takes_its_own_along(self):
        world = World(leaves=2)
        question = world.ask(scope="shared")
        ash, birch = world.leaves
        content = b"\n".join(unpack(write(ash)[0]).values())
        assert str(question.id).encode() in content
        assert question.title.encode() in content
        assert birch.name.encode() not in content

    def test_holds_nothing_of_other_collectives(self):
        elm, oak = collective(), collective("Oak Lane")
        content = b"\n".join(unpack(write(elm)[0]).values())
        assert str(oak.id).encode() not in content
        assert b"Oak Lane" not in content

    def test_tells_a_member_no_answer_of_others_before_their_own(self):
        elm = collective(members=("Ann", "Bo", "Di", "Eve"))
        ann, bo, di = (member(elm, name) for name in ("Ann", "Bo", "Di"))
        question = asked(ann)
        answered(question, ann)
        stopped(question, di, "Roots break the drain")
        files = unpack(write(elm, bo)[0])
        assert files["deciding.position.jsonl"] == b""
        assert files["deciding.objection.jsonl"] == b""
        rows = map(json.loads, files["record.disclosure.jsonl"].splitlines())
        told = [open_disclosure(row["encoded"])[2] for row in rows]
        assert "consent" not in told
        assert "object" not in told
        answered(question, bo)
        files = unpack(write(elm, bo)[0])
        assert len(files["deciding.position.jsonl"].splitlines()) == 3
        assert b"Roots break the drain" in files["deciding.objection.jsonl"]

    def test_tells_a_member_no_response_of_others_and_no_count_before_their_own(self):
        elm = a_whole_collective()
        eve = member(elm, "Eve")
        files = unpack(write(elm, eve)[0])
        assert files["listening.response.jsonl"] == b""
        (row,) = map(json.loads, files["listening.statement.jsonl"].splitlines())
        assert row["agreed"] is None
        given = Entry.objects.get(kind="response.given")
        rows = map(json.loads, files["record.disclosure.jsonl"].splitlines())
        told = {row["name"] for row in rows if row["entry_id"] == str(given.id)}
        assert told <= {"kind", "at", "about", "holds"}

    def test_keeps_who_placed_a_nameless_stop(self):
        elm = collective(members=("Ann", "Bo", "Di", "Eve"))
        ann, bo, di = (member(elm, name) for name in ("Ann", "Bo", "Di"))
        question = asked(ann)
        stopped(question, di, nameless=True)
        answered(question, bo)
        files = unpack(write(elm, bo)[0])
        (stop,) = map(json.loads, files["deciding.objection.jsonl"].splitlines())
        assert stop["owner_id"] is None
        assert str(di.id).encode() not in files["deciding.position.jsonl"]
        taken = Entry.objects.filter(kind="position.taken").order_by("index").first()
        rows = map(json.loads, files["record.disclosure.jsonl"].splitlines())
        told = {row["name"] for row in rows if row["entry_id"] == str(taken.id)}
        assert told <= {"kind", "at", "about", "holds"}
        assert Position.objects.count() == 2

    def test_a_members_copy_still_proves_its_record(self):
        elm = a_whole_collective()
        files = unpack(write(elm, member(elm))[0])
        entries = list(map(json.loads, files["record.entry.jsonl"].splitlines()))
        leaves = unpack_bundle(files[f"log/tile/entries/000.p/{len(entries)}"])
        said = json.loads(files["manifest.json"])["record"]
        root = Frontier().add_many(map(hash_leaf, leaves)).root
        assert said == {
            "origin": f"localhost:8000/log/{elm.id}",
            "size": len(entries),
            "signed": len(entries),
            "root": as_code(root),
            "unsigned": "",
        }


class TestPages:
    def test_a_member_takes_a_copy_and_all_see_it(self):
        elm = collective()
        client = signed_in(member(elm, "Bo"))
        assert client.get("/c/elm-street/export/").status_code == 200
        answer = client.post("/c/elm-street/export/")
        file = client.get(answer.headers["Location"])
        assert file.headers["Content-Type"] == "application/gzip"
        files = unpack(b"".join(file.streaming_content))
        assert b"Elm Street" in files["people.collective.jsonl"]
        entry = Entry.objects.get(kind="collective.exported")
        assert "Bo" in [row.value for row in entry.disclosures.all()]

    @pytest.mark.tampers
    def test_the_file_is_for_who_took_it_within_the_hour(self):
        elm = collective()
        answer = signed_in(member(elm, "Bo")).post("/c/elm-street/export/")
        path = answer.headers["Location"]
        assert signed_in(member(elm, "Di")).get(path).status_code == 404
        Entry.objects.filter(kind="collective.exported").update(
            at=NOW.replace(year=2020)
        )
        assert signed_in(member(elm, "Bo")).get(path).status_code == 404

    def test_friends_and_outsiders_take_none(self):
        elm = collective(friends=("Fay",))
        for who in (member(elm, "Fay"), person()):
            assert signed_in(who).get("/c/elm-street/export/").status_code == 404
            assert signed_in(who).post("/c/elm-street/export/").status_code == 404
        assert Collective.objects.count() == 1
