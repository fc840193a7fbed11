"""All keys of a record are lost; a group on another server vouches, and it goes on.

Both servers are real. The other one is witness and guardian at once.
"""

import json

import pytest
from tests.driving.conftest import MakeServer
from tests.driving.forks import folkmoot
from tests.driving.witnessed import Pair

pytestmark = pytest.mark.server
OAK = """
from tests.cast import collective
from folkmoot.record.queries.guardians import own_key
worker.cache_clear()
oak = collective("Oak Lane")
worker().look(NOW)
print(own_key(oak.id))
"""
NAME = """
from folkmoot.people.models import Collective
from folkmoot.record.operations import NamedGuardian, name_guardians
name_guardians(
    collective_id=Collective.objects.get().id, needed=1,
    guardians=[NamedGuardian("Oak Lane", {key!r})], question_id=None, now=NOW,
)
"""
LOSE = """
from folkmoot.record.models import Key
Key.objects.filter(use="log").update(sealed=b"x")
write(1, "after the fire")
"""
ASK = """
agree("Ann")
agree("Bo")
from folkmoot.record.models import Rekeying
from folkmoot.record.queries.guardians import rekey_of
print(json.dumps(rekey_of(Rekeying.objects.get()).format()))
"""
VOUCH = """
from folkmoot.engines.tlog import parse_rekey
from folkmoot.people.models import Collective
from folkmoot.record.operations import vouch
from folkmoot.record.queries.guardians import make_voucher
oak = Collective.objects.get()
row = vouch(collective_id=oak.id, rekey=parse_rekey({request!r}), now=NOW)
worker().look(NOW)
print(json.dumps(make_voucher(row)))
"""
BRING = """
from folkmoot.people.models import Collective
from folkmoot.record.operations import VoucherRefusedError, take_voucher
try:
    take_voucher(
        collective_id=Collective.objects.get().id, voucher={voucher!r}, now=NOW
    )
    print("taken")
except VoucherRefusedError:
    print("refused")
"""


def act(pair: Pair, lines: str, at=None) -> str:
    return pair.act(f"from tests.cast import NOW\n{lines}", at)


def test_goes_on_by_the_word_of_a_group_on_another_server(
    make_server: MakeServer, tmp_path
):
    pair = Pair(make_server)
    key = act(pair, OAK, pair.witness)
    act(pair, NAME.format(key=key))
    before = pair.look()
    act(pair, LOSE)
    assert pair.look(anew=True)["state"] == "keyless"
    request = json.loads(act(pair, ASK))
    voucher = json.loads(act(pair, VOUCH.format(request=request), pair.witness))
    forged = voucher.replace("index ", "index 1", 1)
    assert act(pair, BRING.format(voucher=forged)) == "refused"
    assert act(pair, BRING.format(voucher=voucher)) == "taken"
    now = pair.look(anew=True)
    assert now["origin"] == f"{before['origin']}/again/2"
    # The other keeper is told of the new key, as of the first.
    pair.let_witness(now["key"])
    for _round in range(2):
        now = pair.look(anew=True)
    assert (now["state"], now["signed"], now["fault"]) == ("open", now["size"], "")
    assert now["signed"] > before["signed"]
    assert now["signed"] in now["cosigned"]
    ends = pair.seen()
    assert ends[now["origin"]] == [now["signed"], False]
    assert ends[before["origin"]] == [before["signed"], False]
    file = tmp_path / "elm.tar.gz"
    done = folkmoot(
        "export", "elm-street", str(file), data=pair.server.data, **pair.server.settings
    )
    assert done.returncode == 0, done.stderr
    checked = folkmoot("verify", "--json", str(file), data=pair.server.data)
    told = json.loads(checked.stdout)
    assert (checked.returncode, told["faults"]) == (0, [])
    assert told["counts"]["earlier names"] == 1
