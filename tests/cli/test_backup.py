import io
import json
import shutil
import tarfile
from contextlib import closing
from sqlite3 import connect as connect_file

import pytest
from psycopg import connect
from tests.cli import servers
from tests.driving.beside import act
from tests.driving.forks import folkmoot

pytestmark = pytest.mark.server
STATE = """
import json
from django.apps import apps
def plain(value):
    if isinstance(value, memoryview):
        return bytes(value)
    if isinstance(value, dict):  # PostgreSQL keeps the keys in an order of its own
        return json.dumps(value, sort_keys=True)
    return value
for model in apps.get_models():
    for row in model._base_manager.order_by("pk").values_list():
        print([plain(value) for value in row])
"""
BREAK = """
from folkmoot.record.models import Entry
Entry.objects.filter(index=1).update(leaf="{}")
"""


def state(data, **env) -> str:
    """Return every row of every table, as it looks on either database."""
    return act(STATE, data=data, **env)


def rows(data) -> dict[str, list[tuple]]:
    """Return every row of our tables in SQLite, without a process of its own."""
    with closing(connect_file(data / "folkmoot.sqlite3")) as database:
        names = database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
            " AND name NOT LIKE 'django_%' AND name NOT LIKE 'sqlite_%'"
        )
        read = {name: f"SELECT * FROM {name} ORDER BY 1" for (name,) in names}  # noqa: S608 -- ours
        return {name: database.execute(sql).fetchall() for name, sql in read.items()}


class TestBackup:
    def test_is_private_and_without_secrets(self, data, tmp_path):
        file = tmp_path / "b.tar.gz"
        done = folkmoot("backup", str(file), data=data)
        assert done.returncode == 0, done.stderr
        assert file.stat().st_mode & 0o777 == 0o600
        with tarfile.open(file) as archive:
            assert archive.getnames() == ["folkmoot.json", "folkmoot.sqlite3"]
        assert sorted(path.name for path in tmp_path.iterdir()) == ["b.tar.gz", "data"]

    def test_takes_secrets_when_asked(self, data, tmp_path):
        file = tmp_path / "b.tar.gz"
        folkmoot("backup", "--with-secret", str(file), data=data)
        folkmoot("restore", str(file), data=tmp_path / "new")
        key = (tmp_path / "new" / "secret_key").read_text()
        assert key == (data / "secret_key").read_text()

    def test_never_replaces_a_file(self, data, tmp_path):
        file = tmp_path / "b.tar.gz"
        file.write_text("mine")
        assert folkmoot("backup", str(file), data=data).returncode == 1
        assert file.read_text() == "mine"


