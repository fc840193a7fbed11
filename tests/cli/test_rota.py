"""``folkmoot rota``: work shared out from a file, each wrong line told."""

import json
import re

import pytest
from tests.house_rules.source import ROOT

from folkmoot.cli import main

EXAMPLE = ROOT / "docs" / "reference" / "examples" / "rota.json"


@pytest.fixture
def run(tmp_path, capsys):
    """Run the command on a text or on what is to be JSON."""

    def run_on(given, *words):
        file = tmp_path / "rota.json"
        file.write_text(given if isinstance(given, str) else json.dumps(given))
        status = main(["rota", str(file), *words])
        wrote = capsys.readouterr()
        return status, wrote.out, wrote.err.replace(f"{file}", "rota.json")

    return run_on


def example(**changes):
    return {**json.loads(EXAMPLE.read_text()), **changes}


class TestRotaCommand:
    def test_shares_out_the_example(self, run):
        status, out, _err = run(example())
        assert status == 0
        assert "Cleo: nobody else could, learns oven beside Ana" in out
        assert "Dov: as published" in out
        assert "Ben asked not to" in out

    def test_writes_json(self, run):
        status, out, _err = run(example(), "--json")
        assert status == 0
        told = json.loads(out)
        assert told["method"] == "improved"
        assert len(told["cells"]) == 6
        assert sum(one["points"] for one in told["people"]) == 19.5

    def test_a_draft_is_a_draft(self, run):
        _status, out, _err = run(example(), "--draft", "--json")
        assert json.loads(out)["method"] == "draft"

    def test_names_what_is_missing(self, run):
        people = [{"id": "Dov"}, {"id": "Eli", "account": 1}]
        status, out, _err = run(example(people=people, published=None))
        assert status == 3
        assert (
            "EMPTY, 2 places: nobody knows oven; 1 could come and do not know it;"
            " must be filled"
        ) in out
        assert "3 places empty; no rota leaves fewer\nmissing: oven\n" in out

    def test_says_that_nobody_can_come(self, run):
        people = [{"id": "Ana", "abilities": ["oven"], "available": []}]
        status, out, _err = run(example(people=people, published=None))
        assert status == 3
        assert "EMPTY, 1 place: of 1 who could do it, nobody can come" in out


