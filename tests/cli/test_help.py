import pytest

from folkmoot.cli import COMMANDS, main


class TestHelp:
    def test_lists_every_command_with_its_purpose(self, capsys):
        assert main(["--help"]) == 0
        shown = capsys.readouterr().out
        for name, command in COMMANDS.items():
            assert name in shown
            assert command.purpose in shown

    @pytest.mark.parametrize("words", [[], ["serfe"]])
    def test_an_unknown_word_shows_it_too(self, words, capsys):
        assert main(words) == 2
        assert "usage: folkmoot" in capsys.readouterr().err
