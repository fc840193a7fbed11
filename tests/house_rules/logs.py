"""A log that is signed, and that this server cosigned."""

from tests.cast import NOW

from folkmoot.engines.tlog import WitnessRequest, origin_hash
from folkmoot.people.models import Collective
from folkmoot.record.operations import answer_request, integrate, sign


def build(elm: Collective) -> dict[str, object]:
    """Sign the log of ``elm`` and show it to this server as a witness."""
    integrate(collective_id=elm.id, now=NOW)
    log = sign(collective_id=elm.id, now=NOW)
    body = WitnessRequest(0, (), log.checkpoint.encode()).format()
    answer_request(body=body, now=NOW)
    return {
        "log_id": elm.id,
        "place": "0/000.p/1",
        "origin_hash": origin_hash(log.origin),
    }
