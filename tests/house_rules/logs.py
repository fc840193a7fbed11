"""Logs that are signed, of a collective and above it; this server cosigned one."""

from datetime import timedelta

from tests import cast
from tests.cast import NOW

from folkmoot.engines.tlog import WitnessRequest, origin_hash
from folkmoot.home.operations import put_key_on_paper
from folkmoot.people.models import Collective
from folkmoot.record.keys.paper import write_paper_key
from folkmoot.record.mirrors import own_folder
from folkmoot.record.models import Disclosure, Log
from folkmoot.record.operations import answer_request, integrate, sign
from folkmoot.record.operations.keeping_ends import keep_end

HOUR = timedelta(hours=1)
PAPER = write_paper_key(bytes(32))
ABOVE = (
    *("record_key", "new_key", "promise_key", "change_key", "agree", "receipt"),
    *("get_federation_log", "get_federation_entry_receipt"),
    *("agree_federation_goes_on", "put_federation_key_on_paper"),
    *("bring_federation_next_key", "agree_to_paper", "refuse_paper"),
    *("doubts", "get_federation_doubts", "ends", "list_federation_ends"),
    "confirm_own_in_federation",
    *("agree_to_federation_next_key", "refuse_federation_next_key"),
)


def signed(of: Collective) -> Log:
    integrate(collective_id=of.id, now=NOW)
    return sign(collective_id=of.id, now=NOW)


def number_of(of: Collective, who: str, home: Collective) -> int:
    """Return the number of something that ``who`` did there."""
    own = Disclosure.objects.filter(
        collective_id=of.id, member_id=cast.member(home, who).id
    )
    return own.latest("entry__index").entry.index + 1


def build(elm: Collective) -> dict[str, object]:
    """Sign the logs, and show that of ``elm`` to this server as a witness."""
    council = Collective.objects.get(name="All Streets")
    integrate(collective_id=council.id, now=NOW)
    ann = cast.member(elm, "Ann")
    put_key_on_paper(member=ann, collective_id=council.id, paper=PAPER, now=NOW)
    signed(council)
    log = signed(elm)
    keep_end(log, NOW + HOUR)
    body = WitnessRequest(0, (), log.checkpoint.encode()).format()
    answer_request(body=body, now=NOW)
    copy = own_folder() / origin_hash(log.origin)
    copy.mkdir(parents=True, exist_ok=True)
    (copy / "checkpoint").write_text(log.checkpoint)
    above = {f"home:federation_{name}.slug": council.slug for name in ABOVE}
    above |= {f"api:{name}.slug": council.slug for name in ABOVE}
    own, own_above = number_of(elm, "Ann", elm), number_of(council, "Ann", elm)
    return {
        **above,
        "home:federation_confirm_own.slug": council.slug,
        "home:receipt.number": own,
        "api:get_entry_receipt.number": own,
        "home:federation_receipt.number": own_above,
        "api:get_federation_entry_receipt.number": own_above,
        "log_id": elm.id,
        "record:kept_checkpoint.number": 1,
        "record:kept_checkpoint.size": log.signed_size,
        "place": "0/000.p/1",
        "path": "checkpoint",
        "origin_hash": origin_hash(log.origin),
    }
