from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import reports.write
from reports import Written, weekly_figures, write_report
from reports.errors import WrittenReportError
from reports.figures import WeeklyFigures

if TYPE_CHECKING:
    from tests.reports.conftest import Maker, MemoryArchive

MONDAY = datetime(2026, 11, 15, 21, tzinfo=UTC)
ALL, PLAIN = ("html", "md", "json", "xlsx"), ("md", "json")
"""Every format but PDF, which is slow to write, and those without charts, which are quick."""

SITE = (("index", "html"), ("feed", "atom"))


@pytest.fixture
def archive(make: Maker) -> MemoryArchive:
    """An archive with a request in each of its two weeks."""
    return make.archive(
        make.posting(MONDAY - timedelta(days=2)), make.posting(MONDAY, post=2, text="Нужен повар")
    )


def figures(archive: MemoryArchive, week: str = "2026-W47") -> WeeklyFigures:
    """Work out a week."""
    return weekly_figures(archive, week, timezone="Europe/Moscow", now=datetime(2026, 11, 23, 3, tzinfo=UTC))


def write(
    archive: MemoryArchive, out: Path, week: str = "2026-W47", *, formats: tuple[str, ...] = PLAIN
) -> Written:
    """Write a week's report."""
    return write_report(figures(archive, week), out, formats=formats, languages=("en", "ru"))


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file under a folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_report_is_a_folder_of_its_week(archive: MemoryArchive, tmp_path: Path) -> None:
    """With the names that the contract gives, and lists of all weeks beside it."""
    written = write(archive, tmp_path / "weekly", formats=ALL)
    names = ["report.json", "report.en.html", "report.ru.html", "report.en.md", "report.ru.md", "annex.xlsx"]
    folder = tmp_path / "weekly" / "2026-W47"
    assert written == Written(tuple(folder / name for name in names), None, changed=True)
    assert sorted(tree(tmp_path / "weekly")) == sorted(
        [
            *(f"{name}.{code}.{kind}" for code in ("en", "ru") for name, kind in SITE),
            "weeks.json",
            *(f"2026-W47/{name}" for name in names),
        ]
    )


def test_equal_figures_write_nothing(archive: MemoryArchive, tmp_path: Path) -> None:
    """Not even the moment of writing."""
    write(archive, tmp_path)
    before = tree(tmp_path)
    archive.edited = 3  # what happens to posts changes no figure
    again = write(archive, tmp_path)
    assert (again.changed, again.revision, len(again.paths)) == (False, None, 3)
    assert tree(tmp_path) == before


def test_changed_figures_keep_the_earlier_report(archive: MemoryArchive, make: Maker, tmp_path: Path) -> None:
    """Each under its number, byte for byte."""
    write(archive, tmp_path)
    first = tree(tmp_path / "2026-W47")
    archive.rows.append(make.posting(MONDAY, post=3, text="Ещё"))
    second = write(archive, tmp_path)
    assert (second.changed, second.revision) == (True, 1)
    assert tree(tmp_path / "2026-W47" / "revisions" / "1") == first
    archive.rows.append(make.posting(MONDAY, post=4, text="И ещё"))
    assert write(archive, tmp_path).revision == 2
    body = json.loads((tmp_path / "2026-W47" / "report.json").read_text(encoding="utf-8"))
    assert (body["revision"], body["headline"]["requests"]) == (3, 3)
    assert "revision 3" in (tmp_path / "2026-W47" / "report.en.md").read_text(encoding="utf-8")
    kept = sorted(path.name for path in (tmp_path / "2026-W47" / "revisions").iterdir())
    assert kept == ["1", "2"]


def test_a_format_that_was_missing_is_added_without_a_revision(
    archive: MemoryArchive, tmp_path: Path
) -> None:
    """The figures are the same."""
    write(archive, tmp_path)
    before = tree(tmp_path)
    added = write(archive, tmp_path, formats=ALL)
    assert (added.changed, added.revision) == (True, None)
    after = tree(tmp_path)
    assert all(after[name] == text for name, text in before.items() if name.startswith("2026-"))
    assert "2026-W47/report.ru.html" in after


def test_formats_not_asked_for_again_do_not_stay_with_old_figures(
    archive: MemoryArchive, make: Maker, tmp_path: Path
) -> None:
    """They are in the revision; beside new figures they would contradict them."""
    write(archive, tmp_path, formats=ALL)
    archive.rows.append(make.posting(MONDAY, post=3, text="Ещё"))
    write(archive, tmp_path)
    names = {path.name for path in (tmp_path / "2026-W47").iterdir()}
    assert names == {"report.json", "report.en.md", "report.ru.md", "revisions"}


