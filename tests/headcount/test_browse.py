"""`headcount browse`: the archive on pages for this computer alone, and in a real browser."""

import contextlib
import html
import http.client
import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlencode, urlsplit
from urllib.request import urlopen

import pytest

from headcount.browsing.questions import TABLES as DESCRIBED
from reports.links import PAGES
from storage import Archive
from storage.looking import HAS_WORDS, KEYS, QUESTIONS, TABLES

HEADCOUNT = str(Path(sys.executable).with_name("headcount"))
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
SEAMSTRESS = re.compile(r"\bшве(?:я|и|е|ю|ей|ёй|ею|ёю|й|ям|ями|ях)\b", re.IGNORECASE)
HOSTILE = [
    "Нужны 5 швей <script>document.title = 'owned'</script><b>жирно</b>",
    '"><img src=x onerror="document.title=\'owned\'"> требуются 3 сварщика',
    "https://example.org/phish",
    "javascript:document.title='owned'",
]
NAME = "<i>Channel</i>\"'><script>document.title = 'owned'</script>"

Run = Callable[..., Any]
MakeExport = Callable[..., Path]


@dataclass
class Site:
    """A running browse, its folder, and its address up to the path."""

    folder: Path
    process: subprocess.Popen[str]
    address: str

    def page(self, path: str, **wanted: str) -> str:
        """A page as text."""
        with urlopen(self._url(path, wanted), timeout=60) as answer:
            assert answer.status == 200
            text: str = answer.read().decode()
            return text

    def json(self, table: str, **wanted: str) -> dict[str, Any]:
        """What Datasette says of a table or question."""
        found: dict[str, Any] = json.loads(self.page(f"{table}.json", _shape="objects", **wanted))
        return found

    def rows(self, table: str, **wanted: str) -> list[dict[str, Any]]:
        """The rows of a table or question, at most a thousand."""
        size = {} if table in QUESTIONS else {"_size": "max"}
        found: list[dict[str, Any]] = self.json(table, **size, **wanted)["rows"]
        return found

    def sql(self, statement: str) -> int:
        """The status of a statement of one's own."""
        try:
            self.page(".json", sql=statement)
        except HTTPError as error:
            error.close()
            return error.code
        return 200

    def ask(self, method: str, path: str, **headers: str) -> http.client.HTTPResponse:
        """The bare answer to a bare question."""
        place = urlsplit(self.address)
        connection = http.client.HTTPConnection(str(place.hostname), place.port, timeout=60)
        connection.putrequest(method, path, skip_host="Host" in headers)
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders()
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer

    def _url(self, path: str, wanted: dict[str, str]) -> str:
        return f"{self.address}{'' if path.startswith('.') else '/'}{path}?{urlencode(wanted)}".rstrip("?")


@contextlib.contextmanager
def browsing(folder: Path, *words: str) -> Iterator[Site]:
    """Browse the archive of a folder until the block ends."""
    command = [HEADCOUNT, "browse", *words]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        try:
            assert process.stdout is not None
            address = process.stdout.readline().strip()
            assert address, process.stderr and process.stderr.read()
            site = Site(folder, process, address)
            _wait(lambda: site.page("weekly"))
            yield site
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=30)


def _wait(ready: Callable[[], object]) -> None:
    """Until it answers, and true."""
    for _ in range(300):
        with contextlib.suppress(OSError):
            if ready():
                return
        time.sleep(0.1)
    message = "nothing came of it"
    raise AssertionError(message)


def export_of(texts: list[str], path: Path, *, channel: int = 1900000303, name: str = NAME) -> None:
    """Write an export of a channel, posts an hour apart after the week that the demo reports."""
    messages = [
        {
            "id": number,
            "type": "message",
            "date": f"2026-11-17T{number:02}:00:00",
            "date_unixtime": str(1794873600 + 3600 * number),
            "text": text,
            "text_entities": [{"type": "plain", "text": text}],
        }
        for number, text in enumerate(texts, start=1)
    ]
    export = {"name": name, "type": "public_channel", "id": channel, "messages": messages}
    path.write_text(json.dumps(export, ensure_ascii=False), encoding="utf-8")


