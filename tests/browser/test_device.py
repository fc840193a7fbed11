"""A device that signs what its member answers, with a key that never leaves it."""

from hashlib import sha256

import pytest
from playwright.sync_api import Page
from tests.browser.looking import look
from tests.deciding.group import Group
from tests.deciding.house import MEMBERS, House

from folkmoot.engines.tlog import digest
from folkmoot.home.operations import bring_next_key, put_key_on_paper
from folkmoot.record.keys.paper import write_paper_key
from folkmoot.record.models import Entry, Key
from folkmoot.record.tending import Tending

pytestmark = pytest.mark.django_db(transaction=True)
PAPER = write_paper_key(bytes(range(32)))
DEVICE = "/c/elm-street/record/device/"


@pytest.fixture
def house(transactional_db):
    return House()


def let_sign(page: Page) -> None:
    page.goto(DEVICE)
    page.get_by_text("No device of yours signs yet.").wait_for()
    page.get_by_role("button", name="Let this device sign").click()
    page.get_by_text("This device signs what you say here.").wait_for()


def signed_by(entry: Entry) -> object:
    signature = entry.disclosures.get(name="signature").value
    assert isinstance(signature, dict)
    return signature["by"]


def answer(page: Page, house: House) -> dict[str, object]:
    question = house.checked()
    page.goto(house.url(question))
    page.locator("input[name=value][value=consent]").check(force=True)
    page.get_by_role("button", name="Send my answer").click()
    page.get_by_text("Your answer is received").wait_for()
    entry = Entry.objects.filter(kind="position.taken").latest("index")
    signature = entry.disclosures.get(name="signature").value
    assert isinstance(signature, dict)
    return signature


def test_signs_an_answer_and_its_words(page_at, house):
    page = page_at(360, who=house.who("Bo"))
    let_sign(page)
    question = house.checked()
    page.goto(house.url(question))
    page.locator("input[name=value][value=concern]").check(force=True)
    page.get_by_label("What worries you?").fill("  Las raíces “viejas”  ")
    page.get_by_role("button", name="Send my answer").click()
    page.get_by_text("Your answer is received").wait_for()
    entry = Entry.objects.get(kind="position.taken")
    signature = entry.disclosures.get(name="signature").value
    assert isinstance(signature, dict)
    assert signature["by"] == "device"
    assert signature["key"] == Key.objects.get(use="member").public
    assert entry.disclosures.get(name="text").value == "Las raíces “viejas”"


@pytest.mark.parametrize(
    ("name", "button", "words", "kind"),
    [
        (
            "In your own words",
            "Say it",
            " Dos líneas:\n  las “raíces”\n",
            "contribution.added",
        ),
        (
            "Two lines",
            "Add our two lines",
            "Sí a todo",
            "contribution.added",
        ),
        ("One thought", "Add it", " We need a dry shed. ", "statement.added"),
        ("", "I have nothing to add", "", "contribution.added"),
    ],
)
def test_signs_what_is_said_in_a_hearing(
    page_at, transactional_db, name, button, words, kind
):
    group = Group()
    page = page_at(360, who=group.bo)
    let_sign(page)
    page.goto(group.url(group.heard()))
    for details in page.locator("summary:visible").all():
        details.click()
    if name:
        page.get_by_label(name).fill(words)
    if name == "Two lines":
        page.get_by_label("How many of you talked?").fill("3")
    with page.expect_navigation():
        page.get_by_role("button", name=button, exact=True).click()
    entry = Entry.objects.filter(kind=kind).latest("index")
    signature = entry.disclosures.get(name="signature").value
    assert isinstance(signature, dict)
    assert signature["by"] == "device"
    assert entry.disclosures.get(name="text").value == words.strip()


def test_without_a_key_the_server_signs(page_at, house):
    page = page_at(360, who=house.who("Bo"))
    assert answer(page, house)["by"] == "server"


def test_without_javascript_the_server_signs(page_at, house):
    page = page_at(360, who=house.who("Bo"), javascript=False)
    page.goto(DEVICE)
    page.get_by_text("JavaScript has to be on").wait_for()
    assert answer(page, house)["by"] == "server"


def test_another_device_is_told_and_ends_the_first(page_at, house):
    let_sign(page_at(360, who=house.who("Bo")))
    other = page_at(1280, who=house.who("Bo"))
    other.goto(DEVICE)
    other.get_by_text("Another device or browser of yours signs").wait_for()
    other.get_by_role("button", name="Let no device sign any more").click()
    other.get_by_text("No device of yours signs yet.").wait_for()
    assert not Key.objects.filter(use="member", until=None).exists()


def test_page_has_no_fault(page_at, axe, house):
    page = page_at(360, who=house.who("Bo"))
    page.goto(DEVICE)
    page.get_by_text("No device of yours signs yet.").wait_for()
    look(page, axe, "device")


