import pytest
from tests.cli import servers
from tests.driving.forks import folkmoot
from tests.messaging.sink import open_sink

from folkmoot.site.config import Config

pytestmark = pytest.mark.server


class TestDoctor:
    def test_finds_a_new_server_well(self, data):
        done = servers.folkmoot("doctor", data=data)
        assert done.returncode == 0, done.stdout
        assert "\nwrong" not in done.stdout

    def test_lists_every_setting_without_secrets(self, data):
        secret = {
            "DATABASE_URL": "",
            "EMAIL_URL": "smtp://ann:hunter2@mail.example.org",
            "FOLKMOOT_SECRET_KEY": "hunter2",
        }
        shown = folkmoot("doctor", data=data, **secret).stdout
        assert "hunter2" not in shown
        for name, field in Config.model_fields.items():
            assert f"{name.upper()} = " in shown
            assert field.description.split()[0] in shown

    @pytest.mark.parametrize(
        ("env", "words"),
        [
            ({"FOLKMOOT_PUBLIC_URL": "http://moot.example.org"}, "is not protected"),
            ({"EMAIL_URL": "mail.example.org"}, "EMAIL_URL must be"),
            ({"FOLKMOOT_DEBUG": "1"}, "FOLKMOOT_DEBUG is on"),
            ({"DATABASE_URL": "postgres://x@/x?host=/none"}, "cannot be reached"),
        ],
    )
    def test_says_what_is_wrong(self, data, env, words):
        done = folkmoot("doctor", data=data, **env)
        assert done.returncode == 1
        assert words in done.stdout
        assert "Traceback" not in done.stderr

    def test_says_once_that_the_database_is_away(self, data):
        url = "postgres://x@/x?host=/none"
        shown = folkmoot("doctor", data=data, DATABASE_URL=url).stdout
        assert shown.count("\nwrong") == 1

    def test_notes_a_sender_that_few_take(self, data):
        url = "smtp://mail.example.org"
        shown = folkmoot("doctor", data=data, EMAIL_URL=url).stdout
        assert "note  Mail is sent as Folkmoot <folkmoot@localhost>" in shown
        named = {"EMAIL_URL": url, "FOLKMOOT_MAIL_FROM": "Moot <moot@example.org>"}
        assert "ok    Mail is set up" in folkmoot("doctor", data=data, **named).stdout

    @pytest.mark.parametrize(
        ("name", "meant"),
        [
            ("FOLKMOOT_EMAIL_URL", "EMAIL_URL"),
            ("FOLKMOOT_PUBLICURL", "FOLKMOOT_PUBLIC_URL"),
        ],
    )
    def test_finds_a_variable_that_counts_for_nothing(self, data, name, meant):
        shown = folkmoot("doctor", data=data, **{name: "x"}).stdout
        assert f"note  {name} is no setting: is {meant} meant?" in shown

    def test_finds_a_key_that_others_can_read(self, data):
        (data / "secret_key").chmod(0o644)
        done = folkmoot("doctor", data=data)
        assert done.returncode == 1
        assert "Others can read the secret key" in done.stdout

    def test_sends_a_test_mail(self, data):
        with open_sink() as sink:
            env = {"EMAIL_URL": sink.url + "?tls=0"}
            done = folkmoot("doctor", "--mail", "ann@example.org", data=data, **env)
        assert done.returncode == 0, done.stdout
        assert b"A test mail" in sink.mails[0]

    def test_says_when_the_test_mail_cannot_leave(self, data):
        env = {"EMAIL_URL": "smtp://127.0.0.1:9?tls=0"}
        done = folkmoot("doctor", "--mail", "ann@example.org", data=data, **env)
        assert done.returncode == 1
        assert "could not leave: nobody listens at 127.0.0.1:9" in done.stdout

    @pytest.mark.parametrize(
        ("url", "address", "words"),
        [
            ("mail.example.org", "ann@example.org", "could not leave: EMAIL_URL must"),
            ("file:///none", "no address", "is no address that mail can go to"),
        ],
    )
    def test_says_what_the_test_mail_lacks(self, data, url, address, words):
        done = folkmoot("doctor", "--mail", address, data=data, EMAIL_URL=url)
        assert done.returncode == 1
        assert words in done.stdout

    def test_changes_nothing_where_nothing_is(self, tmp_path):
        done = folkmoot("doctor", data=tmp_path)
        assert done.returncode == 1
        assert "Run: folkmoot init" in done.stdout
        assert list(tmp_path.iterdir()) == []
