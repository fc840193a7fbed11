"""A server on each of the two databases, driven from outside."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    """Run the test on SQLite, then on PostgreSQL; the address of the database."""
    if request.param == "sqlite":
        yield ""
    else:
        with own_database(request.getfixturevalue("postgres_url")) as url:
            yield url


type MakeServer = Callable[..., Server]


@pytest.fixture
def make_server(tmp_path: Path) -> Iterator[MakeServer]:
    """Return a function that makes servers; they end with the test."""
    made: list[Server] = []

    def make(database_url: str = "", **settings: str) -> Server:
        folder = tmp_path / f"server-{len(made)}"
        folder.mkdir()
        server = Server(folder, database_url, **settings)
        server.set_clock(NOW)
        made.append(server)
        return server

    yield make
    for server in made:
        server.kill()


@pytest.fixture
def server(make_server: MakeServer, database: str) -> Server:
    """Return a server at `cast.NOW` that is not set up yet."""
    return make_server(database)
