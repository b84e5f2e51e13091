"""``redact`` and ``forget`` as a person gives them."""

from pathlib import Path
from typing import Any

import pytest

CHANNEL = 1234500001
SECRET = "Марии Ивановны, тел. 8 900 123-45-67"
POST = f"https://t.me/c/{CHANNEL}/2"


@pytest.fixture
def archived(run: Any, make_export: Any) -> Path:
    """An archive of three posts, parsed and reported; the second has a secret."""
    export: Path = make_export(
        ["Нужны 5 швей, г. Тверь", f"Нужны 7 грузчиков, г. Тверь, спросить {SECRET}", "Доброе утро"]
    )
    assert run("import", export).code == 0
    assert run("parse").code == 0
    assert run("report", "2026-W10").code == 0
    return export


def files_with(folder: Path, text: str) -> list[str]:
    """Files of the archive in which a text stands."""
    return [file.name for file in folder.glob("archive.db*") if text.encode() in file.read_bytes()]


def test_a_redacted_post_is_gone_and_verify_lists_it(run: Any, folder: Path, archived: Path) -> None:
    """No file of the archive has its words, importing it again brings nothing, all else is there."""
    assert files_with(folder, SECRET)
    ended = run("redact", POST, "--why", "asked for")
    assert ended.code == 0
    assert f"{POST}: is redacted" in ended.err
    assert run("import", archived).code == 0
    assert files_with(folder, SECRET) == []
    assert SECRET not in run("export", "versions").out
    verified = run("verify", "--deep", "--json")
    assert verified.code == 0
    (redaction,) = verified.json["redactions"]
    assert (redaction["permalink"], redaction["why"], redaction["versions"]) == (POST, "asked for", 1)
    assert verified.json["counts"]["posts"] == 2
    assert f"Redacted on {redaction['at'][:10]}" in verified.err


def test_reports_that_name_the_post_are_named(run: Any, folder: Path, archived: Path) -> None:  # noqa: ARG001
    """They were made before, and only a person knows who has them by now."""
    said = run("redact", POST, "--why", "asked for").err
    assert "weekly/2026-W10/report.en.html: names the post" in said
    again = run("redact", POST, "--why", "asked for")
    assert again.code == 0
    assert "was redacted before; the archive's file is written anew" in again.err


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("redact", "https://t.me/c/1234500001/9", "--why", "x"), 1, "this post is not in archive.db"),
        (("redact", "https://t.me/nobody_here/2", "--why", "x"), 1, "this post is not in archive.db"),
        (("redact", "post two", "--why", "x"), 2, "is no address of a post"),
        (("redact", POST), 2, "--why"),
        (("redact", POST, "--why", " "), 2, "says nothing"),
        (("forget", "nobody_here"), 1, "this channel is not in archive.db"),
        (("forget", "no such name"), 2, "is no username"),
    ],
)
def test_what_cannot_be_removed_is_said(run: Any, archived: Path, words: Any, code: int, said: str) -> None:  # noqa: ARG001
    """And nothing is."""
    ended = run(*words)
    assert ended.code == code
    assert said in ended.err
    assert run("status", "--json").json["counts"]["posts"] == 3


def test_a_slip_in_the_archives_name_makes_no_archive(run: Any, folder: Path) -> None:
    """Removing is nothing that an empty archive could be asked for."""
    ended = run("redact", POST, "--why", "x", "--archive", "other.db")
    assert ended.code == 1
    assert "other.db: there is no such file" in ended.err
    assert not list(folder.glob("other.db*"))


def test_a_forgotten_channel_is_gone(run: Any, folder: Path, archived: Path) -> None:  # noqa: ARG001
    """With its posts, and a warning where the settings would bring it back."""
    (folder / "headcount.toml").write_text(f'[[channels]]\nname = "{CHANNEL}"\n', encoding="utf-8")
    ended = run("forget", str(CHANNEL))
    assert ended.code == 0
    assert f"The settings still name {CHANNEL}" in ended.err
    assert files_with(folder, SECRET) == []
    assert run("export", "posts").out == ""
    verified = run("verify", "--json")
    assert verified.code == 0
    assert [one["channel_id"] for one in verified.json["forgotten"]] == [CHANNEL]
    assert "Forgotten on" in verified.err
    assert run("forget", str(CHANNEL)).code == 0, "again, for what of its bytes may be left"