def test_what_fails_while_writing_leaves_the_earlier_report(
    archive: MemoryArchive, make: Maker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk at the first file: nothing changed, no litter, and the next time it is written."""
    write(archive, tmp_path)
    before = tree(tmp_path / "2026-W47")
    archive.rows.append(make.posting(MONDAY, post=3, text="Ещё"))

    def full(path: Path, text: str) -> None:
        raise OSError(28, "No space left on device", str(path), None, text[:0])

    with monkeypatch.context() as patch:
        patch.setattr(reports.write, "write_whole", full)
        with pytest.raises(OSError, match="No space left"):
            write(archive, tmp_path)
    now = tree(tmp_path / "2026-W47")
    assert {name: now[name] for name in before} == before
    assert {Path(name).parts[:2] for name in now.keys() - before} == {("revisions", "1")}
    assert write(archive, tmp_path).revision == 1
    assert tree(tmp_path / "2026-W47" / "revisions" / "1") == before


def test_what_cannot_be_rendered_touches_nothing(
    archive: MemoryArchive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even the folder is made."""

    def broken(*_: object, **__: object) -> str:
        raise RuntimeError("no chart")

    monkeypatch.setattr(reports.write, "render", broken)
    with pytest.raises(RuntimeError):
        write(archive, tmp_path / "weekly")
    assert not (tmp_path / "weekly").exists()


def test_a_file_that_is_no_report_is_not_written_over(archive: MemoryArchive, tmp_path: Path) -> None:
    """It may be anything, so the person has to look."""
    (tmp_path / "2026-W47").mkdir()
    path = tmp_path / "2026-W47" / "report.json"
    for text in ("{", "[]", '{"schema": "other/1"}', "null"):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(WrittenReportError, match="cannot be read as a report"):
            write(archive, tmp_path)
        assert path.read_text(encoding="utf-8") == text


def test_files_can_be_read_by_others(archive: MemoryArchive, tmp_path: Path) -> None:
    """A web server, say: they come from temporary files that only their owner reads."""
    for path in write(archive, tmp_path).paths:
        assert path.stat().st_mode & 0o777 == 0o644


class TestLastWeek:
    """What changed in last week's figures since they were first published."""

    def test_without_its_report_nothing_is_said(self, archive: MemoryArchive, tmp_path: Path) -> None:
        """[x]: there is nothing to compare with."""
        write(archive, tmp_path)
        assert "[x] No report of 2026-W46" in (tmp_path / "2026-W47" / "report.en.md").read_text(
            encoding="utf-8"
        )

    def test_figures_that_stayed_are_said_to_have(self, archive: MemoryArchive, tmp_path: Path) -> None:
        """With when they were published."""
        write(archive, tmp_path, "2026-W46")
        write(archive, tmp_path)
        text = (tmp_path / "2026-W47" / "report.en.md").read_text(encoding="utf-8")
        assert "Nothing: the figures of 2026-W46 are as first published on 23 November 2026, 06:00." in text

    def test_figures_that_moved_are_shown_beside_those_first_published(
        self, archive: MemoryArchive, make: Maker, tmp_path: Path
    ) -> None:
        """Also where last week's report was written again meanwhile."""
        write(archive, tmp_path, "2026-W46")
        for post in (10, 11):
            archive.rows.append(make.posting(MONDAY - timedelta(days=1), post=post, text=f"Поздний {post}"))
            write(archive, tmp_path, "2026-W46")
        write(archive, tmp_path)
        text = (tmp_path / "2026-W47" / "report.en.md").read_text(encoding="utf-8")
        assert "| Unique requests | 1 | 3 [r] |" in text
        assert "| People, minimum | 10 | 30 [r] |" in text
        body = json.loads((tmp_path / "2026-W47" / "report.json").read_text(encoding="utf-8"))
        assert body["last_week"]["moved"][0] == {"figure": "requests", "published": 1, "now": 3}

    def test_a_damaged_report_of_last_week_is_named(self, archive: MemoryArchive, tmp_path: Path) -> None:
        """Rather than passed over in silence."""
        (tmp_path / "2026-W46").mkdir()
        (tmp_path / "2026-W46" / "report.json").write_text("{", encoding="utf-8")
        with pytest.raises(WrittenReportError, match="2026-W46"):
            write(archive, tmp_path)


def test_an_unknown_week_is_written_as_unknown(make: Maker, tmp_path: Path) -> None:
    """In every format: [x], and null in JSON."""
    archive = make.archive(make.posting(MONDAY - timedelta(weeks=3)))
    archive.reads = [replace(archive.reads[0], end=MONDAY - timedelta(weeks=2))]
    write(archive, tmp_path, formats=ALL)
    text = (tmp_path / "2026-W47" / "report.en.md").read_text(encoding="utf-8")
    assert "**[x] Nothing of this week was read, so nothing is known about it.**" in text
    assert "| Unique requests | **[x]** |" in text
    body = json.loads((tmp_path / "2026-W47" / "report.json").read_text(encoding="utf-8"))
    assert (body["headline"]["requests"], body["headline"]["people"]) == (None, None)
    assert "[x]" in (tmp_path / "index.en.html").read_text(encoding="utf-8")
