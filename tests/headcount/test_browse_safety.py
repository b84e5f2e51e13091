"""`headcount browse`: for this computer alone, read-only, nothing secret, and no post is more than text."""

import html
import re
from urllib.parse import urlsplit

import pytest
from browsing import HOSTILE, NAME, Site


def test_posts_are_text_and_only_permalinks_are_links(site: Site) -> None:
    """Whatever a post or a channel's title holds, on tables, on rows and in questions."""
    where = {"channel_id": "1900000303"}
    pages = [
        site.page("posts", **where),
        site.page("requests", **where),
        site.page("channels"),
        site.page("search", words="швея жирно"),
        site.page("search", words="phish"),
    ]
    for page in pages:
        for hostile in (*HOSTILE[:2], NAME):
            assert hostile not in page
        assert not re.search(r'href="(?:https://example\.org|javascript:)', page)
    assert html.escape(HOSTILE[0], quote=False) in html.unescape(pages[0]).replace("<", "&lt;").replace(
        ">", "&gt;"
    )
    assert 'href="https://t.me/c/1900000303/1" rel="noreferrer noopener"' in pages[0]


@pytest.mark.parametrize(
    "statement",
    [
        "select * from main.peers",
        "select * from peers",
        "select nonce from main.runs",
        "select raw from main.versions",
        "select text from main.versions",
        "select * from main.archive",
        "select * from main.journal",
        "with posts as (select access_hash from main.peers) select * from posts",
        "select load_extension('x')",
        "delete from search",
        "attach '/etc/hostname' as x",
    ],
)
def test_nothing_secret_can_be_asked_for(site: Site, statement: str) -> None:
    """Neither access hashes nor nonces, raw answers, or other files; nothing is written."""
    assert site.sql(statement) == 400


def test_a_question_of_ones_own_is_answered(site: Site) -> None:
    """Over the tables for people."""
    assert site.sql("select role, count(*) from requests group by role") == 200
    assert site.sql("select count(*) from weekly join requests using (week)") == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "", "localhost"]
)
def test_only_this_computers_own_name_is_answered(site: Site, host: str) -> None:
    """A page of the web's that has its name lead here (DNS rebinding) reads nothing."""
    port = urlsplit(site.address).port
    assert site.ask("GET", "/headcount/posts", Host=host.format(port=port)).status in (400, 403)
    assert site.ask("GET", "/headcount/posts", Host=f"localhost:{port}").status == 200


def test_pages_load_nothing_from_elsewhere_and_take_nothing(site: Site) -> None:
    """By policy, and there is no address of another machine in them but permalinks."""
    answer = site.ask("GET", "/headcount/requests")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert site.ask("POST", "/headcount/requests").status == 405
    assert site.ask("GET", "/headcount.db").status in (403, 404)
    for page in (site.page(""), site.page("requests"), site.page("search", words="швея")):
        loaded = re.findall(r'(?:src|href)="(https?://[^"]+)"', page)
        assert {urlsplit(address).hostname for address in loaded} <= {"t.me", "datasette.io", "127.0.0.1"}


@pytest.mark.parametrize(
    "path", ["/headcount/posts.csv", "/headcount/posts?_format=csv", "/headcount.csv?sql=select+1"]
)
def test_no_file_for_spreadsheets_is_made_here(site: Site, path: str) -> None:
    """Formulas of posts would run in it; the answer names the command that makes a safe one."""
    assert site.ask("GET", path).status == 403
