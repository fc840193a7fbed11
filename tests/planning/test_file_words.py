"""What is wrong with planning files is said in the reader's language."""

import pytest
from django.utils.translation import override

from folkmoot.engines.provision import SENTENCES, FilesError, read_situation
from folkmoot.needs.words.units import name_unit, say_recorded
from folkmoot.planning.transfer import FilesRefusedError, read_texts
from folkmoot.planning.words.files import PROBLEMS, say_faults

GOOD = {
    "goods.csv": "good,unit\nbread,piece\n",
    "techniques.csv": "technique,hours\nbake,1\n",
    "flows.csv": "technique,direction,name,amount\nbake,out,bread,1\n",
    "needs.csv": "good,amount\nbread,5\n",
    "resources.csv": "resource,unit,amount\nhours,h,40\n",
}
WRONG = {
    "goods.csv": "good,unit,loss\nbread,piece,2\nbread,,\n",
    "techniques.csv": "technique,hours\nbake,-1\nbake,x\n,\n",
    "flows.csv": "technique,direction,name,amount\nbake,up,stone,\n",
    "needs.csv": "good,amount,period\nbread,5,a\nbread,5,1,7\n",
    "resources.csv": "resource,unit,amount\nhours,kg,40\n",
}


def test_every_sentence_of_the_reader_has_words():
    assert set(PROBLEMS) == set(SENTENCES)
    with override("en"):
        for code, text in PROBLEMS.items():
            names = {name: f"<{name}>" for name in ABOUT}
            assert str(text) % names == SENTENCES[code].format(**names), code


ABOUT = (
    *("abilities", "column", "count", "first", "found", "head", "hours", "kind"),
    *("known", "least", "most", "name", "period", "periods", "text", "unit"),
    *("why", "words"),
)


@pytest.mark.parametrize("name", WRONG)
def test_in_english_it_is_what_the_command_says(name):
    with pytest.raises(FilesError) as told:
        read_situation(
            {
                key: text.splitlines()
                for key, text in {**GOOD, name: WRONG[name]}.items()
            }
        )
    with override("en"):
        assert "\n".join(say_faults(told.value)) == str(told.value)


def test_in_spanish_the_file_and_the_line_stand_there_too():
    with override("es"), pytest.raises(FilesRefusedError) as told:
        read_texts({**GOOD, "needs.csv": "good,amount\nstone,5\n"})
    (problem,) = told.value.problems
    assert "needs.csv, línea 2:" in problem
    assert "“stone”" in problem
    assert "unknown" not in problem


def test_units_have_plurals():
    assert name_unit("piece", 1) == "piece"
    assert name_unit("piece", 450) == "pieces"
    assert name_unit("sack", 3) == "sack"
    assert say_recorded("2 piece") == "2 pieces"
    assert say_recorded("1.5 kg") == "1.5 kg"
    assert say_recorded("a few piece") == "a few piece"
    with override("es"):
        assert say_recorded("2 piece") == "2 piezas"