def command(folder: Path, *words: str) -> str:
    """Run a command in a folder."""
    done = subprocess.run(
        [HEADCOUNT, *words], cwd=folder, capture_output=True, text=True, encoding="utf-8", check=True
    )
    return done.stdout


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's archive with a hostile channel in it, and the demo's report of a week."""
    folder = tmp_path_factory.mktemp("demo")
    command(folder, "demo", ".")
    export_of(HOSTILE, folder / "hostile.json")
    command(folder, "import", "hostile.json")
    command(folder, "parse")
    return folder


@pytest.fixture(scope="module")
def site(demo: Path) -> Iterator[Site]:
    """The demo's archive, open to be looked at."""
    with browsing(demo) as running:
        yield running


def texts_of(folder: Path) -> dict[str, str]:
    """The archive's posts: permalink to text."""
    with Archive.open(folder / "archive.db") as archive:
        return {row["permalink"]: row["text"] for row in archive.export("posts")}


@pytest.mark.parametrize("table", TABLES)
def test_each_table_has_a_page_with_its_title_and_rows(site: Site, table: str) -> None:
    """And a page a row, under the row's own name; every explained column is there."""
    page = site.page(table)
    assert f"<h1>{DESCRIBED[table]['title']}</h1>" in page
    found = site.json(table)
    assert found["rows"]
    assert DESCRIBED[table].get("columns", {}).keys() <= set(found["columns"])
    row = re.search(rf'href="(/headcount/{table}/[^"?]+)"', page)
    assert row is not None
    assert found["primary_keys"] == [KEYS[table]]
    assert KEYS[table] in site.page(row[1].removeprefix("/headcount/"))


def test_the_first_page_leads_to_all_tables_and_questions(site: Site) -> None:
    """Nothing else of the archive is named."""
    page = site.page("")
    links = set(re.findall(r'href="/headcount/(\w+)"', page))
    assert links == {*TABLES, *QUESTIONS}
    assert site.ask("GET", "/").headers["location"] == "/headcount"


@pytest.mark.parametrize("table", ["search", *HAS_WORDS])
def test_a_word_finds_the_posts_with_any_of_its_forms_newest_first(site: Site, table: str) -> None:
    """In the saved search and in the search box of each table."""
    asked = {"words": "швея"} if table == "search" else {"_search": "швея"}
    rows = site.rows(table, **asked)
    all_texts = texts_of(site.folder)
    expected = {link for link, text in all_texts.items() if SEAMSTRESS.search(text or "")}
    found = [row["permalink"] for row in rows]
    assert len(expected) > 10
    assert {"швей", "швеи"} <= {form.lower() for row in rows for form in SEAMSTRESS.findall(row["text"])} | {
        match[0].lower() for row in rows for match in SEAMSTRESS.finditer(row["text"])
    }
    if table in ("search", "posts"):
        assert set(found) == expected
    else:
        assert set(found) <= expected
    dates = [row["date"] for row in rows]
    assert dates == sorted(dates, reverse=True)


@pytest.mark.parametrize("words", ["", "*", '"', "(", "AND", "швея AND", "слово'которого нет", "\x00"])
def test_no_question_is_an_error(site: Site, words: str) -> None:
    """What nobody wrote finds nothing; no words at all ask for nothing."""
    assert site.rows("search", words=words) == []
    site.rows("posts", _search=words)


def test_a_beginning_with_an_asterisk_finds_more(site: Site) -> None:
    """Welders and welding."""
    one, all_of_them = (len(site.rows("search", words=words)) for words in ("сварщик", "свар*"))
    assert 0 < one <= all_of_them


@pytest.mark.parametrize("question", QUESTIONS)
def test_each_saved_question_answers(site: Site, question: str) -> None:
    """With what it asks for, if it asks."""
    request = site.rows("requests", postings__gt="1")[0]["request"]
    asks = {"search": {"words": "сварщик"}, "postings_of_one_request": {"request": request}}
    rows = site.rows(question, **asks.get(question, {}))
    assert rows or question == "largest_requests_this_month"
    if question == "postings_of_one_request":
        assert len(rows) > 1
    if question == "posts_edited_after_publication":
        assert all(row["versions"] > 1 for row in rows)


