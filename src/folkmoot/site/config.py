"""Every setting of a server, read from the environment and one optional TOML file."""

import difflib
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import AliasChoices, Field, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

from folkmoot.engines.tlog import VerifierKey, read_mirrored_line

# As far as the last @: a password whose special characters are not escaped as well.
_PASSWORD = re.compile(r"(//[^:/@]*:).*@")


class ConfigError(ValueError):
    """A setting is not as it must be; the message is for the server's keeper."""


class Language(StrEnum):
    """The languages that pages speak."""

    ENGLISH = "en"
    SPANISH = "es"


class WhoMayStart(StrEnum):
    """Who may start a collective on this server."""

    FIRST = "first"
    MEMBERS = "members"
    ANYONE = "anyone"


class Config(BaseSettings):
    """One server's settings; an environment variable wins over the file."""

    model_config = SettingsConfigDict(
        env_prefix="FOLKMOOT_", extra="forbid", populate_by_name=True
    )

    data: Path = Field(
        default=Path("data"),
        description="Folder for the database, the secret key and files.",
    )
    config: Path | None = Field(
        default=None,
        description="TOML file with these settings; default: folkmoot.toml in data.",
    )
    database_url: str = Field(
        default="",
        validation_alias=AliasChoices("DATABASE_URL", "database_url"),
        description="Database: postgres://user:password@host/name, or by socket "
        "postgres://user@/name?host=/folder; empty means SQLite in the data folder.",
    )
    email_url: str = Field(
        default="",
        validation_alias=AliasChoices("EMAIL_URL", "email_url"),
        description="How mail leaves: smtp://user:password@host:587 (STARTTLS), "
        "smtps://user:password@host, file:///folder; empty means no mail.",
    )
    mail_from: str = Field(
        default="Folkmoot <folkmoot@localhost>", description="Sender of all mail."
    )
    public_url: str = Field(
        default="http://localhost:8000",
        description="The address people type; used in links.",
    )
    allowed_hosts: list[str] = Field(
        default_factory=list,
        description="Further host names that this server answers to.",
    )
    secret_key: str = Field(
        default="",
        description="Signs cookies and links; default: the file made by init.",
    )
    who_may_start: WhoMayStart = Field(
        default=WhoMayStart.FIRST, description="Who may start a collective."
    )
    language: Language = Field(
        default=Language.ENGLISH,
        description="Language before a person chooses: en, es.",
    )
    time_zone: str = Field(
        default="UTC", description="Zone before a collective chooses one."
    )
    behind_proxy: bool = Field(
        default=False, description="Trust X-Forwarded-Proto of the proxy in front."
    )
    debug: bool = Field(
        default=False, description="Show errors in full; never on a server."
    )
    demo: bool = Field(default=False, description="Set by the demo command.")
    test: bool = Field(default=False, description="Set by the tests.")
    witnesses: list[str] = Field(
        default_factory=list,
        description="Witnesses elsewhere that cosign every record here: a key and an"
        " address each, with a space between.",
    )
    witnessed: list[str] = Field(
        default_factory=list,
        description="Keys of records elsewhere that this server cosigns.",
    )
    mirrors: list[str] = Field(
        default_factory=list,
        description="Where copies of every record here are: addresses of mirrors on"
        " other servers, and folders, which the worker keeps up to date. They are asked"
        " after each start, and what is missing here comes back from them.",
    )
    mirrored: list[str] = Field(
        default_factory=list,
        description="Records elsewhere that this server keeps a copy of: a key and the"
        " record's address each, with a space between; before the address also the key"
        " that follows.",
    )
    clock_file: Path | None = Field(
        default=None, description="A file with the time to use; only with test or demo."
    )

    @field_validator("data")
    @classmethod
    def _find_folder(cls, value: Path) -> Path:
        return value.expanduser().absolute()

    @field_validator("public_url")
    @classmethod
    def _check_address(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            message = "write the whole address, such as https://folkmoot.example.org"
            raise ValueError(message)
        return value.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _check_database(cls, value: str) -> str:
        if value and not value.startswith(("postgres://", "postgresql://")):
            message = "write postgres://user:password@host/name; empty means SQLite"
            raise ValueError(message)
        return value

    @field_validator("mirrors")
    @classmethod
    def _check_places(cls, value: list[str]) -> list[str]:
        for place in value:
            if not place.startswith(("/", "https://", "http://")):
                message = "write an address, or a folder from the root on"
                raise ValueError(message)
        return value

    @field_validator("mirrored")
    @classmethod
    def _check_mirrored(cls, value: list[str]) -> list[str]:
        for line in value:
            read_mirrored_line(line)
        return value

    @field_validator("witnesses", "witnessed")
    @classmethod
    def _check_keys(cls, value: list[str]) -> list[str]:
        for line in value:
            VerifierKey.parse(line.split(" ")[0])
        return value

    @field_validator("time_zone")
    @classmethod
    def _check_zone(cls, value: str) -> str:
        if value not in available_timezones():
            message = "write a zone by its city, such as Europe/Madrid, or UTC"
            raise ValueError(message)
        return value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Environment first, then the TOML file."""
        return (
            init_settings,
            env_settings,
            TomlConfigSettingsSource(
                settings_cls, toml_file=_find_file(env_settings())
            ),
        )


def _find_file(named: Mapping[str, Any]) -> Path:
    """Return where the TOML file is, or would be.

    Raises
    ------
    ConfigError
        If one is named that is not there.
    """
    if named.get("config"):
        file = Path(named["config"]).expanduser()
        if not file.is_file():
            message = f"FOLKMOOT_CONFIG names a file that is not there: {file}"
            raise ConfigError(message)
        return file
    return Path(named.get("data", "data")).expanduser() / "folkmoot.toml"


@cache
def get_config() -> Config:
    """Return the settings of this process, read once.

    Raises
    ------
    ConfigError
        If one of them is not as it must be, or not known.
    """
    try:
        return Config()
    except ValidationError as error:
        lines = [_explain(dict(fault)) for fault in error.errors()]
        raise ConfigError("\n".join(lines)) from None
    except tomllib.TOMLDecodeError as error:
        message = f"The settings file cannot be read: {error}."
        raise ConfigError(message) from None
    except SettingsError as error:
        raise ConfigError(_explain_list(str(error))) from None


def _explain(fault: dict[str, Any]) -> str:
    name = ".".join(str(part) for part in fault["loc"])
    if fault["type"] == "extra_forbidden":
        near = difflib.get_close_matches(name, Config.model_fields, n=1)
        hint = f" Is {near[0]} meant?" if near else ""
        return f"There is no setting named {name}.{hint}"
    reason = str(fault["msg"]).removeprefix("Value error, ")
    return f"The setting {name} does not fit: {reason}."


def _explain_list(said: str) -> str:
    """Say how a list is written; ``said`` names the field between quotation marks."""
    named = re.search(r'field "(\w+)"', said)
    name = named[1] if named else ""
    return (
        f"The setting {name} does not fit: it is a list, in the environment written "
        f'as FOLKMOOT_{name.upper()}=\'["one", "two"]\'.'
    )


@dataclass(frozen=True)
class Setting:
    """One setting as it is shown."""

    name: str
    value: str
    source: str
    description: str


def list_settings(config: Config) -> list[Setting]:
    """Return every setting with where it comes from; secrets stay hidden."""
    named = {"data": config.data, "config": config.config}
    file = _find_file(named)
    in_file = tomllib.loads(file.read_text()) if file.exists() else {}
    variables = {name.upper() for name in os.environ}
    settings = []
    for name, field in Config.model_fields.items():
        variable = _variable_of(name)
        source = "default"
        if variable in variables:
            source = "environment"
        elif name in in_file:
            source = file.name
        value = _shown(name, getattr(config, name))
        settings.append(Setting(variable, value, source, field.description or ""))
    return settings


def list_misnamed() -> list[tuple[str, str]]:
    """Return variables that are no setting, each with the one that may be meant."""
    ours = {_variable_of(name): name for name in Config.model_fields}
    return [
        (variable, _variable_of(near))
        for variable in sorted(set(os.environ) - set(ours))
        if variable.startswith("FOLKMOOT_")
        for near in difflib.get_close_matches(
            variable.removeprefix("FOLKMOOT_").lower(), Config.model_fields, n=1
        )
    ]


def _variable_of(name: str) -> str:
    """Return the variable of the environment that a setting is."""
    alias = Config.model_fields[name].validation_alias
    choices = alias.choices if isinstance(alias, AliasChoices) else []
    return str(choices[0]) if choices else f"FOLKMOOT_{name}".upper()


def _shown(name: str, value: Any) -> str:
    """Return a value without passwords and keys."""
    if name == "secret_key" and value:
        return "(hidden)"
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = ", ".join(value) if isinstance(value, list) else str(value or "")
    if not name.endswith("_url") or not text:
        return text
    return _PASSWORD.sub(r"\1(hidden)@", text)