class TestRestore:
    @pytest.mark.parametrize("form", [[], ["--portable"]])
    def test_brings_everything_back_while_the_server_runs(self, data, tmp_path, form):
        file, new = tmp_path / "b.tar.gz", tmp_path / "new"
        with servers.serving(data, "--no-worker"):
            words = ("backup", *form, str(file))
            assert servers.folkmoot(*words, data=data).returncode == 0
        done = servers.folkmoot("restore", str(file), data=new)
        assert done.returncode == 0, done.stderr
        assert "1 of 1 records hold" in done.stdout
        assert "Collectives: 1, members: 3, last entry in a record: 20" in done.stdout
        assert rows(new) == rows(data)
        assert rows(new)["people_membership"]
        assert (new / "folkmoot.sqlite3").stat().st_mode & 0o077 == 0
        assert new.stat().st_mode & 0o777 == 0o700

    def test_moves_to_postgresql_and_back(self, data, tmp_path, database_url):
        """By our own rows, then by pg_dump, then by our own rows again."""
        files = [tmp_path / f"{number}.tar.gz" for number in range(3)]
        pg, env = tmp_path / "pg", {"DATABASE_URL": database_url}

        def run(*words, data, **env):
            done = folkmoot(*map(str, words), data=data, **env)
            assert done.returncode == 0, done.stderr

        run("backup", "--portable", files[0], data=data)
        run("restore", files[0], data=pg, **env)
        run("backup", files[1], data=pg, **env)
        with tarfile.open(files[1]) as archive:
            assert "database.dump" in archive.getnames()
        refused = folkmoot("restore", str(files[1]), data=pg, **env)
        assert "is not empty. Make an empty one (createdb)" in refused.stderr
        with connect(database_url) as connection:
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute("CREATE SCHEMA public")
        run("restore", files[1], data=pg, **env)
        assert state(pg, **env) == state(data)
        run("backup", "--portable", files[2], data=pg, **env)
        run("restore", files[2], data=tmp_path / "lite")
        assert rows(tmp_path / "lite") == rows(data)

    def test_refuses_a_folder_in_use(self, data, tmp_path):
        file = tmp_path / "b.tar.gz"
        folkmoot("backup", str(file), data=data)
        before = rows(data)
        done = folkmoot("restore", str(file), data=data)
        assert done.returncode == 1
        assert "There is a database here already" in done.stderr
        assert rows(data) == before

    def test_refuses_what_is_no_backup(self, tmp_path):
        file = tmp_path / "b.tar.gz"
        with tarfile.open(file, "w:gz") as archive:
            archive.add(__file__, "something")
        done = folkmoot("restore", str(file), data=tmp_path / "new")
        assert done.returncode == 1
        assert "is not a whole backup" in done.stderr

    @pytest.mark.parametrize("form", [[], ["--portable"]])
    def test_makes_nothing_of_a_file_that_was_cut_off(self, data, tmp_path, form):
        file, new = tmp_path / "b.tar.gz", tmp_path / "new"
        folkmoot("backup", *form, str(file), data=data)
        whole = file.read_bytes()
        for share in (0.001, 0.5, 0.99):
            file.write_bytes(whole[: int(len(whole) * share)])
            done = folkmoot("restore", str(file), data=new)
            assert done.returncode == 1
            assert done.stderr.endswith("is not a whole backup of Folkmoot.\n")
        assert not new.exists()

    @pytest.mark.parametrize(
        ("format_", "migrations"), [(2, []), (1, ["people.0099_later"])]
    )
    def test_refuses_what_a_later_version_made(
        self, data, tmp_path, format_, migrations
    ):
        note = {"kind": "rows.jsonl", "version": "9.0", "made_at": "2036-01-01"}
        note |= {"format": format_, "migrations": migrations}
        file = tmp_path / "b.tar.gz"
        with tarfile.open(file, "w:gz") as archive:
            for name, content in (
                ("folkmoot.json", json.dumps(note)),
                ("rows.jsonl", ""),
            ):
                info = tarfile.TarInfo(name)
                info.size = len(content)
                archive.addfile(info, io.BytesIO(content.encode()))
        done = folkmoot("restore", str(file), data=tmp_path / "new")
        assert done.returncode == 1
        assert "of a later version: 9.0" in done.stderr

    def test_says_when_a_record_does_not_hold(self, data, tmp_path):
        file = tmp_path / "b.tar.gz"
        act(BREAK, data=data)
        folkmoot("backup", str(file), data=data)
        done = folkmoot("restore", str(file), data=tmp_path / "new")
        assert done.returncode == 1
        assert "A record does not hold" in done.stderr


ERASE = """
from folkmoot.home.operations import erase_again, erase_everything
from folkmoot.people.models import Membership
from folkmoot.web.clock import read_clock
own = Membership.objects.select_related("person").order_by("id").last()
print(own.name)
erase_everything(person=own.person, now=read_clock())
erase_again(now=read_clock())
"""


def test_who_erased_themselves_since_is_not_brought_back(data, tmp_path):
    file, new = tmp_path / "b.tar.gz", tmp_path / "new"
    assert folkmoot("backup", "--with-secret", str(file), data=data).returncode == 0
    name = act(ERASE, data=data).strip()
    new.mkdir()
    shutil.copytree(data / "erased", new / "erased")
    done = folkmoot("restore", str(file), data=new)
    assert done.returncode == 0, done.stderr
    assert "Erased themselves since, and erased again: 1" in done.stdout
    held = rows(new)
    assert not any(name in str(row) for row in held["people_membership"])
    assert not any(name in str(row) for row in held["messaging_message"])
