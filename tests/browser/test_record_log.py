"""What people see of the record's log, in a browser: receipts, consistency, trouble."""

import json
import re
import shutil
from base64 import b64decode, b64encode
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from tests import cast
from tests.browser.looking import EVERY, look
from tests.cast import NOW
from tests.home.builders import answered, asked
from tests.home.test_guardians import Town
from tests.record.logs import add, log_of

from folkmoot.engines.tlog import Disclosure, open_disclosure
from folkmoot.home.operations import agree_to_go_on, put_key_on_paper
from folkmoot.people.models import Collective
from folkmoot.record.keys.paper import new_paper_key
from folkmoot.record.models import Cosignature, Entry, Log, Tile, Witnessed
from folkmoot.record.operations import integrate, sign
from folkmoot.record.tending import Tending

pytestmark = pytest.mark.django_db(transaction=True)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def elm(transactional_db) -> Collective:
    """Return a collective whose record is signed, and seen by two neighbours."""
    elm = cast.collective("Elm Street")
    for name in ("Oak Lane", "Ash Yard"):
        cast.collective(name, members=(f"{name} A", f"{name} B"))
    ann = cast.member(elm, "Ann")
    answered(asked(ann), ann)
    Tending().look(NOW)
    return elm


def address(elm, name="record", **parts):
    return reverse(f"home:{name}", kwargs={"slug": elm.slug, **parts})


def look_at_all_sizes(page_at, axe, who, url, name):
    page = page_at(360, who=who)
    page.goto(url)
    page.wait_for_load_state("networkidle")  # its script has checked the record
    look(page, axe, name, EVERY)


def take_receipt(page, elm) -> str:
    """Return the receipt of the reader's answer, taken from the question's page."""
    page.goto(f"/c/{elm.slug}/q/1/")
    page.get_by_text("In the log. Witnessed by 2 of 2.").wait_for()
    with page.expect_download() as download:
        page.get_by_role("link", name="Receipt").click()
    return Path(download.value.path()).read_text(encoding="utf-8")


def flip(line: str) -> str:
    """Return base64 with another first letter."""
    return ("B" if line[0] == "A" else "A") + line[1:]


ALTERED = {
    "What is said in it is not what was recorded.": lambda text: re.sub(
        r"(?<=\nextra ).*", lambda hit: spoilt(hit[0]), text
    ),
    "This entry is not in the record that was signed.": lambda text: re.sub(
        r"(?<=\nindex )(.*)\n(.*)", lambda hit: f"{hit[1]}\n{flip(hit[2])}", text
    ),
    "A signature in it is not by the key": lambda text: re.sub(
        r"(— \S+ \S{20})(\S)", lambda hit: hit[1] + flip(hit[2]), text, count=1
    ),
    "This is no receipt": lambda text: text.replace("index", "indax"),
    "Nobody here knows this record.": lambda text: text.replace("/log/", "/lag/"),
}


def spoilt(extra: str) -> str:
    """Return the extra with a salt that nobody digested."""
    told = json.loads(b64decode(extra))
    salt, name, value = open_disclosure(told["disclosures"][0])
    told["disclosures"][0] = Disclosure(flip(salt), name, value).encoded
    return b64encode(json.dumps(told).encode()).decode()


def test_a_receipt_is_checked_in_the_browser(page_at, elm, axe):
    text = take_receipt(page_at(who=cast.member(elm, "Ann")), elm)
    page = page_at(360)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    page.goto("/receipt/")
    page.get_by_label("The receipt's file").set_input_files(
        {"name": "a.tlog-proof", "mimeType": "text/plain", "buffer": text.encode()}
    )
    page.get_by_text("This receipt holds.").wait_for()
    page.get_by_text("2 of 2 witnesses have signed it.").wait_for()
    page.locator(".told").get_by_text("Somebody answered the draft.").wait_for()
    page.get_by_text("Checked by this browser, on this device.").wait_for()
    look(page, axe, "receipt-held", EVERY[:1])
    for sentence, alter in ALTERED.items():
        assert alter(text) != text
        page.get_by_label("Or what stands in it").fill(alter(text))
        page.get_by_role("button", name="Check it").click()
        page.get_by_text(sentence).wait_for()
        assert page.get_by_text("This receipt holds.").is_hidden()
    look(page, axe, "receipt-altered", EVERY[:1])
    assert set(sent) == {"GET"}, "the receipt left the device"


def test_a_receipt_holds_after_the_record_has_a_new_name(page_at, elm):
    page = page_at(who=cast.member(elm, "Ann"))
    text = take_receipt(page, elm)
    Log.objects.filter(collective_id=elm.id).update(state="damaged", trouble="root")
    for name in ("Ann", "Bo"):
        agree_to_go_on(
            member=cast.member(elm, name),
            collective_id=elm.id,
            state="damaged",
            now=NOW,
        )
    Tending().look(NOW + MINUTE)
    page.goto("/receipt/")
    page.get_by_label("Or what stands in it").fill(text)
    page.get_by_role("button", name="Check it").click()
    page.get_by_text("This receipt holds.").wait_for()
    page.get_by_text("Checked by this browser, on this device.").wait_for()


