"""What reaches a terminal."""

import pytest

from headcount.console import Screen, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2Jнужны швеи", "\\x1b[2Jнужны швеи"),
        ("a\u202eb", "a\\u202eb"),
        ("\u2066x\u2069", "\\u2066x\\u2069"),
        ("\x9b31m", "\\x9b31m"),
        ("\ud800", "\\ud800"),
        ("перенос\nстроки\tи табуляция", "перенос\nстроки\tи табуляция"),
        ("👩‍🏭 нужна", "👩‍🏭 нужна"),
    ],
)
def test_a_post_cannot_drive_the_terminal(text: str, shown: str) -> None:
    """Escape sequences and marks that reorder text are shown as escapes; lines and emoji stay as they are."""
    assert visible(text) == shown


def test_quiet_says_only_what_failed(capsys: pytest.CaptureFixture[str]) -> None:
    """-q leaves errors."""
    screen = Screen(-1)
    screen.say("a message")
    screen.error("a failure")
    assert capsys.readouterr().err == "a failure\n"


def test_without_a_terminal_short_work_says_nothing_of_its_progress(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A log of a scheduler is not filled with bars."""
    with Screen().progress() as report:
        report("parsing", 1, 2)
    assert capsys.readouterr().err == ""


def test_markup_in_a_message_is_text(capsys: pytest.CaptureFixture[str]) -> None:
    """What looks like the console's own markup is printed as it stands."""
    Screen().say("[red]x[/red] [/]")
    assert capsys.readouterr().err == "[red]x[/red] [/]\n"
