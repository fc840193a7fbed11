from pathlib import Path

import dj_database_url
import pytest

from folkmoot.site.config import Config, ConfigError, get_config, list_settings


@pytest.fixture
def read(monkeypatch, tmp_path):
    """Read the settings anew, as a process does when it starts."""

    def read_with(toml: str = "", **env: str) -> Config:
        (tmp_path / "folkmoot.toml").write_text(toml)
        monkeypatch.setenv("FOLKMOOT_DATA", str(tmp_path))
        for name, value in env.items():
            monkeypatch.setenv(name, value)
        return get_config.__wrapped__()

    return read_with


class TestGetConfig:
    def test_environment_wins_over_the_file(self, read):
        toml = 'language = "es"\ntime_zone = "Europe/Madrid"\n'
        config = read(toml, FOLKMOOT_LANGUAGE="en")
        assert (config.language, config.time_zone) == ("en", "Europe/Madrid")

    def test_a_file_elsewhere(self, read, tmp_path):
        other = tmp_path / "other.toml"
        other.write_text('mail_from = "Moot <moot@example.org>"\n')
        config = read(FOLKMOOT_CONFIG=str(other))
        assert config.mail_from == "Moot <moot@example.org>"

    @pytest.mark.parametrize(
        ("toml", "words"),
        [
            ("emial_url = 3", "no setting named emial_url. Is email_url meant?"),
            ("xyz = 3", "There is no setting named xyz.$"),
            ("language =", "The settings file cannot be read"),
            ('time_zone = "Madrid"', "time_zone does not fit: write a zone by its"),
            ('public_url = "moot.org"', "public_url does not fit: write the whole"),
            ('who_may_start = "me"', "who_may_start does not fit"),
            ('language = "xx"', "language does not fit"),
        ],
    )
    def test_says_what_does_not_fit(self, read, toml, words):
        with pytest.raises(ConfigError, match=words):
            read(toml)

    def test_says_how_a_list_is_written(self, read):
        words = r"""witnesses does not fit: .*FOLKMOOT_WITNESSES='\["one", "two"\]'"""
        with pytest.raises(ConfigError, match=words):
            read(FOLKMOOT_WITNESSES="one")

    def test_a_file_that_is_named_must_be_there(self, read, tmp_path):
        with pytest.raises(ConfigError, match="names a file that is not there"):
            read(FOLKMOOT_CONFIG=str(tmp_path / "none.toml"))

    def test_variables_of_others_are_none_of_its_business(self, read):
        assert read(FOLKMOOT_VENV="/somewhere").language == "en"


class TestListSettings:
    def test_tells_where_each_comes_from_and_hides_secrets(self, read):
        config = read(
            'language = "es"\n',
            EMAIL_URL="smtp://ann:hunter2@mail.example.org",
            FOLKMOOT_SECRET_KEY="hunter2",
        )
        shown = {setting.name: setting for setting in list_settings(config)}
        assert shown["FOLKMOOT_LANGUAGE"].source == "folkmoot.toml"
        assert shown["EMAIL_URL"].source == "environment"
        assert shown["EMAIL_URL"].value == "smtp://ann:(hidden)@mail.example.org"
        assert shown["FOLKMOOT_MAIL_FROM"].source == "default"
        assert shown["FOLKMOOT_SECRET_KEY"].value == "(hidden)"
        assert all(setting.description for setting in shown.values())

    @pytest.mark.parametrize(
        ("url", "shown"),
        [
            (
                "smtp://ann:p@s/s@mail.example.org",
                "smtp://ann:(hidden)@mail.example.org",
            ),
            ("smtp://ann:p#s@mail.example.org", "smtp://ann:(hidden)@mail.example.org"),
            ("smtp://mail.example.org:25", "smtp://mail.example.org:25"),
        ],
    )
    def test_hides_a_password_that_is_not_escaped(self, read, url, shown):
        settings = {
            each.name: each.value for each in list_settings(read(EMAIL_URL=url))
        }
        assert settings["EMAIL_URL"] == shown


class TestDatabaseUrl:
    """The forms that docs promise, as the library we use reads them."""

    @pytest.mark.parametrize(
        ("url", "host", "name"),
        [
            ("postgres://moot@/db?host=/run/postgresql", "/run/postgresql", "db"),
            ("postgres://moot@%2Frun%2Fpostgresql/db", "/run/postgresql", "db"),
            ("postgres://moot:p%40ss@db.example.org:5433/db", "db.example.org", "db"),
        ],
    )
    def test_host_and_name(self, url, host, name):
        read = dj_database_url.parse(url)
        assert read["USER"] == "moot"
        assert read["NAME"] == name
        assert (read["HOST"] or read["OPTIONS"]["host"]) == host


def test_the_folder_does_not_depend_on_where_a_command_runs(read):
    assert Config(data=Path("data")).data.is_absolute()