def test_requests_in_occupied_regions_are_those_of_the_six(site: Site) -> None:
    """By their codes, also where one of several regions is."""
    six = {"UA-43", "UA-40", "UA-14", "UA-09", "UA-23", "UA-65"}
    late = {"week__gt": "2026-W30"}
    rows = site.rows("requests", **late)
    assert len(rows) < 1000
    inside = {row["request"] for row in rows if six & set(json.loads(row["regions"]))}
    assert {row["request"] for row in site.rows("requests", occupied="1", **late)} == inside > set()


def test_a_weeks_figures_are_those_of_its_report(site: Site) -> None:
    """Unique requests, people, postings, channels and what was covered; and those of all 26 weeks."""
    week = "2026-W46"
    report = json.loads((site.folder / "weekly" / week / "report.json").read_text(encoding="utf-8"))
    weekly = {row["week"]: row for row in site.rows("weekly")}
    for point in report["history"]:
        if tally := point["tally"]:
            row = weekly[point["week"]]
            assert (row["requests"], row["postings"]) == (tally["requests"], tally["postings"])
            assert (row["people_min"], row["people_max"]) == (
                tally["people"]["lower"],
                tally["people"]["upper"],
            )
    (row,) = site.rows("weekly", week=week)
    head, people = report["headline"], report["headline"]["people"]
    assert (row["requests"], row["postings"]) == (head["requests"], head["postings"])
    assert (row["people_min"], row["people_max"]) == (people["lower"], people["upper"])
    assert row["open_ended"] == people["open_ended"]
    assert row["channels_reached"] == report["coverage"]["reached"]
    assert row["covered_percent"] == pytest.approx(
        100 * report["coverage"]["covered"] / report["coverage"]["expected"], abs=0.1
    )
    assert site.json("requests", week=week, entry="request")["filtered_table_rows_count"] == head["requests"]
    assert {row["request"] for row in site.rows("requests", week=week, entry="request")} == set(
        head["request_ids"]
    )


def test_each_figure_of_the_report_leads_to_as_many_rows(site: Site) -> None:
    """Headline, weeks, roles, regions, origins, quality: the count printed is the count found."""
    page = (site.folder / "weekly" / "2026-W46" / "report.en.html").read_text(encoding="utf-8")
    links = re.findall(r'<a class="figure" href="([^"]+)"[^>]*>([^<]*)</a>', page)
    assert all(html.unescape(href).startswith(PAGES) for href, _ in links)
    counted = 0
    for href, shown in set(links):
        place = urlsplit(html.unescape(href))
        path = place.path.removeprefix("/headcount/")
        wanted = dict(pair.split("=", 1) for pair in html.unescape(place.query).split("&") if pair)
        answer = (
            json.loads(site.page(f"{path}.json?{place.query}&_nofacet=1&_size=1"[:2000])) if wanted else None
        )
        if answer is None or not re.fullmatch(r"[\d,]+( \(.*\))?", shown):
            continue
        is_count = "entry" in wanted or path == "posts"
        if is_count:
            counted += 1
            assert answer["filtered_table_rows_count"] == int(re.sub(r"\D.*", "", shown.replace(",", ""))), (
                href
            )
    assert counted > 50


def test_facets_count_roles_regions_and_weeks(site: Site) -> None:
    """What a facet says is what following it shows."""
    facets = site.json("requests")["facet_results"]
    assert {"role", "region", "week"} <= facets.keys()
    for column in ("role", "region", "week"):
        first = facets[column]["results"][0]
        shown = site.json("requests", **{column: first["value"]})
        assert shown["filtered_table_rows_count"] == first["count"] > 0


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


