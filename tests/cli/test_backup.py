import tarfile

import pytest
from tests.cli.servers import act, folkmoot, serving

pytestmark = pytest.mark.server
STATE = """
from django.apps import apps
for model in apps.get_models():
    for row in model._base_manager.order_by("pk").values_list():
        print([bytes(v) if isinstance(v, memoryview) else v for v in row])
"""
BREAK = """
from folkmoot.record.models import Entry
Entry.objects.filter(index=0).update(hash="0" * 64)
"""


def state(data, **env) -> str:
    return act(STATE, data=data, **env)


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
        with serving(data, "--no-worker"):
            assert folkmoot("backup", *form, str(file), data=data).returncode == 0
        done = folkmoot("restore", str(file), data=new)
        assert done.returncode == 0, done.stderr
        assert "1 of 1 records hold" in done.stdout
        assert state(new) == state(data) != ""
        assert (new / "folkmoot.sqlite3").stat().st_mode & 0o077 == 0
        assert new.stat().st_mode & 0o777 == 0o700

    @pytest.mark.parametrize("form", [[], ["--portable"]])
    def test_moves_on_postgresql(self, data, tmp_path, database_url, form):
        first, second = tmp_path / "1.tar.gz", tmp_path / "2.tar.gz"
        env = {"DATABASE_URL": database_url}
        folkmoot("backup", "--portable", str(first), data=data)
        done = folkmoot("restore", str(first), data=tmp_path / "pg", **env)
        assert done.returncode == 0, done.stderr
        assert state(tmp_path / "pg", **env) == state(data)
        done = folkmoot("backup", *form, str(second), data=tmp_path / "pg", **env)
        assert done.returncode == 0, done.stderr
        again = folkmoot("restore", str(second), data=tmp_path / "pg", **env)
        assert again.returncode == 1
        assert "There is a database here already" in again.stderr
        if form:
            done = folkmoot("restore", str(second), data=tmp_path / "lite")
            assert done.returncode == 0, done.stderr
            assert state(tmp_path / "lite") == state(data)

    def test_pg_dump_comes_back(self, data, tmp_path, database_url):
        from psycopg import connect

        env = {"DATABASE_URL": database_url}
        file = tmp_path / "pg.tar.gz"
        done = folkmoot("init", data=tmp_path / "pg", **env)
        assert done.returncode == 0, done.stderr
        before = state(tmp_path / "pg", **env)
        folkmoot("backup", str(file), data=tmp_path / "pg", **env)
        with tarfile.open(file) as archive:
            assert "database.dump" in archive.getnames()
        with connect(database_url.replace("postgres://", "postgresql://")) as c:
            c.execute("DROP SCHEMA public CASCADE")
            c.execute("CREATE SCHEMA public")
        done = folkmoot("restore", str(file), data=tmp_path / "pg2", **env)
        assert done.returncode == 0, done.stderr
        assert state(tmp_path / "pg2", **env) == before

    def test_refuses_a_folder_in_use(self, data, tmp_path):
        file = tmp_path / "b.tar.gz"
        folkmoot("backup", str(file), data=data)
        before = state(data)
        done = folkmoot("restore", str(file), data=data)
        assert done.returncode == 1
        assert "There is a database here already" in done.stderr
        assert state(data) == before

    def test_refuses_what_is_no_backup(self, tmp_path):
        file = tmp_path / "b.tar.gz"
        with tarfile.open(file, "w:gz") as archive:
            archive.add(__file__, "something")
        done = folkmoot("restore", str(file), data=tmp_path / "new")
        assert done.returncode == 1
        assert "is not a backup" in done.stderr

    def test_says_when_a_record_does_not_hold(self, data, tmp_path):
        file = tmp_path / "b.tar.gz"
        act(BREAK, data=data)
        folkmoot("backup", str(file), data=data)
        done = folkmoot("restore", str(file), data=tmp_path / "new")
        assert done.returncode == 1
        assert "A record does not hold" in done.stderr
