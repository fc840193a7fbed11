"""What commands of the server share: the data folder, and Django on top of it."""

import gc
import os
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from folkmoot.cli.errors import StopError
from folkmoot.cli.threads import use_few_threads

if TYPE_CHECKING:
    from folkmoot.site.config import Config


def make_parser(name: str, purpose: str) -> ArgumentParser:
    """Return a parser with the options that all commands have."""
    parser = ArgumentParser(prog=f"folkmoot {name}", description=purpose)
    add_data(parser)
    return parser


def add_data(parser: ArgumentParser, default: str | None = None) -> None:
    """Add the option that names the data folder."""
    parser.add_argument(
        "--data",
        type=Path,
        metavar="FOLDER",
        default=default,
        help="the server's folder (default: FOLKMOOT_DATA, or data)",
    )


def read_options(parser: ArgumentParser, argv: Sequence[str]) -> Namespace:
    """Return the options; ``--data`` counts for everything that reads the settings."""
    options = parser.parse_args(argv)
    if options.data is not None:
        os.environ["FOLKMOOT_DATA"] = str(options.data)
    return options


def read_config() -> "Config":
    """Return the settings.

    Raises
    ------
    StopError
        If one of them does not fit.
    """
    from folkmoot.site.config import ConfigError, get_config

    try:
        return get_config()
    except ConfigError as error:
        raise StopError(str(error)) from None


def start_django() -> None:
    """Set Django up on the settings, with translations that are up to date."""
    read_config()
    use_few_threads()
    os.umask(0o077)  # database, mail in a folder, backups: for this account alone
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "folkmoot.site.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured

    from folkmoot.web.translations import compile_messages

    compile_messages()
    try:
        with nothing_is_garbage():
            django.setup()
    except ImproperlyConfigured as error:
        raise StopError(str(error)) from None


@contextmanager
def nothing_is_garbage() -> Iterator[None]:
    """Search nothing for what is unused: what a start imports stays until the end.

    Searching all of it again and again takes a sixth of a start. Later a search would
    stop the page that happens to be made for a tenth of a second.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()


def load_pages() -> None:
    """Import every page now, and not while the first visitor waits.

    What asked the database before is closed: kept out of every search, a connection
    would stay open at the end.
    """
    from importlib import import_module

    from django.conf import settings
    from django.db import connections

    connections.close_all()
    with nothing_is_garbage():
        import_module(settings.ROOT_URLCONF)


def require_init() -> None:
    """Stop unless ``folkmoot init`` was run on the data folder.

    Raises
    ------
    StopError
        If there is no secret key: sessions and links would end with the process.
    """
    config = read_config()
    if not config.secret_key and not (config.data / "secret_key").exists():
        message = f"{config.data} is not set up yet. Run: folkmoot init"
        raise StopError(message)
