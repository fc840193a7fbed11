"""Progress says how far long work has come, and nothing about short work."""

from folkmoot.cli.progress import Progress


def test_says_when_it_is_done(capsys):
    progress = Progress("Drawn")
    progress.show(1, 2)
    progress.show(2, 2)
    assert capsys.readouterr().err == "Drawn: done\n"


def test_short_work_is_not_told(capsys):
    progress = Progress("Drawn", after=60)
    progress.show(1, 2)
    progress.show(2, 2)
    assert capsys.readouterr().err == ""