def test_two_devices_sign_what_is_recorded_for_somebody(page_at, axe, house):
    bo, di = (page_at(360, who=house.who(name)) for name in ("Bo", "Di"))
    let_sign(bo)
    let_sign(di)
    bo.goto(house.url(house.checked(), "positions/helped/"))
    look(bo, axe, "help-with-second")
    bo.get_by_label("Whose answer is it?").select_option("Hal")
    bo.locator("input[name=value][value=consent]").check(force=True)
    bo.get_by_label("Who heard it too?").select_option("Di")
    bo.get_by_label("They told me this themselves").check()
    bo.get_by_role("button", name="Enter their answer").click()
    bo.get_by_text("Recorded by one.").wait_for()
    di.goto(bo.url)
    look(di, axe, "slip-for-the-second")
    di.get_by_role("button", name="Yes, I heard it").click()
    di.get_by_text("heard it too, and said so").wait_for()
    for kind in ("position.taken", "position.seconded"):
        entry = Entry.objects.get(kind=kind)
        assert signed_by(entry) == "device"


def test_a_device_signs_whom_a_name_that_is_written_means(page_at, transactional_db):
    house = House(members=(*MEMBERS, *(f"Member {number}" for number in range(40))))
    bo = page_at(360, who=house.who("Bo"))
    let_sign(bo)
    bo.goto(house.url(house.checked(), "positions/helped/"))
    bo.get_by_label("Whose answer is it?").fill("Hal")
    bo.locator("input[name=value][value=consent]").check(force=True)
    bo.get_by_label("They told me this themselves").check()
    bo.get_by_role("button", name="Enter their answer").click()
    bo.get_by_text("Recorded by one.").wait_for()
    assert signed_by(Entry.objects.get(kind="position.taken")) == "device"


def test_a_device_confirms_what_is_in_doubt(page_at, axe, house, clock):
    bo = house.who("Bo")
    Tending().look(house.now)
    page = page_at(360, who=bo)
    let_sign(page)
    paper = {"member": bo, "collective_id": bo.collective_id, "paper": PAPER}
    put_key_on_paper(**paper, now=house.now)
    answer(page, house)
    bring_next_key(**paper, now=house.now)
    page.goto("/c/elm-street/record/doubts/")
    look(page, axe, "doubts-none")
    index = Entry.objects.get(kind="position.taken").index
    page.get_by_label("The first entry in doubt").fill(str(index + 1))
    page.get_by_role("button", name="Mark them as in doubt").click()
    page.get_by_role("heading", name="Was this you?").wait_for()
    look(page, axe, "doubts")
    page.get_by_role("button", name="Yes, this was me").first.click()
    page.get_by_text("It is confirmed.").wait_for()
    entry = Entry.objects.get(kind="entries.confirmed")
    assert signed_by(entry) == "device"
    page.goto("/c/elm-street/record/")
    look(page, axe, "record-in-doubt")


def test_signs_the_file_with_the_words(page_at, transactional_db):
    group, recording = Group(), b"OggS" + bytes(range(200))
    page = page_at(360, who=group.bo)
    let_sign(page)
    page.goto(group.url(group.heard()))
    for details in page.locator("summary:visible").all():
        details.click()
    page.get_by_label("In your own words").fill("Hear the shed")
    file = {"name": "shed.ogg", "mimeType": "audio/ogg", "buffer": recording}
    page.locator("input[type=file]").first.set_input_files(file)
    page.locator("input[name=description]").first.fill("It creaks")
    with page.expect_navigation():
        page.get_by_role("button", name="Say it", exact=True).click()
    entry = Entry.objects.get(kind="contribution.added")
    told = {row.name: row for row in entry.disclosures.all()}
    signature = told["signature"].value
    assert isinstance(signature, dict)
    assert signature["by"] == "device"
    assert told["file"].value == sha256(recording).hexdigest()
    assert digest(told["file"].encoded) in signature["sd"]


def test_signs_the_file_of_a_new_question(page_at, transactional_db):
    group, recording = Group(), b"OggS" + bytes(range(200))
    page = page_at(360, who=group.bo)
    let_sign(page)
    page.goto("/c/elm-street/q/new/")
    page.get_by_label("What should change?").fill("Hear the shed")
    page.get_by_text("Add a photo or a recording").click()
    file = {"name": "shed.ogg", "mimeType": "audio/ogg", "buffer": recording}
    page.locator("input[type=file]").set_input_files(file)
    page.locator("[name=description]").fill("It creaks")
    with page.expect_navigation():
        page.get_by_role("button", name="Send the idea").click()
    entry = Entry.objects.get(kind="attachment.added")
    assert signed_by(entry) == "device"
    assert entry.disclosures.get(name="file").value == sha256(recording).hexdigest()