def test_a_receipt_is_checked_by_the_server_without_javascript(
    page_at, no_js, elm, axe
):
    text = take_receipt(page_at(who=cast.member(elm, "Ann")), elm)
    page = no_js()
    for alter, sentence in (
        (str, "This server says: the receipt holds."),
        *((alter, sentence) for sentence, alter in ALTERED.items()),
    ):
        page.goto("/receipt/")
        page.get_by_label("Or what stands in it").fill(alter(text))
        page.get_by_role("button", name="Check it").click()
        page.get_by_text(sentence).locator("visible=true").wait_for()
        page.get_by_text("Believe this as far as you believe this server.").wait_for()


def test_keys_that_were_kept_count_instead_of_the_server_s(page_at, elm):
    text = take_receipt(page_at(who=cast.member(elm, "Ann")), elm)
    page = page_at(360)
    page.goto("/receipt/")
    page.get_by_text("Believe the keys that I kept").click()
    policy = "quorum none\n"
    page.get_by_label("The keys, as you kept them").fill(policy)
    page.get_by_label("Or what stands in it").fill(text)
    page.get_by_role("button", name="Check it").click()
    page.get_by_text("Nobody here knows this record.").wait_for()


def test_the_browser_sees_that_the_record_goes_on(page_at, elm, clock):
    page = page_at(360, who=cast.member(elm, "Ann"))
    page.goto(address(elm))
    page.get_by_text("Checked on this device: the end is signed.").wait_for()
    size = log_of(elm.id).signed_size
    add(elm.id, 300)
    Tending().look(NOW + MINUTE)
    page.goto(address(elm))
    page.get_by_text(f"nothing up to entry {size} was changed since").wait_for()
    assert page.locator("[data-log]").get_attribute("data-verdict") == "continued"
    page.goto(address(elm))
    page.get_by_text("This browser has kept watch since").wait_for()
    page.get_by_text("Up to here this browser had checked before.").wait_for()


def rewrite(elm: Collective) -> None:
    """Do what who runs the server could: change an entry, and sign all of it anew."""
    first, other = Entry.objects.filter(collective_id=elm.id).order_by("index")[:2]
    first.leaf, other.leaf = other.leaf, first.leaf
    Entry.objects.bulk_update([first, other], ["leaf"])
    Tile.objects.filter(collective_id=elm.id).delete()
    Cosignature.objects.filter(collective_id=elm.id).delete()
    log = log_of(elm.id)
    Witnessed.objects.filter(origin=log.origin).delete()
    fresh = Log(collective_id=elm.id, origin=log.origin, opened_at=log.opened_at)
    fresh.save(force_update=True)
    shutil.rmtree(settings.CONFIG.data / "signed")
    integrate(collective_id=elm.id, now=NOW + MINUTE)
    assert sign(collective_id=elm.id, now=NOW + MINUTE).checkpoint


@pytest.mark.tampers
def test_the_browser_sees_that_the_past_was_rewritten(page_at, elm, axe):
    page = page_at(360, who=cast.member(elm, "Ann"))
    page.goto(address(elm))
    page.get_by_text("Checked on this device: the end is signed.").wait_for()
    before = log_of(elm.id).checkpoint
    add(elm.id, 3)
    rewrite(elm)
    for url in (address(elm), f"/c/{elm.slug}/", address(elm)):
        page.goto(url)
        page.get_by_text(
            "the record does not continue what this browser saw"
        ).wait_for()
    seen = page.get_by_label("What this browser saw before").input_value()
    now = page.get_by_label("What the server shows now").input_value()
    assert seen.startswith(before)
    assert now.startswith(log_of(elm.id).checkpoint)
    look(page, axe, "record-rewritten", EVERY[:1])
    page.get_by_role("button", name="I have copied both").click()
    page.get_by_text("Checked on this device: the end is signed.").wait_for()


@pytest.mark.tampers
def test_the_browser_sees_a_forged_end_and_a_shorter_one(page_at, elm):
    page = page_at(360, who=cast.member(elm, "Ann"))
    page.goto(address(elm))
    page.get_by_text("Checked on this device: the end is signed.").wait_for()
    log = log_of(elm.id)
    forged = re.sub(r"(— \S+ \S{20})(\S)", lambda x: x[1] + flip(x[2]), log.checkpoint)
    Log.objects.filter(collective_id=elm.id).update(checkpoint=forged)
    page.goto(address(elm))
    page.get_by_text("the end of the record is not signed by its key").wait_for()
    Log.objects.filter(collective_id=elm.id).update(checkpoint=log.checkpoint)
    add(elm.id, 3)
    Tending().look(NOW + MINUTE)
    page.goto(address(elm))
    page.get_by_text("nothing up to entry").wait_for()
    Log.objects.filter(collective_id=elm.id).update(
        checkpoint=log.checkpoint, signed_size=log.signed_size
    )
    page.goto(address(elm))
    page.get_by_text("the record is shorter than what this browser saw").wait_for()


