"""Folders of servers, made once and copied."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
import pytest
from tests.driving.beside import act
from tests.driving.forks import folkmoot

CAST = "from tests.cast import collective\ncollective()"


@pytest.fixture(scope="session")
def made(tmp_path_factory) -> Path:
    """Make a server's folder, with a collective in it."""
    data = tmp_path_factory.mktemp("server") / "data"
    done = folkmoot("init", data=data)
    assert done.returncode == 0, done.stderr
    act(CAST, data=data)
    return data


@pytest.fixture
def data(made: Path, tmp_path: Path) -> Path:
    """Copy it for one test."""
    return Path(shutil.copytree(made, tmp_path / "data"))


@pytest.fixture
def database_url(postgres_url: str) -> Iterator[str]:
    """Make an empty PostgreSQL database."""
    parts = urlsplit(postgres_url)
    name = f"server_{uuid4().hex[:12]}"
    every = urlunsplit(parts._replace(scheme="postgresql", path="/postgres"))
    with psycopg.connect(every, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield urlunsplit(parts._replace(path=f"/{name}"))
        for _try in range(50):  # a server that was ended lets go a moment later
            try:
                connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
                break
            except psycopg.Error:
                time.sleep(0.1)
