"""Thirty people and sixty goods: how long all that is worked out for them takes."""

from datetime import timedelta
from time import process_time

import pytest
from tests import cast
from tests.planning.plans.sixty import sixty_goods
from tests.shifts.kitchen import MONDAY, Kitchen

from folkmoot.engines import provision  # noqa: F401 -- read once, when the server starts
from folkmoot.planning.operations import plans
from folkmoot.planning.tables import read_tables

pytestmark = [pytest.mark.django_db, pytest.mark.long]
PEOPLE = ("Ann", "Bo", "Di", "Flo", *(f"Member {one}" for one in range(26)))
SECONDS = 2  # of the processor; measured: 0.5


def test_plans_and_a_rota_take_less_than_two_seconds(tmp_path):
    """Twelve weeks of plans with what could be done with the rest, and a rota for four."""
    house = Kitchen(PEOPLE)
    house.job(people=2)
    house.job(name="Wash up", starts_at=None, timing="day", minutes=45, people=2)
    tables = read_tables({one.name: one.read_text() for one in sixty_goods(tmp_path)})
    plans.import_recipes(member=house.ann, tables=tables, source="files", now=cast.NOW)
    row = plans.ask_for_plans(member=house.ann, weeks=12, people=30, now=cast.NOW)

    began = process_time()
    made = plans.make_plans_of(planning=row, now=cast.NOW)
    rota = house.draft(last=MONDAY + timedelta(days=27))
    took = process_time() - began

    assert took < SECONDS
    assert 4 <= made.alternatives.count() <= 7
    options = [one["kind"] for one in made.findings["options"]]
    assert options == ["less work", "more needs", "bigger stocks", "more capacity"]
    assert rota.cells.count() == 28 * (2 + 2)