def test_who_signs_out_leaves_no_trace(page_at, elm):
    page = page_at(360, who=cast.member(elm, "Ann"))
    page.goto(address(elm))
    page.get_by_text("Checked on this device: the end is signed.").wait_for()
    assert page.evaluate("localStorage.length") == 1
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_load_state()
    assert page.evaluate("localStorage.length") == 0


def test_a_key_is_put_on_paper_and_brought_without_javascript(no_js, elm):
    page = no_js(cast.member(elm, "Bo"))
    page.goto(address(elm))
    page.get_by_role("link", name="Put a key on paper").click()
    page.get_by_role("link", name="Put a key on paper").click()
    groups = page.locator(".paper-key code").all_inner_texts()
    page.get_by_role("link", name="It is on paper: type it back").click()
    slip = ("0" if groups[0][0] != "0" else "1") + groups[0][1:]
    page.get_by_label("The key on the paper").fill(" ".join([slip, *groups[1:]]))
    page.get_by_role("button", name="This is on the paper").click()
    page.get_by_text("A letter is not the one on the paper.").first.wait_for()
    page.get_by_label("The key on the paper").fill(" ".join(groups).upper())
    page.get_by_role("button", name="This is on the paper").click()
    page.get_by_text("A next key is on paper.").wait_for()
    page.get_by_role("link", name="bring the paper").click()
    page.get_by_label("The key on the paper").fill("\n".join(groups))
    page.get_by_role("button", name="Let this key sign").click()
    page.get_by_text("No next key is on paper yet.").wait_for()
    page.goto(address(elm))
    page.get_by_text("brought the record's next key").wait_for()


def test_another_paper_counts_once_a_second_member_agrees(no_js, page_at, axe, elm):
    for paper in (new_paper_key(), new_paper_key()):
        put_key_on_paper(
            member=cast.member(elm, "Ann"), collective_id=elm.id, paper=paper, now=NOW
        )
    bo = cast.member(elm, "Bo")
    look_at_all_sizes(page_at, axe, bo, address(elm, "record_key"), "other-paper")
    page = no_js(bo)
    page.goto(address(elm))
    page.get_by_text("wants another paper").first.wait_for()
    page.get_by_role("link", name="The record's key").first.click()
    page.get_by_role("heading", name="Another paper is to count").wait_for()
    page.get_by_role("button", name="I have asked; the other paper counts").click()
    page.get_by_text("The other paper counts from now on.").wait_for()
    assert page.get_by_role("button", name="No, the first paper").count() == 0


def test_two_members_let_the_record_go_on(no_js, elm):
    Log.objects.filter(collective_id=elm.id).update(
        state="behind", trouble=f"{log_of(elm.id).size + 9} memory"
    )
    first = log_of(elm.id).size + 1
    for name, said in (("Ann", "A second member is needed."), ("Bo", "goes on.")):
        page = no_js(cast.member(elm, name))
        page.goto(f"/c/{elm.slug}/")
        page.get_by_role("link", name="What happened, and what to do").click()
        page.get_by_text(f"Entries {first} to {first + 8} were signed").wait_for()
        page.get_by_role("button", name="Go on under a new name").click()
        page.get_by_text(said).first.wait_for()
    assert log_of(elm.id).state == "open"


@pytest.mark.parametrize(
    ("state", "trouble"),
    [("unsure", "no memory"), ("behind", "99 memory"), ("damaged", "root")],
)
def test_trouble_is_told_well(page_at, elm, axe, state, trouble):
    Log.objects.filter(collective_id=elm.id).update(state=state, trouble=trouble)
    look_at_all_sizes(
        page_at, axe, cast.member(elm, "Ann"), address(elm), f"trouble-{state}"
    )


def test_the_pages_are_well_made(page_at, axe, elm):
    ann = cast.member(elm, "Ann")
    pages = ("record", "record_key", "new_key", "promise_key", "change_key")
    for name in pages:
        look_at_all_sizes(page_at, axe, ann, address(elm, name), name)
    for url in ("/receipt/", "/me/download/", f"/c/{elm.slug}/q/1/"):
        name = url.strip("/").replace("/", "-")
        look_at_all_sizes(page_at, axe, ann, url, name)


def test_guardians_are_shown_well(page_at, axe, transactional_db):
    """What a group asks of its guardians, and what one of them is asked."""
    town = Town()
    town.name_both()
    town.lose()
    for of, name in ((town.elm, "asking"), (town.oak, "asked")):
        someone = of.memberships.first()
        url = f"/c/{of.slug}/record/guardians/"
        look_at_all_sizes(page_at, axe, someone, url, f"guardians-{name}")
        page = page_at(360, who=someone)
        page.goto(url)
        page.get_by_role("button", name="Copy").first.wait_for()
    for path in ("record/guardians/bring/", "record/", "record/key/"):
        ann = cast.member(town.elm, "Ann")
        name = f"guardians-{path.strip('/').replace('/', '-')}"
        look_at_all_sizes(page_at, axe, ann, f"/c/{town.elm.slug}/{path}", name)
