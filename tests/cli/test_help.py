import socket
import subprocess
import sys

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
        shown = capsys.readouterr().err
        assert "usage: folkmoot" in shown
        assert ("There is no command “serfe”." in shown) == bool(words)

    def test_a_reader_who_leaves_is_no_fault(self):
        """As with `folkmoot --help | head -1`."""
        script = f"{sys.executable} -m folkmoot --help | true"
        done = subprocess.run(  # noqa: S602 -- our own words
            script, shell=True, capture_output=True, text=True, check=False
        )
        assert (done.stdout, done.stderr) == ("", "")


class TestWhatDoesNotFit:
    def test_a_folder_that_cannot_be_made_is_told_in_a_line(self, tmp_path, capsys):
        (tmp_path / "file").touch()
        assert main(["demo", "--port", "0", "--data", f"{tmp_path}/file/data"]) == 1
        assert capsys.readouterr().err == (
            f"folkmoot demo: {tmp_path}/file/data: Not a directory\n"
        )

    @pytest.mark.parametrize(
        "words",
        [
            ["demo", "--port", "-1"],
            ["serve", "--port", "65536"],
            ["serve", "--processes", "0"],
            ["worker", "--interval", "nan"],
        ],
    )
    def test_a_number_that_cannot_be_is_refused(self, words, capsys):
        with pytest.raises(SystemExit) as ended:
            main(words)
        assert ended.value.code == 2
        assert f"argument {words[1]}" in capsys.readouterr().err

    def test_a_fault_of_our_own_is_not_hidden(self, monkeypatch):
        monkeypatch.setattr(socket, "create_server", None)
        with pytest.raises(TypeError):
            main(["demo", "--port", "0"])


def test_ctrl_c_ends_in_a_line(monkeypatch, capsys):
    def press(*_words: object, **_named: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(socket, "create_server", press)
    assert main(["demo", "--port", "0"]) == 130
    assert capsys.readouterr().err == "\nStopped.\n"
