"""`headcount browse`: tables, searching, saved questions, and figures that are those of the reports."""

import html
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from browsing import SEAMSTRESS, Site
from receipts import figures, how_many

from headcount.browsing.questions import TABLES as DESCRIBED
from reports import weekly_figures
from reports.links import PAGES
from storage import Archive
from storage.looking import HAS_WORDS, KEYS, QUESTIONS, TABLES


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
    counted = listed = 0
    for href, shown in set(links):
        place = urlsplit(html.unescape(href))
        path = place.path.removeprefix("/headcount/")
        wanted = dict(pair.split("=", 1) for pair in html.unescape(place.query).split("&") if pair)
        answer = json.loads(site.page(f"{path}.json?{place.query}&_nofacet=1&_size=1")) if wanted else None
        if "request__in" in wanted:
            named = json.loads(unquote(wanted["request__in"]))
            assert answer is not None
            assert answer["filtered_table_rows_count"] == len(named) > 0, href
            listed += 1
        if answer is None or not re.fullmatch(r"[\d,]+( \(.*\))?", shown):
            continue
        is_count = "entry" in wanted or path == "posts"
        if is_count:
            counted += 1
            assert answer["filtered_table_rows_count"] == int(re.sub(r"\D.*", "", shown.replace(",", ""))), (
                href
            )
    assert counted > 50
    assert listed > 3  # routes, orders, offers: by the ids behind them


def test_the_receipts_of_past_weeks_open_just_what_those_weeks_reports_count(site: Site) -> None:
    """Each week's questions find the ids that a report of that week names: requests, totals, postings."""
    report = json.loads((site.folder / "weekly" / "2026-W46" / "report.json").read_text(encoding="utf-8"))
    known = [point for point in report["history"] if point["tally"] is not None]
    with Archive.open(site.folder / "archive.db") as archive:
        heads = {
            point["week"]: weekly_figures(
                archive, point["week"], timezone=report["timezone"], now=datetime.now(UTC)
            ).headline
            for point in known
        }
    assert len(known) > 10
    for point in known:
        asked, head = point["receipt"], heads[point["week"]]
        assert answers(site, asked["requests"], "request") == set(head.request_ids)
        assert answers(site, asked["people"], "request") == {*head.request_ids, *head.total_ids}
        assert answers(site, asked["postings"], "posting") == set(head.posting_ids)
        assert (len(head.request_ids), len(head.posting_ids)) == (
            point["tally"]["requests"],
            point["tally"]["postings"],
        )
    before = heads[known[-2]["week"]]
    assert report["before"] == {
        name: [*getattr(before, name)] for name in ("request_ids", "total_ids", "posting_ids")
    }


def answers(site: Site, question: str, column: str) -> set[str]:
    """What a receipt's question finds, by one column."""
    path, _, wanted = question.partition("?")
    found = json.loads(site.page(f"{path}.json?{wanted}&_shape=objects&_size=max&_nofacet=1"))
    assert found["filtered_table_rows_count"] == len(found["rows"])
    return {str(row[column]) for row in found["rows"]}


def test_posts_are_counted_as_many_as_their_receipts_name(site: Site) -> None:
    """In the report of a real archive: every count is as high as its ids are many."""
    report = json.loads((site.folder / "weekly" / "2026-W46" / "report.json").read_text(encoding="utf-8"))
    counted = 0
    for place, value, said in figures(report):
        for one in said:
            if one.how == "count":
                (ids,) = one.ids
                assert how_many(ids) == value, place
                counted += bool(value)
    assert counted > 30


def test_facets_count_roles_regions_and_weeks(site: Site) -> None:
    """What a facet says is what following it shows."""
    facets = site.json("requests")["facet_results"]
    assert {"role", "region", "week"} <= facets.keys()
    for column in ("role", "region", "week"):
        first = facets[column]["results"][0]
        shown = site.json("requests", **{column: first["value"]})
        assert shown["filtered_table_rows_count"] == first["count"] > 0
