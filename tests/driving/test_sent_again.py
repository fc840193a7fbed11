"""One form sent five times at the same instant has one effect, cut lines included."""

import threading

import pytest
from tests.driver import found_collective
from tests.driving.crowd import RECEIVED, with_new_key
from tests.driving.truth import read_truth

pytestmark = pytest.mark.server
TIMES = 5
EACH = 15  # trials per person, below what one person may say


def send_at_once(guest, form, *, is_cut):
    """Send ``form`` from five connections; the first may hang up at once."""
    gate = threading.Barrier(TIMES)
    statuses = []

    def send(number: int) -> None:
        gate.wait()
        if is_cut and number == 0:
            guest.send_and_hang_up(form)
        else:
            statuses.append(guest.ask("POST", form.action, form.pairs).status)

    threads = [threading.Thread(target=send, args=(n,)) for n in range(TIMES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return statuses


def send_again(server, trials):
    link = server.set_up()
    server.start()
    names = [f"Member {n}" for n in range(max(3, trials // EACH))]
    slug, guests = found_collective(server, link, *names)
    number = guests[0].raise_question(slug, "Two apple trees")
    pages = [g.get(f"/c/{slug}/q/{number}/").form("/contributions/") for g in guests]
    sent = [f"words {trial:03}" for trial in range(trials)]
    for trial, text in enumerate(sent):
        who = trial % len(guests)
        form = with_new_key(pages[who], text=text)
        statuses = send_at_once(guests[who], form, is_cut=trial % 3 == 0)
        assert set(statuses) <= RECEIVED, statuses
    truth = read_truth(server)
    assert truth["faults"] == []
    assert truth["said"] == sent


def test_thirty_forms_count_once_each(server):
    send_again(server, 30)


@pytest.mark.slow
def test_three_hundred_forms_count_once_each(server):
    send_again(server, 300)
