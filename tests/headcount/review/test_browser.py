"""The page in a real browser: by keyboard alone, at a phone's width, with a hostile post."""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from chromium import CTRL, NEEDED, SHIFT, Tab, browser

if TYPE_CHECKING:
    from tests.headcount.review.conftest import Serve

pytestmark = NEEDED
POSTS = 20
AXE = Path(sys.prefix) / "axe" / "node_modules" / "axe-core" / "axe.min.js"
"""Where `make test` puts it."""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TEXT = "Внимание! 👷 Срочно нужны гитоводы, двадцать душ, посёлок Глубокопупкино.\nОформление по договору."


@pytest.fixture
def tab(tmp_path: Path) -> Iterator[Tab]:
    """A tab of a browser."""
    with browser(tmp_path) as opened:
        yield opened


def shown(tab: Tab) -> str:
    """The address of the post that is on the page."""
    found = tab.run("document.getElementById('review')?.getAttribute('action')")
    return str(found or "")


def press(tab: Tab, key: str, *, modifiers: int = 0) -> None:
    """Press a key that saves or skips, and wait for the next post."""
    tab.run("window.before = true")
    tab.press(key, modifiers=modifiers)
    tab.wait("!window.before && document.readyState === 'complete'")


def field(tab: Tab, name: str) -> str:
    """What stands in the first field of a name."""
    return str(tab.run(f"document.querySelector('[name={name}]').value"))


def test_twenty_posts_of_the_demo_are_reviewed_by_keyboard_alone(
    run: Any, folder: Path, serve: "Serve", tab: Tab, machine_tables: Any
) -> None:
    """Confirmed, refused, corrected, skipped; the archive verifies, the readings are as they were."""
    assert run("demo", folder).code == 0
    archive = folder / "archive.db"
    before = machine_tables(archive)
    with serve("Anna") as address:
        tab.open(address)
        seen = [shown(tab)]
        for number in range(POSTS):
            if number % 5 == 1:
                press(tab, "n")
            elif number % 5 == 2:
                tab.press("e")
                for _ in range(2):
                    tab.press("Tab")
                tab.run("document.activeElement.select()")
                assert tab.run("document.activeElement.name") == "most"
                tab.type("999999")
                press(tab, "Enter", modifiers=CTRL)
            elif number % 5 == 3:
                press(tab, "s")
                press(tab, "c")
            else:
                press(tab, "c")
            assert not tab.run("document.querySelector('.message')?.textContent")
            seen.append(shown(tab))
        assert tab.run("document.getElementById('done').textContent") == str(POSTS)
        press(tab, "u")
        assert "Anna" in tab.run("document.getElementById('reading').textContent")
        assert tab.complaints == []
    assert len(set(seen)) == len(seen)
    lines = [json.loads(line) for line in run("export", "corrections").out.splitlines()]
    assert len(lines) == POSTS
    assert sum(not line["is_request"] for line in lines) == 4
    assert sum(any(one["headcount_max"] == 999999 for one in line["requests"]) for line in lines) == 4
    assert machine_tables(archive) == before
    assert run("verify").code == 0


def test_spans_are_chosen_by_keyboard_and_counted_in_code_points(
    make_archive: Any, serve: "Serve", tab: Tab, run: Any
) -> None:
    """Into the text, by words, with Shift; r, p and g make the selection a role's, a number's, a place's."""
    make_archive([TEXT])
    with serve("Anna") as address:
        tab.open(f"{address}post/1?lang=en")
        select(tab, "гитоводы")
        tab.press("r")
        tab.type("welder")
        select(tab, "двадцать душ")
        tab.press("p")
        tab.run("document.querySelector('[name=least]').value = '20'")
        select(tab, "Глубокопупкино")
        tab.press("g")
        assert tab.run("document.activeElement.name") == "place_iso"
        tab.type("RU-TVE")
        assert tab.run("document.querySelector('button[value=confirm]').disabled")
        press(tab, "Enter", modifiers=CTRL)
        assert not tab.run("document.querySelector('.message')?.textContent")
        assert tab.complaints == []
    (line,) = [json.loads(line) for line in run("export", "corrections").out.splitlines()]
    (request,) = line["requests"]
    assert (request["role"], request["role_text"], request["headcount_text"]) == (
        "welder", "гитоводы", "двадцать душ",
    )  # fmt: skip
    assert (request["headcount_min"], request["headcount_max"]) == (20, 20)
    assert [(one["iso"], one["text"]) for one in line["regions"]] == [("RU-TVE", "Глубокопупкино")]
    assert all(line["text"][start:end] == words for (start, end), words in spans(line))


