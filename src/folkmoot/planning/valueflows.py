"""Recipes and plans in the words of Valueflows 1.0, as JSON-LD: a small, honest part.

What goes both ways: resource specifications with their units, recipe processes, recipe
flows (produce, consume, use, work), stocks as economic resources, and what is needed
as intents. Plans are given out only: a plan, its processes, commitments, and what was
told as economic events. What Valueflows has no words for (what can be done at most,
what spoils, classes of needs) stays in the planning files.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from folkmoot.planning import tables as files
from folkmoot.planning.rest import HOURS as HOURS_OF_WAY
from folkmoot.planning.rest import parts_of
from folkmoot.planning.tables import FLOWS, GOODS, NEEDS, RESOURCES, WAYS, Row, Tables

type Thing = dict[str, Any]
CONTEXT: Mapping[str, Any] = {
    "@vocab": "https://w3id.org/valueflows/ont/vf#",
    "vf": "https://w3id.org/valueflows/ont/vf#",
    "om2": "http://www.ontology-of-units-of-measure.org/resource/om-2/",
}
ACTIONS = {"out": "produce", "in": "consume", "use": "use"}
DIRECTIONS = {
    "produce": "out",
    "consume": "in",
    "use": "use",
    "cite": "use",
    "work": "use",
}
HOURS, WORK = "h", "work"


def write(tables: Tables) -> Thing:
    """Return recipes as JSON-LD."""
    return {"@context": dict(CONTEXT), "@graph": list(_recipes(tables))}


def write_plan(
    tables: Tables,
    made: Mapping[str, Sequence[float]],
    plan: Mapping[str, str],
    reports: Mapping[tuple[str, int], Mapping[str, float]],
) -> Thing:
    """Return a plan, its processes and commitments, and what was done of each.

    Parameters
    ----------
    tables : dict
        The recipes it was made from.
    made : mapping
        How often each way is done in each period.
    plan : mapping
        ``id``, ``name`` and ``created`` of the plan.
    reports : mapping
        What came out, went in and was used, by way and period (from 1), each number
        under ``out:`` and so on with its name, hours under ``hours``.
    """
    graph = [
        *_recipes(tables),
        {
            "@id": f"#plan-{plan['id']}",
            "@type": "Plan",
            "name": plan["name"],
            "created": plan["created"],
        },
    ]
    for way, often in made.items():
        for period, times in enumerate(often, start=1):
            told = reports.get((way, period))
            if times > 0 or told:
                graph += _process(tables, plan["id"], way, period, times)
            if told:
                graph += _events(
                    tables, plan["id"], way, period, told, is_planned=times > 0
                )
    return {"@context": dict(CONTEXT), "@graph": graph}


def read(data: object) -> dict[str, str]:
    """Return the text of planning files from JSON-LD.

    Raises
    ------
    ValueError
        If it is no graph of Valueflows, or a flow names what is not there.
    """
    graph = data.get("@graph") if isinstance(data, dict) else None
    if not isinstance(graph, list) or not all(isinstance(one, dict) for one in graph):
        message = _("expected an object with a list “@graph” of things")
        raise ValueError(message)
    tables = _read_graph(graph)
    return {name: "\n".join(files.lines_of(tables, name)) for name in files.COLUMNS}


def _recipes(tables: Tables) -> Iterator[Thing]:
    for row in tables[GOODS]:
        yield {
            "@id": _id("good", row["good"]),
            "@type": "ResourceSpecification",
            "name": row["good"],
            "defaultUnitOfResource": row["unit"],
        }
        if row.get("stock"):
            yield {
                "@id": _id("stock", row["good"]),
                "@type": "EconomicResource",
                "conformsTo": _id("good", row["good"]),
                "accountingQuantity": _measure(row["stock"], row["unit"]),
            }
    units = {row["resource"]: row for row in tables[RESOURCES]}
    for name, row in units.items():
        kind = "work" if row.get("kind") or name == "hours" else "resource"
        yield {
            "@id": _id("resource", name),
            "@type": "ResourceSpecification",
            "name": name,
            "defaultUnitOfResource": row["unit"],
            "resourceClassifiedAs": [kind],
        }
    for row in tables[WAYS]:
        yield {
            "@id": _id("way", row["technique"]),
            "@type": "RecipeProcess",
            "name": row["technique"],
        }
        yield from _recipe_flows(tables, row)
    for place, row in enumerate(tables[NEEDS], start=1):
        unit = files.unit_of(tables, row["good"])
        yield {
            "@id": f"#need-{place}",
            "@type": "Intent",
            "action": "transfer",
            "resourceConformsTo": _id("good", row["good"]),
            "resourceQuantity": _measure(row["amount"], unit),
        }


def _recipe_flows(tables: Tables, way: Row) -> Iterator[Thing]:
    name = way["technique"]
    abilities = {row["resource"] for row in tables[RESOURCES] if row.get("kind")}
    if way.get("hours"):
        yield {
            "@type": "RecipeFlow",
            "action": WORK,
            "recipeInputOf": _id("way", name),
            "effortQuantity": _measure(way["hours"], HOURS),
        }
    for row in files.flows_of(tables, name, "out", "in", "use"):
        is_work = row["direction"] == "use" and row["name"] in abilities
        quantity = _measure(row["amount"], files.unit_of(tables, row["name"]))
        kind = "resource" if row["direction"] == "use" else "good"
        side = "recipeOutputOf" if row["direction"] == "out" else "recipeInputOf"
        yield {
            "@type": "RecipeFlow",
            "action": WORK if is_work else ACTIONS[row["direction"]],
            side: _id("way", name),
            "resourceConformsTo": _id(kind, row["name"]),
            "effortQuantity" if is_work else "resourceQuantity": quantity,
        }


def _process(
    tables: Tables, plan: str, way: str, period: int, times: float
) -> Iterator[Thing]:
    process = f"{_id('way', way)}-period-{period}"
    yield {
        "@id": process,
        "@type": "Process",
        "name": f"{way}, {period}",
        "basedOn": _id("way", way),
        "plannedWithin": f"#plan-{plan}",
    }
    planned = {part: each * times for part, each in parts_of(tables, way).items()}
    for place, (part, amount) in enumerate(planned.items(), start=1):
        if amount > 0:
            yield {
                "@id": f"{process}-{place}",
                "@type": "Commitment",
                "plannedWithin": f"#plan-{plan}",
                **_moved(tables, part, process, amount),
            }


def _events(
    tables: Tables,
    plan: str,
    way: str,
    period: int,
    told: Mapping[str, float],
    *,
    is_planned: bool,
) -> Iterator[Thing]:
    process = f"{_id('way', way)}-period-{period}"
    for place, part in enumerate(parts_of(tables, way), start=1):
        if told.get(part, 0.0) > 0:
            promised = {"fulfills": f"{process}-{place}"} if is_planned else {}
            yield {
                "@id": f"{process}-event-{place}",
                "@type": "EconomicEvent",
                **promised,
                "plannedWithin": f"#plan-{plan}",
                **_moved(tables, part, process, told[part]),
            }


def _moved(tables: Tables, part: str, process: str, amount: float) -> Thing:
    """Return what moves in a commitment or an event: work is counted as effort."""
    direction, _colon, name = part.partition(":")
    if part == HOURS_OF_WAY:
        effort = _measure(amount, HOURS)
        return {"action": WORK, "inputOf": process, "effortQuantity": effort}
    abilities = {row["resource"] for row in tables[RESOURCES] if row.get("kind")}
    is_work = direction == "use" and name in abilities
    kind = "resource" if direction == "use" else "good"
    return {
        "action": WORK if is_work else ACTIONS[direction],
        "outputOf" if direction == "out" else "inputOf": process,
        "resourceConformsTo": _id(kind, name),
        "effortQuantity" if is_work else "resourceQuantity": _measure(
            amount, files.unit_of(tables, name)
        ),
    }


def _read_graph(graph: list[Thing]) -> Tables:
    tables = files.empty_tables()
    named = {one.get("@id"): one for one in graph}
    kinds: dict[str, list[Thing]] = {}
    for one in graph:
        kinds.setdefault(_plain_type(one), []).append(one)
    flows = kinds.get("RecipeFlow", [])
    # What is worked with or used, and never made or consumed, is no good.
    resources = {
        str(one.get("resourceConformsTo"))
        for one in flows
        if DIRECTIONS.get(_action(one)) == "use"
    }
    works = {
        str(one.get("resourceConformsTo")) for one in flows if _action(one) == WORK
    }
    for one in kinds.get("ResourceSpecification", []):
        _read_specification(tables, one, resources, works)
    for one in kinds.get("EconomicResource", []):
        _read_stock(tables, _name(named, one.get("conformsTo")), one)
    for one in kinds.get("RecipeProcess", []):
        tables[WAYS].append({"technique": str(one.get("name", ""))})
    for one in flows:
        _read_flow(tables, named, one)
    # Several intents for one good are one need: classes are not in Valueflows.
    wanted: dict[str, float] = {}
    for one in kinds.get("Intent", []):
        good = _name(named, one.get("resourceConformsTo"))
        amount = float(_amount(one.get("resourceQuantity")))
        wanted[good] = wanted.get(good, 0.0) + amount
    tables[NEEDS] = [
        {"good": good, "amount": files.text_of(amount)}
        for good, amount in wanted.items()
    ]
    return tables


def _read_stock(tables: Tables, good: str, one: Thing) -> None:
    for row in tables[GOODS]:
        if row["good"] == good:
            row["stock"] = _amount(one.get("accountingQuantity"))


def _read_specification(
    tables: Tables, one: Thing, resources: set[str], works: set[str]
) -> None:
    name, unit = str(one.get("name", "")), str(one.get("defaultUnitOfResource", ""))
    key, told = str(one.get("@id")), one.get("resourceClassifiedAs") or []
    if key in resources or "work" in told or "resource" in told:
        kind = "ability" if (key in works or "work" in told) and name != "hours" else ""
        tables[RESOURCES].append({"resource": name, "unit": unit, "kind": kind})
    else:
        tables[GOODS].append({"good": name, "unit": unit})


def _read_flow(tables: Tables, named: Mapping[Any, Thing], one: Thing) -> None:
    action = _action(one)
    way = _name(named, one.get("recipeInputOf") or one.get("recipeOutputOf"))
    amount = _amount(one.get("resourceQuantity") or one.get("effortQuantity"))
    if action == WORK and not one.get("resourceConformsTo"):
        for row in tables[WAYS]:
            if row["technique"] == way:
                row["hours"] = amount
        return
    if action not in DIRECTIONS:
        message = _("action “%(action)s” is not one of %(known)s")
        said = {"action": action[:40], "known": ", ".join(DIRECTIONS)}
        raise ValueError(message % said)
    tables[FLOWS].append(
        {
            "technique": way,
            "direction": DIRECTIONS[action],
            "name": _name(named, one.get("resourceConformsTo")),
            "amount": amount,
        }
    )


def _id(kind: str, name: str) -> str:
    words = "".join(one if one.isalnum() else "-" for one in name)
    return f"#{kind}-{words}"


def _measure(amount: object, unit: str) -> Thing:
    return {"hasNumericalValue": float(str(amount)), "hasUnit": unit}


def _amount(measure: object) -> str:
    value = measure.get("hasNumericalValue") if isinstance(measure, dict) else None
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        message = _("expected a quantity with “hasNumericalValue”")
        raise ValueError(message)  # noqa: TRY004 -- what is sent, not what we passed
    number = float(value)
    if not math.isfinite(number):
        message = _("%(number)s is no amount")
        raise ValueError(message % {"number": number})
    return files.text_of(number)


def _name(named: Mapping[Any, Thing], key: object) -> str:
    key = key.get("@id") if isinstance(key, dict) else key
    thing = named.get(key) if isinstance(key, str) else None
    if thing is None:
        message = _("“%(name)s” is named, and not there")
        raise ValueError(message % {"name": str(key)[:40]})
    return str(thing.get("name", ""))


def _action(one: Thing) -> str:
    return _last(one.get("action"))


def _plain_type(one: Thing) -> str:
    return _last(one.get("@type"))


def _last(word: object) -> str:
    return str(word or "").rpartition("#")[2].rpartition(":")[2]
