"""What programs read and send about recipes and plans."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import AfterValidator, Field, Strict

from folkmoot.people.api.shapes import Fellow, fellow_or_none
from folkmoot.people.models import Membership
from folkmoot.planning import tables as files
from folkmoot.planning.access import get_way_for
from folkmoot.planning.models import Alternative, Length, Planning
from folkmoot.planning.queries.plans.followed import is_taken_up
from folkmoot.planning.queries.plans.plans import told_plans
from folkmoot.planning.queries.plans.recipes import length_of, tables_of, unit_shown
from folkmoot.planning.words.plans import say_reasons, say_short, say_work
from folkmoot.web.wire.cursors import Part
from folkmoot.web.wire.fields import Count, Sent, Text

TableName = Literal["goods", "needs", "resources"]
Cell = Annotated[Text, Field(max_length=200)]
Row = dict[Annotated[str, Field(max_length=40)], Cell]
Rows = Annotated[list[Row], Field(max_length=files.MOST_ROWS)]
Weeks = Annotated[int, Strict(), Field(ge=1, le=104)]
People = Annotated[int, Strict(), Field(ge=1, le=100_000_000)]
Days = Annotated[int, Strict(), Field(ge=0, le=60)]
Percent = Annotated[int, Strict(), Field(ge=0, le=100)]
Version = Annotated[
    Count | None,
    Field(description="As it was read; with another one since, nothing is changed."),
]


def _has_name(row: Row) -> Row:
    if not row.get("technique", "").strip():
        message = "“technique” is the name of the way"
        raise ValueError(message)
    return row


class RecipesShown(Schema):
    """The recipes of a collective."""

    version: int
    length: Length = Field(description="Of one period.")
    tables: dict[str, list[dict[str, str]]] = Field(
        description="As in the planning files, each row with the names of its columns."
    )


class BringingFiles(Sent):
    """Planning files."""

    files: dict[str, Annotated[str, Field(max_length=2_000_000)]] = Field(
        description="The text of each file by its name, as goods.csv."
    )


class ChangingTable(Sent):
    """Other rows for one table."""

    rows: Rows
    version: Version = None
    new_names: dict[str, Cell] = Field(
        default_factory=dict, description="What was renamed: old to new."
    )


class SavingWay(Sent):
    """A way of making."""

    way: Annotated[Row, AfterValidator(_has_name)] = Field(
        description="A row of techniques.csv."
    )
    flows: Rows = Field(description="Rows of flows.csv, without the technique.")
    version: Version = None


class RecipeTelling(Sent):
    """How long differences stay with the people of a way of making."""

    days: Days
    percent: Percent = Field(description="From how many percent on it is one.")


class WayShown(Schema):
    """A way of making, and who works there."""

    id: UUID
    way: dict[str, str]
    flows: list[dict[str, str]]
    people: list[str]
    is_mine: bool
    days: int
    percent: int


class MakingPlans(Sent):
    """For how many periods, and how many people share the work."""

    weeks: Weeks
    people: People


class PlanningShown(Schema):
    """Plans to choose from."""

    id: UUID
    state: Planning.State
    step: int = Field(description="Of 3, while they are made.")
    problem: str
    weeks: int = Field(description="How many periods.")
    length: Length
    people: int
    asked_at: datetime
    made_at: datetime | None
    member: Fellow | None
    input_sha256: str = Field(description="The same recipes give the same plans.")
    question_id: UUID | None
    plans: list["PlanTold"]
    reasons: list[str] = Field(description="What is short, and why.")


class PlanTold(Schema):
    """One plan in a list."""

    number: int
    aim: str
    same_as: int | None = Field(description="The number of a plan nearly the same.")


class PlanningPart(Part):
    """A part of the list of plans, newest first."""

    plans: list[PlanningShown]


class AlternativeShown(PlanTold):
    """One plan."""

    findings: dict[str, Any] = Field(
        description="Its six figures, what is done each week, what is short, stocks."
    )
    work: list[str]
    short: list[str]
    version: int | None = Field(description="Of the draft of the question about it.")
    is_taken_up: bool = Field(description="Whether it is what was decided.")


def show_recipes(member: Membership) -> RecipesShown:
    """Return the recipes."""
    version, tables = tables_of(member.collective)
    length = Length(length_of(member.collective))
    return RecipesShown(version=version, length=length, tables=tables)


def show_way(member: Membership, way_id: UUID) -> WayShown:
    """Return a way of making."""
    _version, tables, row = get_way_for(member, way_id)
    unit = unit_shown(member, row["technique"])
    return WayShown(
        id=way_id,
        way=row,
        flows=files.flows_of(tables, row["technique"]),
        people=list(unit.names),
        is_mine=unit.is_mine,
        days=unit.days,
        percent=unit.percent,
    )


def show_planning(row: Planning) -> PlanningShown:
    """Return plans to choose from."""
    shortages = row.findings.get("shortages", [])
    return PlanningShown(
        id=row.id,
        state=Planning.State(row.state),
        step=row.step,
        problem=row.problem,
        weeks=row.weeks,
        length=Length(row.length),
        people=row.people,
        asked_at=row.asked_at,
        made_at=row.made_at,
        member=fellow_or_none(row.member),
        input_sha256=row.input_sha256,
        question_id=row.question_id,
        plans=[_tell(one) for one in told_plans(row)],
        reasons=list(dict.fromkeys(say_reasons(one) for one in shortages)),
    )


def show_alternative(row: Alternative) -> AlternativeShown:
    """Return one plan."""
    return AlternativeShown(
        number=row.number,
        aim=row.aim,
        same_as=row.same_as,
        findings=row.findings,
        work=[say_work(one) for one in row.findings["work"]],
        short=[say_short(one, row.planning.length) for one in row.findings["short"]],
        version=row.version,
        is_taken_up=is_taken_up(row),
    )


def _tell(row: Alternative) -> PlanTold:
    return PlanTold(number=row.number, aim=row.aim, same_as=row.same_as)