def select(tab: Tab, words: str) -> None:
    """Walk to words of the text by the arrows, and select them with Shift."""
    tab.press("Escape")
    tab.press("t")
    for _ in range(40):
        if tab.run(AHEAD).lstrip(" \n,.!").startswith(words):
            break
        tab.press("ArrowRight")
    for _ in range(10):
        if tab.run("getSelection().toString()").strip(" ,.!") == words:
            return
        tab.press("ArrowRight", modifiers=SHIFT)
    raise AssertionError(f"{words!r} was not reached: {tab.run('getSelection().toString()')!r}")


AHEAD = """(() => {
  const selection = getSelection(), range = document.createRange();
  range.selectNodeContents(document.getElementById("post"));
  range.setStart(selection.focusNode, selection.focusOffset);
  return range.toString();
})()"""


def spans(line: dict[str, Any]) -> Iterator[tuple[list[int], str]]:
    """Each span of a line with the words that it is said to cover."""
    for request in line["requests"]:
        yield request["role_span"], request["role_text"]
        yield request["headcount_span"], request["headcount_text"]
    for region in line["regions"]:
        if region["span"]:
            yield region["span"], region["text"]


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("width", [360, 560, 1200])
def test_no_width_scrolls_sideways(
    make_archive: Any, serve: "Serve", tab: Tab, language: str, width: int
) -> None:
    """With the form and the filters open, and a word in the post that has no end."""
    make_archive([f"Требуются 40 сварщиков и 5 швей из КНДР в Тверь, {'ы' * 300}"])
    with serve("Anna") as address:
        tab.open(f"{address}post/1?lang={language}", width=width)
        tab.run("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        assert tab.run("document.documentElement.scrollWidth") <= width
        assert tab.run("Array.from(document.querySelectorAll('input, select')).every((one) => "
                       "one.type === 'hidden' || one.closest('label') !== null)")  # fmt: skip


@pytest.mark.skipif(
    not AXE.exists() and not os.environ.get("CI"),  # in CI a missing one is a failure
    reason="no axe-core on this machine",
)
@pytest.mark.parametrize("width", [360, 1200])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_page_does_not_violate_wcag(
    make_archive: Any, serve: "Serve", tab: Tab, language: str, width: int
) -> None:
    """Level AA and what axe calls best practice: with every fold open, a fault told, and nothing left."""
    make_archive(["Требуются 40 сварщиков и 5 швей из КНДР в Тверь"])
    with serve("Anna") as address:
        tab.open(f"{address}post/1?lang={language}", width=width)
        tab.run("document.querySelector('#review [name=role]').value = 'nobody'")
        tab.run("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        press(tab, "Enter", modifiers=CTRL)
        assert tab.run("document.querySelector('.message') !== null")
        assert violations(tab) == []
        tab.open(f"{address}?lang={language}&channel=none", width=width)
        assert tab.run("document.querySelector('.nothing') !== null")
        assert violations(tab) == []


def violations(tab: Tab) -> list[Any]:
    """What axe-core finds wrong with the page shown."""
    tab.run("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    tab.run(AXE.read_text(encoding="utf-8"))
    tab.run(
        f"axe.run(document, {{runOnly: {RULES}, resultTypes: ['violations']}}).then((found) => {{"
        "window.found = [found.passes.length, found.violations.map((one) => [one.id, one.nodes[0].html])]; })"
        " && 0"
    )
    passes, found = tab.wait("window.found")
    assert passes > 10
    return list(found)


def test_a_hostile_post_runs_nothing(make_archive: Any, serve: "Serve", tab: Tab) -> None:
    """Neither by its markup nor by an address that it names."""
    hostile = (
        "Требуются 7 сварщиков <script>window.taken = 1</script><img src=x onerror='window.taken = 1'>"
        "<svg onload='window.taken = 1'> \u202eтакжеон\u202c"
    )
    make_archive([hostile])
    with serve("Anna") as address:
        tab.open(f"{address}post/1")
        assert tab.run("window.taken === undefined")
        assert tab.run("document.querySelectorAll('#post script, #post img, #post svg').length") == 0
        assert "<script>window.taken" in tab.run("document.getElementById('post').textContent")
        assert tab.complaints == []


def test_a_page_of_another_origin_cannot_say_anything(
    make_archive: Any, serve: "Serve", tab: Tab, tmp_path: Path, run: Any
) -> None:
    """A form on a page of a file, sent to the address, is refused."""
    make_archive(["Требуются 7 сварщиков"])
    with serve("Anna") as address:
        trap = tmp_path / "trap.html"
        form = f'<form method="post" action="{address}post/1"><input name="action" value="none"></form>'
        trap.write_text(form, encoding="utf-8")
        tab.open(trap.as_uri())
        tab.run("window.before = true; document.querySelector('form').submit()")
        tab.wait("!window.before && document.readyState === 'complete'")
        assert "answers only to itself" in tab.run("document.body.innerText")
    assert run("export", "corrections").out == ""
