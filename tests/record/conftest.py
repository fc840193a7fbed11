"""Elm and Oak, built once for all tests of a file; each takes back what it changed."""

import shutil
from collections.abc import Iterator
from uuid import UUID

import pytest
from django.conf import settings
from django.db import transaction
from tests.again import ground
from tests.record.town import Town, built

from folkmoot.record.memory import FOLDER
from folkmoot.record.queries import find_fault


@pytest.fixture(scope="module")
def ids(django_db_setup, django_db_blocker) -> Iterator[tuple[UUID, UUID]]:
    with django_db_blocker.unblock(), transaction.atomic():
        # The last test's rows were taken back, and these may have their ids.
        ground.forget()
        shutil.rmtree(settings.CONFIG.data / FOLDER, ignore_errors=True)
        both = built()
        assert [find_fault(one) for one in both] == [None, None]
        yield both
        transaction.set_rollback(True)
    ground.forget()


@pytest.fixture
def town(ids: tuple[UUID, UUID]) -> Iterator[Town]:
    with transaction.atomic():
        yield Town(*ids)
        transaction.set_rollback(True)
