"""The plain-language reading: its formulas, what it marks, and that it only advises."""

import pytest

from folkmoot.deciding.plain import Ease, flesch_kincaid, read, szigriszt_pazos
from folkmoot.deciding.syllables import count_english, count_spanish


class TestFormulas:
    def test_flesch_kincaid_is_that_of_the_report(self):
        # Kincaid et al. 1975: 0.39 (words/sentence) + 11.8 (syllables/word) - 15.59
        assert flesch_kincaid(syllables=150, words=100, sentences=5) == pytest.approx(
            0.39 * 20 + 11.8 * 1.5 - 15.59
        )

    def test_szigriszt_pazos_is_that_of_the_inflesz_paper(self):
        # Barrio-Cantalejo et al. 2008: 206.835 - 62.3 S/P - P/F
        assert szigriszt_pazos(syllables=200, words=100, sentences=10) == pytest.approx(
            206.835 - 62.3 * 2 - 10
        )

    @pytest.mark.parametrize(
        ("word", "count"),
        [
            *(("tree", 1), ("table", 2), ("house", 1), ("garden", 2), ("idea", 3)),
            *(("decision", 3), ("planted", 2), ("neighbours", 2), ("together", 3)),
            *(("meeting", 2), ("people", 2), ("apple", 2), ("rhythm", 1)),
        ],
    )
    def test_counts_english_syllables(self, word, count):
        assert count_english(word) == count

    @pytest.mark.parametrize(
        ("word", "count"),
        [
            *(("árbol", 2), ("ciudad", 2), ("país", 2), ("aéreo", 4), ("quien", 1)),
            *(("vecinos", 3), ("comunidad", 4), ("canción", 2), ("ayer", 2)),
            *(("y", 1), ("muy", 1), ("pingüino", 3), ("prohibir", 3)),
        ],
    )
    def test_counts_spanish_syllables(self, word, count):
        assert count_spanish(word) == count


class TestReading:
    def test_short_plain_english_is_easy(self):
        reading = read("We plant two trees. Bo buys them. Ann digs the holes.")
        assert reading.ease is Ease.EASY
        assert (reading.words, reading.sentences) == (11, 3)
        assert reading.hard_words == []

    def test_office_english_is_hard_and_its_words_are_named_once(self):
        reading = read(
            "The implementation of additional transparency requirements necessitates"
            " comprehensive stakeholder participation and additional consultation."
        )
        assert reading.ease is Ease.HARD
        named = [word.text for word in reading.hard_words]
        assert named[:3] == ["implementation", "additional", "transparency"]
        assert named.count("additional") == 1
        assert reading.hard_words[1].plainer == "more"

    def test_names_are_not_marked_as_hard_words(self):
        assert read("We ask Alejandrina Emmanuella.").hard_words == []

    def test_spanish_has_its_own_formula(self):
        reading = read("Plantamos dos árboles. Bo los compra.", "es")
        assert reading.grade is None
        assert reading.perspicuity is not None
        assert reading.ease is Ease.EASY

    def test_other_languages_are_read_by_the_length_of_sentences(self):
        easy = read("Wir pflanzen zwei Bäume.", "de")
        hard = read("und " * 30 + ".", "de-AT")
        assert (easy.grade, easy.perspicuity) == (None, None)
        assert (easy.ease, hard.ease) == (Ease.EASY, Ease.HARD)

    def test_three_minutes_are_360_words(self):
        assert read("tree " * 360).is_short
        long = read("tree " * 361)
        assert not long.is_short
        assert (long.words_over, long.minutes) == (1, 4)

    def test_long_sentences_are_named(self):
        long = "we go and " * 7 + "sit down."
        assert read(f"Short one. {long}").long_sentences == [long]

    def test_pieces_make_up_the_whole_text(self):
        text = "We utilise\n\nadditional  trees, “consequently”."
        assert "".join(piece.text for piece in read(text).pieces) == text

    @pytest.mark.parametrize("text", ["", "   ", "1234 5678", "!!!", "\n\n"])
    def test_no_words_are_no_fault(self, text):
        reading = read(text)
        assert (reading.ease, reading.words, reading.grade) == (Ease.NONE, 0, None)
