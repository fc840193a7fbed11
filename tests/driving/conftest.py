"""A server on each of the two databases, driven from outside."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
import pytest
from tests.cast import NOW
from tests.driver import Server


@contextmanager
def own_database(cluster_url: str) -> Iterator[str]:
    """Yield an empty PostgreSQL database, and take it away again."""
    parts = urlsplit(cluster_url)
    name = f"driven_{uuid4().hex[:12]}"
    every = urlunsplit(parts._replace(scheme="postgresql", path="/postgres"))
    with psycopg.connect(every, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        # What was acknowledged must be written, as on a server that people trust.
        connection.execute(f"ALTER DATABASE {name} SET synchronous_commit = on")
        yield urlunsplit(parts._replace(path=f"/{name}"))
        for _try in range(50):  # a server that was ended lets go a moment later
            try:
                connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
                break
            except psycopg.Error:
                time.sleep(0.1)


type MakeServer = Callable[..., Server]


@pytest.fixture(params=["sqlite", "postgres"])
def make_server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[MakeServer]:
    """Return a function that makes servers, on SQLite and then on PostgreSQL.

    Each stands at `cast.NOW`, is not set up yet, and ends with the test.
    """
    is_postgres = request.param == "postgres"
    cluster_url = request.getfixturevalue("postgres_url") if is_postgres else ""
    with ExitStack() as stack:

        def make(**settings: str) -> Server:
            url = stack.enter_context(own_database(cluster_url)) if cluster_url else ""
            folder = tmp_path / f"server-{uuid4().hex[:6]}"
            folder.mkdir()
            server = Server(folder, url, **settings)
            server.set_clock(NOW)
            stack.callback(server.kill)
            return server

        yield make


@pytest.fixture
def server(make_server: MakeServer) -> Server:
    """Return one server."""
    return make_server()
