import pytest
from tests.cli import servers
from tests.driving.beside import act
from tests.driving.forks import folkmoot

pytestmark = pytest.mark.server
LINK = "http://localhost:8000/start/?key="


class TestInit:
    def test_makes_a_private_folder_and_prints_a_link(self, tmp_path):
        data = tmp_path / "new" / "data"
        done = servers.folkmoot("init", data=data)
        assert done.returncode == 0, done.stderr
        assert LINK in done.stdout
        assert data.stat().st_mode & 0o777 == 0o700
        assert (data / "secret_key").stat().st_mode & 0o777 == 0o600
        assert (data / "static" / "gathered").exists()

    def test_can_be_run_again(self, tmp_path):
        first = folkmoot("init", data=tmp_path)
        key = (tmp_path / "secret_key").read_text()
        second = folkmoot("init", data=tmp_path)
        assert second.returncode == 0
        assert (tmp_path / "secret_key").read_text() == key
        count = (
            "from folkmoot.messaging.models import OneTimeCode as c\n"
            "print(c.objects.filter(used_at=None).count())"
        )
        assert first.stdout != second.stdout
        assert act(count, data=tmp_path) == "1", "only the last link works"

    def test_prints_no_link_once_there_is_a_collective(self, data):
        assert LINK not in folkmoot("init", data=data).stdout

    def test_says_which_setting_does_not_fit(self, tmp_path):
        (tmp_path / "folkmoot.toml").write_text('emial_url = "smtp://x"\n')
        done = folkmoot("init", data=tmp_path)
        assert done.returncode == 1
        assert "There is no setting named emial_url" in done.stderr
        assert "Traceback" not in done.stderr
