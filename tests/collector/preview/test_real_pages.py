"""Real pages of t.me, where they are at hand."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from collector.minimise import Minimiser
from collector.preview.numbers import whole
from collector.preview.page import Landing, is_feed, read_landing, read_page

NOW = datetime(2026, 11, 22, tzinfo=UTC)
REAL = Path(__file__).parents[4] / "shared" / "samples" / "tme_pages"


class Namer:
    """Names people so that tests can tell."""

    def of(self, kind: str, value: object) -> str:
        """A pseudonym."""
        return f"{kind}-{len(str(value))}"


@pytest.mark.skipif(not REAL.is_dir(), reason="real pages are not here")
def test_a_real_page_is_read_completely() -> None:
    """20 posts, 4 of them edited, with the dates, views and reactions that the page prints."""
    tree = LexborHTMLParser((REAL / "channel_feed.html").read_bytes())
    blocks = tree.css("div.tgme_widget_message[data-post]")
    printed = [
        (
            str(block.css_first(".tgme_widget_message_date time").attributes["datetime"]),  # type: ignore[union-attr]
            block.css_first(".tgme_widget_message_views").text(),  # type: ignore[union-attr]
            len(block.css(".tgme_reaction")),
        )
        for block in blocks
    ]
    page = read_page(tree, policy=Minimiser("pseudonym", Namer()), fetched=NOW, url="")
    assert (page.channel_id, page.username, page.before, page.after) == (1006503122, "durov", 519, None)
    assert (len(page.blocks), sum(block.edited for block in page.blocks), page.faults) == (20, 4, ())
    for block, (date, views, reactions) in zip(page.blocks, printed, strict=True):
        assert block.answer.date == datetime.fromisoformat(date)
        assert block.answer.views == whole(views)
        assert (block.answer.reactions or 0) > 0 < reactions
    assert sum(bool(block.answer.text) for block in page.blocks) == 19


@pytest.mark.skipif(not REAL.is_dir(), reason="real pages are not here")
@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("bot", Landing.BOT), ("user", Landing.USER), ("group", Landing.GROUP), ("channel", Landing.CHANNEL),
        ("free", Landing.NOBODY),
    ],
)  # fmt: skip
def test_real_landing_pages_are_told_apart(name: str, kind: Landing) -> None:
    """Each by what stands on it."""
    tree = LexborHTMLParser((REAL / f"tme_{name}.html").read_bytes())
    assert not is_feed(tree)
    assert read_landing(tree) == kind