class TestBadFiles:
    def test_says_where_it_is_not_json(self, run):
        status, _out, err = run('{\n "tasks": [,]}')
        assert status == 2
        assert err.startswith("rota.json:2: not JSON: ")

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("[]", "rota.json:1: expected one JSON object"),
            ("", "rota.json:1: not JSON"),
            ("[" * 100_000, "rota.json:1: not JSON: too many brackets"),
            ('{"tasks": 1, "tasks": 2}', "rota.json:1: given twice: 'tasks'"),
            ("\0" * 1000, "rota.json:1: not JSON"),
            ('{"a": 1, "a": 2, "\\u001b[2J": 1}', "rota.json:1: given twice: 'a'"),
            ("{}", "rota.json:1: file: missing field 'tasks'"),
        ],
    )
    def test_says_what_it_cannot_read(self, run, text, words):
        status, out, err = run(text)
        assert (status, out) == (2, "")
        assert words in err

    def test_says_that_there_is_no_file(self, capsys, tmp_path):
        assert main(["rota", str(tmp_path / "none.json")]) == 2
        assert "none.json: No such file or directory" in capsys.readouterr().err

    def test_tells_each_line(self, run):
        text = EXAMPLE.read_text()
        lines = text.split("\n")
        text = text.replace('"minutes": 120', '"minutes": 0')
        text = text.replace('"slot": "mon-till"', '"slot": "sun-till"')
        status, _out, err = run(text.replace('"account": 2', '"account": "2"'))
        assert status == 2
        dov = next(n for n, line in enumerate(lines, 1) if '"Dov", "share"' in line)
        assert f"rota.json:{dov}: person: account is '2'; expected a number" in err
        cell = next(n for n, line in enumerate(lines, 1) if '"cells"' in line)
        assert f"rota.json:{cell}: cell: there is no slot 'sun-till'" in err

    @pytest.mark.parametrize(
        ("part", "change", "words"),
        [
            ("tasks", {"minutes": 0}, "minutes of task 'bread' is 0"),
            ("tasks", {"minutes": True}, "minutes is True; expected a whole number"),
            ("tasks", {"minutes": None}, "task: minutes is null"),
            ("tasks", {"wight": 2}, "task: unknown field 'wight'"),
            ("tasks", {"id": "till"}, "task 'till' is given twice"),
            ("tasks", {"id": " "}, "id is ' '; expected a text"),
            ("slots", {"task": "fly"}, "task 'fly', which is not among them"),
            ("slots", {"date": "7.12."}, "expected a day such as 2026-12-07"),
            ("slots", {"starts": "5:00"}, "expected a time such as 06:30"),
            ("slots", {"ends": None}, "has one of starts and ends"),
            ("slots", {"required": 1}, "expected true or false"),
            ("people", {"share": 2}, "share of 'Ana' is 2.0"),
            ("people", {"abilities": "oven"}, "expected a list of texts"),
            ("people", {"cannot": ["moon"]}, "'Ana': no slot 'moon'"),
            ("people", {"done": [1]}, "expected an object of whole numbers"),
            ("people", {"away": ["x"]}, "expected a list of objects"),
            ("people", {"away": [{"to": "2026-12-07"}]}, "missing field 'from'"),
        ],
    )
    def test_names_the_field(self, run, part, change, words):
        whole = example()
        whole[part][0].update(change)
        status, _out, err = run(json.dumps(whole, indent=0))
        assert status == 2
        assert words in err

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"settings": {"even_within": 0}}, "even_within is 0"),
            ({"settings": []}, "expected an object"),
            ({"settings": {"seed": 1}}, "seed is 1; expected a text"),
            ({"published": {"change_weight": -1}}, "change_weight is -1"),
        ],
    )
    def test_names_the_setting(self, run, change, words):
        status, _out, err = run(example(**change))
        assert status == 2
        assert words in err

    @pytest.mark.parametrize(
        ("part", "field"),
        [
            ("settings", "rest_minutes"),
            ("settings", "even_within"),
            ("tasks", "minutes"),
            ("tasks", "weight"),
            ("slots", "people"),
            ("people", "share"),
            ("people", "account"),
            ("people", "most_minutes"),
            ("published", "change_weight"),
        ],
    )
    @pytest.mark.parametrize(
        "number",
        ["NaN", "Infinity", "1e300", "1e400", "1" + "0" * 400, "-1" + "0" * 5000],
    )
    def test_says_which_number_is_none(self, run, part, field, number):
        whole = example()
        changed = whole[part] if isinstance(whole[part], dict) else whole[part][0]
        changed[field] = "here"
        text = json.dumps(whole, indent=0).replace('"here"', number)
        status, out, err = run(text)
        assert (status, out) == (2, "")
        assert re.fullmatch(rf"rota\.json:\d+: \w+: {field} is \S+; expected .*\n", err)
        assert len(err) < 200

    @pytest.mark.parametrize("name", ["\x1b[2J", "a\nb", "\ud800", "x" * 201])
    def test_a_name_that_no_screen_can_show_is_refused(self, run, name):
        whole = example()
        whole["people"][0]["id"] = name
        status, _out, err = run(json.dumps(whole))
        assert status == 2
        assert "expected a text of at most 200 characters on one line" in err
        assert err.isprintable() or err.rstrip("\n").isprintable()

    def test_a_wrong_slot_does_not_make_its_cells_wrong(self, run):
        whole = example()
        whole["slots"][1]["people"] = 0.5
        assert run(whole)[2].count("\n") == 1

    def test_a_file_without_end_is_too_large(self, run):
        slots = [{"id": f"s{n}", "task": "till", "date": 1} for n in range(20_001)]
        status, _out, err = run(example(slots=slots))
        assert status == 2
        assert err.startswith("rota.json:1: file: 20001 slots and 4 people; expected")

    def test_away_ends_after_it_begins(self, run):
        whole = example()
        whole["people"][0]["away"] = [{"from": "2026-12-09", "to": "2026-12-07"}]
        assert "away: to is before from" in run(whole)[2]

    def test_does_not_fill_the_screen(self, run):
        people = [{"id": f"p{n}", "share": 3} for n in range(30)]
        err = run(example(people=people, published=None))[2]
        assert err.count("\n") == 21
        assert err.endswith("and 10 more\n")
