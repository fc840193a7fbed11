"""A server on each of the two databases, driven from outside."""

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
import pytest
from tests.cast import NOW
from tests.driver import Server


@contextmanager
def own_database(cluster_url: str, like: str = "template1") -> Iterator[str]:
    """Yield a PostgreSQL database, empty or ``like`` another, and take it away again."""
    parts = urlsplit(cluster_url)
    name = f"driven_{uuid4().hex[:12]}"
    every = urlunsplit(parts._replace(scheme="postgresql", path="/postgres"))
    with psycopg.connect(every, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {like}")
        # What was acknowledged must be written, as on a server that people trust.
        connection.execute(f"ALTER DATABASE {name} SET synchronous_commit = on")
        yield urlunsplit(parts._replace(path=f"/{name}"))
        for _try in range(50):  # a server that was ended lets go a moment later
            try:
                connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
                break
            except psycopg.Error:
                time.sleep(0.1)


def copy_server(
    like: Server, folder: Path, stack: ExitStack, **settings: str
) -> Server:
    """Return a server with all that ``like`` has, which must not run; it ends by itself."""
    folder.mkdir()
    shutil.copytree(like.data, folder / "data")
    template = like.settings["DATABASE_URL"]
    name = urlsplit(template).path[1:]
    database = own_database(template, name) if template else nullcontext("")
    server = Server(folder, stack.enter_context(database), **settings)
    server.start_link = like.start_link
    server.set_clock(NOW)
    stack.callback(server.end)
    stack.callback(audit, server)
    return server


def audit(server: Server) -> None:
    """Require that all records of a server hold, once a test is through with it."""
    server.kill()
    said = server.act("from tests.auditing import find_faults\nprint(find_faults())")
    assert said == "[]"


type MakeServer = Callable[..., Server]


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def prepared(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """Set a server up, on SQLite and then on PostgreSQL, for others to be copied from."""
    database: AbstractContextManager[str] = nullcontext("")
    if request.param == "postgres":
        database = own_database(request.getfixturevalue("postgres_url"))
    with database as url:
        made = Server(tmp_path_factory.mktemp("prepared"), url)
        made.set_clock(NOW)
        made.init()
        yield made


@pytest.fixture
def make_server(prepared: Server, tmp_path: Path) -> Iterator[MakeServer]:
    """Return a function that makes servers, all of them ready for `Server.init`.

    Each stands at `cast.NOW` and ends with the test; one that ``is_empty`` was never
    set up before.
    """
    with ExitStack() as stack:

        def make(*, is_empty: bool = False, **settings: str) -> Server:
            folder = tmp_path / f"server-{uuid4().hex[:6]}"
            if not is_empty:
                return copy_server(prepared, folder, stack, **settings)
            folder.mkdir()
            template = prepared.settings["DATABASE_URL"]
            database = own_database(template) if template else nullcontext("")
            server = Server(folder, stack.enter_context(database), **settings)
            server.set_clock(NOW)
            stack.callback(server.end)
            stack.callback(audit, server)
            return server

        yield make


@pytest.fixture
def server(make_server: MakeServer) -> Server:
    """Return one server."""
    return make_server()
