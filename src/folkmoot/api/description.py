"""The description of the API, as programs and their makers read it."""

import json
import re
from functools import cache
from typing import Any

from ninja.openapi import schema as openapi
from ninja.responses import NinjaJSONEncoder
from ninja.schema import NinjaGenerateJsonSchema
from pydantic.json_schema import CoreModeRef, CoreRef, DefsRef

from folkmoot.api.instance import Api
from folkmoot.api.shapes import Problem

PREFIX = "api/v1/"
SAID = {
    400: "What was sent could not be read.",
    401: "A key is needed that works.",
    403: "It is not for this person, or not for this key.",
    404: "There is nothing here, or it is not yours: the two look alike.",
    405: "This address does not take that method.",
    409: "It cannot be done any more, or not yet.",
    411: "What was sent does not say how long it is.",
    413: "What was sent is too large.",
    415: "What was sent is not of a type that is taken here.",
    422: "Something is to be mended; `fields` says what.",
    429: "Too often; `Retry-After` says when to try again.",
    500: "Something is broken here.",
    503: "Not kept; try again in a minute.",
}
ONLY_WRITES = {400, 409, 411, 413, 415, 429}
LONGEST_KEY = 200
IDEMPOTENCY = {
    "in": "header",
    "name": "Idempotency-Key",
    "description": "Sent again with the same key, a write has its effect once; the"
    " answer is the first one, with `Idempotent-Replay` saying when that was. With"
    " something else in its body it is refused: `key_used`.",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY},
}


NESTED = re.compile(r"\b([A-Z]\w*)\.([A-Z]\w*)")


class WholeNames(NinjaGenerateJsonSchema):
    """Calls `Commitment.State` CommitmentState: many models have states and kinds."""

    def get_defs_ref(self, core_mode_ref: CoreModeRef) -> DefsRef:
        """Return the name under which a shape is described."""
        ref, mode = core_mode_ref
        return super().get_defs_ref((CoreRef(NESTED.sub(r"\1\2", ref)), mode))


# Ninja makes each shape alone and lets the last of one name win; it offers no setting.
vars(openapi)["NinjaGenerateJsonSchema"] = WholeNames


@cache
def describe(api: Api) -> dict[str, Any]:
    """Return the description: OpenAPI 3.1."""
    text = json.dumps(api.get_openapi_schema(path_prefix=PREFIX), cls=NinjaJSONEncoder)
    schema: dict[str, Any] = json.loads(text)
    problem = Problem.json_schema()
    inner = problem.pop("$defs", {})
    whole = json.dumps(problem | {"$defs": inner}).replace(
        "#/$defs/", "#/components/schemas/"
    )
    problem = json.loads(whole)
    components = schema["components"]
    components["schemas"] |= problem.pop("$defs") | {"Problem": problem}
    components["responses"] = {
        f"Refused{status}": _refusal(said) for status, said in SAID.items()
    }
    for methods in schema["paths"].values():
        for method, operation in methods.items():
            _complete(operation, is_write=method != "get")
    _sort(components["schemas"])
    schema["servers"] = [{"url": "/"}]
    return schema


def _refusal(said: str) -> dict[str, Any]:
    content = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {"description": said, "content": {"application/json": content}}


def _complete(operation: dict[str, Any], *, is_write: bool) -> None:
    summary, _gap, more = operation.pop("description").partition("\n")
    operation["summary"] = summary.rstrip(".")
    if more.strip():
        operation["description"] = more.strip()
    for status in SAID:
        if is_write or status not in ONLY_WRITES:
            answer = {"$ref": f"#/components/responses/Refused{status}"}
            operation["responses"].setdefault(str(status), answer)
    if is_write:
        operation["parameters"].append(IDEMPOTENCY)
        # Only a key writes; see `keys.Browser`.
        operation["security"] = [{"Key": []}]


def _sort(schemas: dict[str, Any]) -> None:
    for name in sorted(schemas):
        schemas[name] = schemas.pop(name)