def test_what_a_collector_writes_is_seen_while_it_is_at_work(demo: Path, tmp_path: Path) -> None:
    """Posts at once, requests when they are read and counted; the collector is never in the way."""
    for name in ("archive.db", "archive.db.key", "headcount.toml"):
        shutil.copy(demo / name, tmp_path / name)
    with browsing(tmp_path) as site:
        before = site.json("requests")["filtered_table_rows_count"]
        assert site.rows("posts", channel_id="77") == []
        export_of(["Требуются 7 сварщиков в Тверь"], tmp_path / "new.json", channel=77, name="New")
        command(tmp_path, "import", "new.json")
        assert [row["text"] for row in site.rows("posts", channel_id="77")] == [
            "Требуются 7 сварщиков в Тверь"
        ]
        command(tmp_path, "parse")
        _wait(lambda: site.json("requests")["filtered_table_rows_count"] == before + 1)
        assert site.rows("requests", channel_id="77")[0]["headcount_min"] == 7
        with contextlib.closing(sqlite3.connect(tmp_path / "archive.db", timeout=0)) as writer:
            writer.execute("BEGIN EXCLUSIVE")
            assert site.rows("requests", channel_id="77")
            writer.rollback()


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_it_ends_cleanly_and_leaves_nothing_behind(
    demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sent: signal.Signals, code: int
) -> None:
    """On Ctrl-C and SIGTERM: the contract's exit codes, no traceback, no temporary file."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with browsing(demo) as site:
        assert [file.name for folder in tmp_path.iterdir() for file in folder.glob("*.db")] == ["counted.db"]
        site.process.send_signal(sent)
        _, said = site.process.communicate(timeout=30)
        assert site.process.returncode == code
        assert "Traceback" not in said
    assert list(tmp_path.iterdir()) == []


def test_a_port_in_use_and_a_missing_archive_are_clear(spawn: Run) -> None:
    """Exit 1, one line that says what to do."""
    ended = spawn("browse")
    assert ended.code == 1
    assert "archive.db: there is no such file" in ended.err
    assert spawn("init").code == 0
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = spawn("browse", "--port", str(port))
    assert ended.code == 1
    assert f"--port {port}: cannot be listened at" in ended.err
    assert "Traceback" not in ended.err


def test_an_empty_archive_can_be_looked_at(spawn: Run, folder: Path) -> None:
    """Its pages are empty, and no errors; unread posts are counted on the first page."""
    spawn("init")
    with browsing(folder) as site:
        assert site.rows("requests") == []
        assert "headcount parse" not in site.page("")
    export_of(["Требуются 7 сварщиков в Тверь"], folder / "new.json", channel=77, name="New")
    spawn("import", "new.json")
    with browsing(folder) as site:
        assert "1 posts are not read yet: `headcount parse`" in html.unescape(site.page(""))


in_a_browser = pytest.mark.skipif(
    CHROMIUM is None and not os.environ.get("CI"),  # in CI a missing browser is a failure
    reason="no Chromium on this machine",
)


def seen(address: str, profile: Path) -> str:
    """A page as Chromium has it when all scripts have run."""
    assert CHROMIUM is not None
    quiet = (
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--virtual-time-budget=10000", f"--user-data-dir={profile}",
    )  # fmt: skip
    done = subprocess.run(
        [CHROMIUM, *quiet, "--dump-dom", address],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=True,
    )
    assert "owned" not in re.findall(r"<title>(.*?)</title>", done.stdout, re.DOTALL)
    return done.stdout


@in_a_browser
def test_a_person_looks_around(site: Site, tmp_path: Path) -> None:
    """Opens requests, follows a facet, searches, sees a link to Telegram; a hostile post is text."""
    origin = site.address.removesuffix("/headcount")
    page = seen(f"{site.address}/requests", tmp_path)
    assert page.count("<tr>") > 20
    facet = re.search(r'<a href="([^"]*role=welder[^"]*)"', page)
    assert facet is not None
    address = html.unescape(facet[1])
    page = seen(address if address.startswith("http") else origin + address, tmp_path)
    roles = re.findall(r'<td class="col-role type-[^"]*">([^<]*)</td>', page)
    assert roles
    assert set(roles) == {"welder"}
    page = seen(f"{site.address}/search?words={quote('швея')}", tmp_path)
    texts = [html.unescape(text) for text in re.findall(r'<div class="post">(.*?)</div>', page, re.DOTALL)]
    assert len(texts) > 10
    assert all(SEAMSTRESS.search(text) for text in texts)
    assert '<a href="https://t.me/c/1900000303/1" rel="noreferrer noopener">t.me/c/1900000303/1</a>' in page
    assert any(HOSTILE[0] == text for text in texts)
    seen(f"{site.address}/channels", tmp_path)
