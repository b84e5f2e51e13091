"""Redirects, landing pages and faults of the loopback t.me."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from loopback_telegram import LoopbackTelegram
from loopback_tme import LoopbackTme, World
from selectolax.lexbor import LexborHTMLParser

FEED = "/s/example_jobs"


@pytest.fixture
def http(tme: LoopbackTme) -> Iterator[httpx.Client]:
    """A client of that t.me; it follows no redirect by itself."""
    with httpx.Client(base_url=tme.base_url, timeout=5) as client:
        yield client


def channel(world: World) -> None:
    """Nothing to do: example_jobs is there, but its preview is off."""
    world.add_channel("example", title="Имя", about="О нас", preview=False)


def restricted(world: World) -> None:
    """A channel Telegram withholds."""
    world.add_channel("example", title="Имя", restricted="This channel can't be displayed.")


def group(world: World) -> None:
    """A public group."""
    world.add_group("example", title="Имя", participants=97_957)


def person(world: World) -> None:
    """A user."""
    world.add_person("Имя", username="example")


def bot(world: World) -> None:
    """A bot."""
    world.add_person("Имя", username="example", bot=True)


@pytest.mark.parametrize(
    ("make", "action", "extra"),
    [
        (channel, "View in Telegram", "1 000 subscribers"),
        (restricted, "View in Telegram", "1 000 subscribers"),
        (group, "View in Telegram", "97 957 members, 4 898 online"),
        (person, "Send Message", "@example"),
        (bot, "Start Bot", "@example"),
    ],
)
def test_what_has_no_preview_redirects_to_its_page(
    http: httpx.Client, world: World, make: Callable[[World], None], action: str, extra: str
) -> None:
    """302 from /s/x to /x, where title, button and numbers tell what it is."""
    make(world)
    answer = http.get("/s/example")
    assert (answer.status_code, answer.headers["Location"]) == (302, str(http.base_url.join("/example")))
    tree = LexborHTMLParser(http.get("/example").text)
    title, button, numbers = (
        tree.css_first(f".tgme_{name}") for name in ("page_title", "action_button_new", "page_extra")
    )
    assert title is not None
    assert button is not None
    assert numbers is not None
    assert title.text().strip() == "Имя"
    assert button.text() == action
    assert numbers.text().strip() == extra
    assert tree.css_first(".tgme_page_context_link") is None


def test_a_channel_with_a_preview_links_to_it(http: httpx.Client) -> None:
    """From its landing page."""
    link = LexborHTMLParser(http.get("/example_jobs").text).css_first("a.tgme_page_context_link")
    assert link is not None
    assert link.attributes["href"] == FEED


def test_a_name_nobody_has_is_a_page_without_a_title(http: httpx.Client, world: World) -> None:
    """200; a channel that went private looks the same."""
    (jobs,) = world.channels.values()
    world.make_private(jobs)
    for name in ("example_nobody", "example_jobs"):
        assert http.get(f"/s/{name}").status_code == 302
        answer = http.get(f"/{name}")
        tree = LexborHTMLParser(answer.text)
        assert answer.status_code == 200
        assert tree.css_first(".tgme_page_title") is None
        assert tree.css_first(".tgme_icon_user") is not None


def test_statuses_and_what_they_ask_for(http: httpx.Client, tme: LoopbackTme) -> None:
    """429 with Retry-After, then 503, then the page."""
    tme.faults.status(429, retry_after=30)
    tme.faults.status(503)
    first, second, third = (http.get(FEED) for _ in range(3))
    assert (first.status_code, first.headers["Retry-After"]) == (429, "30")
    assert (second.status_code, third.status_code) == (503, 200)
    assert [entry.outcome for entry in tme.journal.entries("GET /s/*")] == ["429", "503", "ok"]


def test_throttling_looks_like_an_empty_channel(http: httpx.Client, tme: LoopbackTme) -> None:
    """200 and "No posts found", where posts were a moment before."""
    tme.faults.throttle(after=1)
    assert "No posts found" not in http.get(FEED).text
    assert "No posts found" in http.get(FEED).text
    assert "No posts found" not in http.get(FEED).text


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        ("cut", httpx.RemoteProtocolError),
        ("reset", httpx.NetworkError),
        ("silence", httpx.ReadTimeout),
    ],
)
def test_connections_break(
    http: httpx.Client, tme: LoopbackTme, fault: str, expected: type[Exception]
) -> None:
    """Half a page, none, or no end of waiting; the next request is served."""
    getattr(tme.faults, fault)()
    with pytest.raises(expected):
        http.get(FEED, timeout=1 if fault == "silence" else 30)
    assert http.get(FEED).status_code == 200
    assert tme.faults.pending == 0


def test_faults_are_aimed_by_path_and_channel(http: httpx.Client, tme: LoopbackTme, world: World) -> None:
    """A landing page can fail, and one channel of two."""
    world.add_channel("example_other", posts=1)
    tme.faults.status(500, path="/example_jobs")
    tme.faults.status(502, channel="example_other", times=None)
    codes = [http.get(path).status_code for path in (FEED, "/example_jobs", "/s/example_other", FEED)]
    assert codes == [200, 500, 502, 200]
    tme.faults.clear()
    assert http.get("/s/example_other").status_code == 200


def test_a_channel_changes_between_two_pages(http: httpx.Client, tme: LoopbackTme, world: World) -> None:
    """Also while an answer is slow."""
    (jobs,) = world.channels.values()
    tme.faults.before(lambda _: jobs.delete(450))
    tme.faults.slow(seconds=0.05)
    assert 'data-post="example_jobs/450"' not in http.get(FEED).text


def test_both_servers_tell_of_one_world(
    http: httpx.Client, server: LoopbackTelegram, world: World, run: Callable[..., Any]
) -> None:
    """The same ids and texts by MTProto and on the web."""
    (jobs,) = world.channels.values()
    jobs.post("Нужны повара")

    async def work(client: Any) -> list[str]:
        return [post.message async for post in client.iter_messages("example_jobs", limit=20, wait_time=0)]

    tree = LexborHTMLParser(http.get(FEED).text)
    shown = [one.text() for one in tree.css(".tgme_widget_message_text.js-message_text")]
    assert shown == list(reversed(run(work)))
    assert server.journal.entries()[0].at <= time.monotonic()
