"""Forms as people get them: described, limits said beforehand, nothing typed lost."""

from django import forms
from django.template import Context, Template
from django.test import RequestFactory

from folkmoot.web.forms import LineField, TextField


class Idea(forms.Form):
    title = LineField(label="What should change?", help_text="One sentence.")
    text = TextField(label="Why now?", required=False, max_length=50)
    kind = forms.ChoiceField(
        choices=[("a", "Small"), ("b", "Big")],
        widget=forms.RadioSelect,
        help_text="Small can be undone.",
    )
    told = forms.BooleanField(label="I told them", required=False)


def draw(form: forms.Form) -> str:
    source = '{% include "components/form_errors.html" with form=form only %}'
    return Template(source).render(Context({"form": form})) + "".join(
        str(field.as_field_group()) for field in form
    )


class TestField:
    def test_label_help_and_limit_stand_before_the_field(self):
        html = draw(Idea())
        assert '<label for="id_title">What should change?' in html
        assert html.index("One sentence.") < html.index('name="title"')
        assert "Up to 50 characters." in html
        assert 'aria-describedby="id_text_limit"' in html

    def test_says_what_may_be_left_out(self):
        assert draw(Idea()).count("(if you like)") == 1

    def test_keeps_what_was_typed_and_says_what_to_mend(self):
        html = draw(Idea({"title": "", "text": "x" * 60, "kind": "a"}))
        assert "x" * 60 in html
        assert 'aria-describedby="id_title_helptext id_title_error"' in html
        assert 'aria-invalid="true"' in html
        assert 'id="id_title_error"' in html

    def test_long_text_is_refused_by_us_and_never_cut_by_the_browser(self):
        assert "maxlength" not in str(Idea()["text"])

    def test_a_group_of_choices_is_a_fieldset_with_its_help(self):
        html = draw(Idea())
        assert '<fieldset class="field" aria-describedby="id_kind_helptext' in html
        assert "<legend>" in html


class TestFormErrors:
    def test_are_listed_at_the_top_with_links(self):
        html = draw(Idea({"title": "", "kind": "a"}))
        assert "Not received yet. What you wrote is still here." in html
        assert '<a href="#id_title">' in html
        assert "autofocus" in html

    def test_are_silent_when_all_is_well(self):
        assert "mend" not in draw(Idea({"title": "Paint", "kind": "a"}))


class TestSubmission:
    def test_every_showing_has_a_new_key_and_the_csrf_token(self):
        request = RequestFactory().get("/")
        template = '{% include "components/submission.html" %}'
        pages = [
            Template(template).render(Context({"request": request, "csrf_token": "t"}))
            for _ in range(2)
        ]
        assert pages[0] != pages[1]
        assert 'name="csrfmiddlewaretoken" value="t"' in pages[0]
        assert 'name="submission_key"' in pages[0]


class TestTextField:
    def test_lines_end_the_same_way_from_every_browser(self):
        form = Idea({"title": "a", "text": "one\r\ntwo", "kind": "a"})
        assert form.is_valid()
        assert form.cleaned_data["text"] == "one\ntwo"
