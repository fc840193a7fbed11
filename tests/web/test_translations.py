import gettext
import os

from folkmoot.web.translations import compile_messages

TEXT = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def write(folder, word):
    source = folder / "es" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_text(f'{TEXT}msgid "Yes"\nmsgstr "{word}"\n')
    return source


class TestCompileMessages:
    def test_makes_what_is_missing_and_only_that(self, tmp_path):
        source = write(tmp_path, "Sí")
        assert compile_messages(tmp_path) == [source.with_suffix(".mo")]
        assert compile_messages(tmp_path) == []
        translated = gettext.translation("django", tmp_path, ["es"])
        assert translated.gettext("Yes") == "Sí"

    def test_makes_it_anew_when_the_translation_is_newer(self, tmp_path):
        compiled = write(tmp_path, "Sí").with_suffix(".mo")
        compile_messages(tmp_path)
        write(tmp_path, "Claro")
        os.utime(compiled, (0, 0))
        assert compile_messages(tmp_path) == [compiled]
