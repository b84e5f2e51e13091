"""Saved t.me/s pages, imported."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from loopback_tme import LoopbackTme, World
from loopback_world import Channel

from collector.importing import ImportResult, import_paths
from collector.passes import CollectResult
from storage import Archive, Writer

Posts = Callable[[], dict[int, dict[str, Any]]]
Import = Callable[..., ImportResult]


@pytest.fixture
def jobs(world: World) -> Channel:
    """The channel."""
    (found,) = world.channels.values()
    return found


@pytest.fixture
def save(tme: LoopbackTme, tmp_path: Path) -> Callable[..., Path]:
    """Saves a page as a browser would."""

    def saver(name: str, path: str = "/s/example_jobs", **query: Any) -> Path:
        file = tmp_path / "saved" / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(httpx.get(f"{tme.base_url}{path}", params=query).content)
        return file

    return saver


@pytest.fixture
def bring_in(archive_path: Path) -> Import:
    """Imports paths."""

    def run(*paths: Path) -> ImportResult:
        with Writer.writing(archive_path) as archive:
            return import_paths(
                archive,
                paths,
                program="test",
                senders="pseudonym",
                timezone=None,
                progress=lambda _what, _done, _of: None,
            )

    return run


def test_pages_of_a_folder_are_one_channel(save: Callable[..., Path], bring_in: Import, posts: Posts) -> None:
    """Their posts are once in the archive, as of when the pages were made; a second import adds nothing."""
    folder = save("newest.html").parent
    save("older.htm", before=26)
    save("overlapping.html", before=40)
    (folder / "notes.html").write_text("<html><p>Заметки</p></html>", encoding="utf-8")
    result = bring_in(folder)
    assert result.faults == []
    assert (result.files, result.messages, len(posts())) == (3, 60, 40)
    assert {row["source"] for row in posts().values()} == {"preview"}
    assert any("notes.html" in note for note in result.notes)
    again = bring_in(folder)
    assert (again.found.posts, again.found.versions, again.found.observations) == (0, 0, 0)


def test_an_older_page_brought_in_later_changes_nothing_newer(
    save: Callable[..., Path], bring_in: Import, posts: Posts, jobs: Channel
) -> None:
    """The order of import makes no difference, to texts and to what is missing."""
    first = save("first.html")
    jobs.edit(44, "Нужны повара")
    jobs.delete(43)
    second = save("second.html")
    bring_in(second)
    bring_in(first)
    found = posts()
    assert (found[44]["text"], found[44]["versions"]) == ("Нужны повара", 2)
    assert 43 in found
    bring_in(second)
    assert posts()[43]["missing_since"]


def test_a_saved_page_does_not_hide_what_lies_between(
    save: Callable[..., Path],
    bring_in: Import,
    posts: Posts,
    jobs: Channel,
    a_pass: Callable[..., CollectResult],
) -> None:
    """A pass reads on from where passes ended, not from a page that was saved apart."""
    bring_in(save("oldest.html", before=10))
    jobs.fill(30)
    a_pass(recheck_days=0)
    assert list(posts()) == list(range(1, 76))


def test_a_page_of_found_words_vouches_for_nothing(
    save: Callable[..., Path], bring_in: Import, posts: Posts, archive_path: Path
) -> None:
    """It leaves out posts in between."""
    save("found.html", q="чел")
    bring_in(archive_path.parent / "saved" / "found.html")
    assert posts()
    with Archive.open(archive_path) as archive:
        (facts,) = archive.channel_facts()
    assert facts.spans == ()


@pytest.mark.parametrize(
    ("path", "words"),
    [("/example_jobs", "the page of a channel, not of posts"), ("/example_nobody", "the page of nobody")],
)
def test_other_pages_are_refused_by_name(
    save: Callable[..., Path], bring_in: Import, path: str, words: str
) -> None:
    """Nothing of them comes in."""
    result = bring_in(save("page.html", path))
    assert words in result.faults[0].reason
    assert result.found.posts == 0


def test_a_damaged_post_is_named_and_the_others_come_in(
    save: Callable[..., Path], bring_in: Import, posts: Posts
) -> None:
    """A post without its date cannot be placed."""
    file = save("page.html")
    page = file.read_text(encoding="utf-8")
    file.write_text(page.replace('datetime="2026-01-05T13:00:00+00:00"', "", 1), encoding="utf-8")
    result = bring_in(file)
    assert [fault.reason for fault in result.faults] == ["post example_jobs/42 has no date"]
    assert 42 not in posts()
    assert len(posts()) == 19
