"""Choosing one of many: from a list, by its words, or by some letters of them."""

from uuid import UUID

from django import forms
from django.test.html import parse_html
from tests.web.test_forms_shown import draw

from folkmoot.people.forms import MemberField
from folkmoot.web.picking import NumberedField, PickField, PlainSelect

FEW = [(UUID(int=n), f"Person {n}") for n in range(3)]
MANY = [(UUID(int=n), f"Person {n}") for n in range(100)]


def form_of(field: PickField, value: str | None = None) -> forms.Form:
    class Choosing(forms.Form):
        who = field

    return Choosing(None if value is None else {"who": value})


class TestPickField:
    def test_few_stand_in_a_list(self):
        html = draw(form_of(PickField(FEW, nothing="Nobody")))
        assert html.count("<option") == 4
        assert '<option value="" selected>Nobody</option>' in html

    def test_many_are_offered_under_a_line(self):
        html = draw(form_of(PickField(MANY, nothing="Nobody")))
        assert 'list="rows"' in html
        assert 'placeholder="Nobody"' in html
        assert html.count("<option") == 100
        assert "<select" not in html

    def test_what_a_device_signs_is_offered_with_its_id(self):
        html = draw(form_of(PickField(MANY, is_signed=True)))
        assert f'<option value="Person 7" data-key="{UUID(int=7)}">' in html

    def test_what_is_offered_stands_once(self):
        html = draw(form_of(PickField(MANY, offers=False)))
        assert 'list="rows"' in html
        assert "<datalist" not in html

    def test_words_or_an_id_name_the_row(self):
        for said in ("person  7", str(UUID(int=7))):
            form = form_of(PickField(MANY), said)
            assert form.is_valid()
            assert form.cleaned_data["who"] == UUID(int=7)

    def test_some_letters_bring_those_who_have_them_to_choose_from(self):
        form = form_of(PickField(MANY), "7")
        assert not form.is_valid()
        html = draw(form)
        assert "Which of these? Please choose." in html
        assert html.count("<option") == 1 + 19

    def test_who_begins_with_the_letters_stands_first_and_nobody_last(self):
        rows = [*MANY, (UUID(int=300), "Anna"), (UUID(int=301), "Hanna")]
        form = form_of(PickField(rows[::-1], nothing="Nobody"), "ann")
        html = draw(form)
        places = [html.index(f">{name}<") for name in ("Anna", "Hanna", "Nobody")]
        assert places == sorted(places)
        assert "selected" not in html

    def test_says_that_some_letters_are_enough(self):
        assert "Some letters are enough." in draw(form_of(PickField(MANY)))
        assert "Some letters are enough." not in draw(form_of(PickField(FEW)))

    def test_too_few_letters_ask_for_more_and_keep_them(self):
        html = draw(form_of(PickField(MANY), "person"))
        assert "Please write more of them." in html
        assert 'value="person"' in html

    def test_nobody_has_these_letters(self):
        assert "Nothing here is called that." in draw(form_of(PickField(MANY), "x"))

    def test_an_id_that_came_back_is_shown_in_words(self):
        assert 'value="Person 9"' in draw(form_of(PickField(MANY), str(UUID(int=9))))


class TestNumberedField:
    def test_the_number_is_enough(self):
        rows = [(UUID(int=n), f"{n}: A lamp") for n in range(100)]
        form = form_of(NumberedField(rows), "7")
        assert form.is_valid()
        assert form.cleaned_data["who"] == UUID(int=7)


class TestMemberField:
    def test_accents_may_be_left_out(self):
        form = form_of(MemberField([*MANY, (UUID(int=200), "José")]), "jose")
        assert form.is_valid()
        assert form.cleaned_data["who"] == UUID(int=200)


class TestPlainSelect:
    def test_shows_what_django_shows(self):
        choices = [("", "None"), ("a", "Ann & <Bo>"), (3, "Di")]
        shown = [
            kind(choices=choices).render("who", 3, {"id": "id_who", "required": True})
            for kind in (PlainSelect, forms.Select)
        ]
        plain, usual = map(parse_html, shown)
        assert plain == usual
