"""A group that talks and decides while its server fails, and what must be true after."""

from collections import Counter

from tests.driver import Guest, Server, found_collective
from tests.driving.crowd import RECEIVED, Act, with_new_key
from tests.driving.pages import Form

NAMES = ("Ann", "Bo", "Di", "Eve", "Flo")
SAMPLE = 3
SPENT = 422  # everybody may say so much in one hearing, and no more
UNSURE = {0, 503}  # no answer, or one that says to press again


class Group:
    """Five people at home who talk and decide, and the sixth, who never answers."""

    def __init__(self, server: Server) -> None:
        link = server.set_up()
        self.server = server.start()
        self.slug, self.guests = found_collective(server, link, *NAMES, "Kim")
        self.talk = self.guests[0].raise_question(self.slug, "What shall we plant?")
        self.forms: dict[str, dict[str, Form]] = {}

    def open_pages(self, round_: int) -> None:
        """Everybody opens their pages; one new question is about to be decided."""
        self.number = self.guests[0].raise_question(self.slug, f"Lamp {round_}")
        for guest in self.guests:
            deciding = guest.get(f"/c/{self.slug}/q/{self.number}/")
            talking = guest.get(f"/c/{self.slug}/q/{self.talk}/")
            self.forms[guest.name] = {
                "decide": deciding.form("/position/"),
                "worry": talking.form("/position/"),
                "say": talking.form("/contributions/"),
            }

    def make_forms(self, guest: Guest) -> list[Form]:
        """Return what one person sends next; the texts are never the same twice."""
        forms = self.forms[guest.name]
        worry = with_new_key(forms["worry"], value="concern")
        say = with_new_key(forms["say"])
        made = [say.fill(text=f"words {say.key}")]
        if guest.name != "Kim":
            made.append(worry.fill(worry=f"worry {worry.key}"))
        made.append(with_new_key(forms["decide"], value="consent"))
        return made

    def decide(self) -> None:
        """Let all who were not heard say yes, which decides the latest question."""
        for guest in self.guests:
            form = with_new_key(self.forms[guest.name]["decide"], value="consent")
            guest.ask("POST", form.action, form.pairs)
        page = self.guests[0].get(f"/c/{self.slug}/decisions/")
        assert f"/q/{self.number}/" in page.text


def check_nothing_is_lost(truth: dict, acts: list[Act]) -> None:
    """Look for what was acknowledged; the last worry may be one that got no answer."""
    said = set(truth["said"])
    last: dict[str, list[str]] = {}
    for act in acts:
        if "text" in act.form.values and act.is_acknowledged:
            assert act.form.values["text"][0] in said
        if "worry" in act.form.values and act.form.values["value"] == ["concern"]:
            number = act.form.action.split("/")[4]
            texts = last.setdefault(f"{act.guest.name} {number}", [""])
            if act.is_acknowledged:
                texts.clear()
            texts.append(act.form.values["worry"][0])
    for who, texts in last.items():
        assert truth["positions"].get(who, "") in texts


def press_again(group: Group, acts: list[Act]) -> None:
    """Send once more what got no answer, and some of what did."""
    received = [act for act in acts if act.is_acknowledged]
    for act in received[-SAMPLE:]:
        again = act.guest.ask("POST", act.form.action, act.form.pairs)
        assert again.status in RECEIVED
        assert "Already received at" in act.guest.get(again.location).words
    for act in acts:
        if act.status in UNSURE and "text" in act.form.values:
            again = act.guest.ask("POST", act.form.action, act.form.pairs)
            assert again.status in {*RECEIVED, SPENT}
            act.status = again.status


def check_one_effect(truth: dict, acts: list[Act]) -> None:
    """Count every text that was sent, however often, exactly once."""
    said = Counter(truth["said"])
    sent = [
        act.form.values["text"][0]
        for act in acts
        if act.is_acknowledged and "text" in act.form.values
    ]
    assert {text: said[text] for text in sent} == dict.fromkeys(sent, 1)
    assert sum(said.values()) == len(sent)
