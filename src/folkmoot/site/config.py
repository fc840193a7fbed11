"""Every setting of a server, read from the environment and one optional TOML file."""

from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import AliasChoices, Field
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)


class WhoMayStart(StrEnum):
    """Who may start a collective on this server."""

    FIRST = "first"
    MEMBERS = "members"
    ANYONE = "anyone"


class Config(BaseSettings):
    """One server's settings; an environment variable wins over the file."""

    model_config = SettingsConfigDict(
        env_prefix="FOLKMOOT_", extra="ignore", populate_by_name=True
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
        description="Database; empty means SQLite in the data folder.",
    )
    email_url: str = Field(
        default="",
        validation_alias=AliasChoices("EMAIL_URL", "email_url"),
        description="How mail leaves: smtp://user:password@host:587, smtps://..., "
        "file:///folder; empty means no mail.",
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
    language: str = Field(
        default="en", description="Language before a person chooses: en, es."
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
    clock_file: Path | None = Field(
        default=None, description="A file with the time to use; only with test or demo."
    )

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
        named: dict[str, Any] = env_settings()
        folder = Path(named.get("data", "data"))
        toml = Path(named.get("config") or folder / "folkmoot.toml")
        return (
            init_settings,
            env_settings,
            TomlConfigSettingsSource(settings_cls, toml_file=toml),
        )


@cache
def get_config() -> Config:
    """Return the settings of this process, read once."""
    return Config()
