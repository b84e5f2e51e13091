from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from reports import weekly_figures
from reports.charts.map import OCCUPIED, RAMP, map_chart
from reports.charts.series import series_charts
from reports.figures import WeeklyFigures
from reports.language import LANGUAGES, language
from reports.places import tiles

if TYPE_CHECKING:
    from tests.reports.conftest import Maker

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def figures(make: Maker) -> WeeklyFigures:
    """The made-up week."""
    return weekly_figures(make.made_up(), "2026-W47", timezone="Europe/Moscow", now=make.now)


def drawn(figures: WeeklyFigures, code: str) -> dict[str, str]:
    """Draw all charts of a report."""
    words = language(code)
    return {**series_charts(figures, words), "map": map_chart(figures, words)}


def texts(svg: str) -> list[str]:
    """Return the text that a chart shows, in order."""
    return ["".join(element.itertext()) for element in ET.fromstring(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize("code", LANGUAGES)
def test_charts_are_the_same_each_time(figures: WeeklyFigures, code: str) -> None:
    """Byte for byte, or equal figures would make other reports."""
    assert drawn(figures, code) == drawn(figures, code)


@pytest.mark.parametrize("code", LANGUAGES)
def test_charts_carry_a_title_and_a_description_with_the_main_figures(
    figures: WeeklyFigures, code: str
) -> None:
    """Their ids are one a page, for several charts stand in it."""
    ids: list[str] = []
    for svg in drawn(figures, code).values():
        root = ET.fromstring(svg)
        assert root.get("role") == "img"
        title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
        assert title is not None
        assert desc is not None
        assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
        assert str(figures.headline.requests) in (desc.text or "")
        ids += [element.attrib["id"] for element in root.iter() if "id" in element.attrib]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("code", LANGUAGES)
def test_charts_hold_no_script_and_fetch_nothing(figures: WeeklyFigures, code: str) -> None:
    """No element that could run or load, no address but the name of the SVG namespace."""
    for svg in drawn(figures, code).values():
        names = {element.tag.removeprefix(SVG) for element in ET.fromstring(svg).iter()}
        assert names <= {"svg", "title", "desc", "g", "path", "line", "rect", "text"}
        assert re.findall(r"[a-z]+://[^\s\"'<]+", svg) == ["http://www.w3.org/2000/svg"]
        assert "href" not in svg
        assert not re.search(r"\son[a-z]+=", svg)


def test_text_is_text_in_a_font_of_the_reader(figures: WeeklyFigures) -> None:
    """Cyrillic months as letters, not as outlines, and a font that every system has."""
    svg = drawn(figures, "ru")["weeks_wide"]
    shown = texts(svg)
    assert "июнь 2026" in shown
    assert "нояб." in shown
    assert "Требуется людей, от минимума до максимума" in shown
    assert 'font-family="system-ui' in svg
    assert "Nov" in texts(drawn(figures, "en")["weeks_wide"])


def test_incomplete_weeks_have_a_letter_and_open_ended_ones_a_plus(figures: WeeklyFigures) -> None:
    """Colour is never alone."""
    shown = texts(drawn(figures, "en")["weeks_wide"])
    assert shown.count("b") == 2 * sum("b" in point.marks for point in figures.history)
    assert shown.count("+") == sum(
        point.tally is not None and point.tally.people.open_ended > 0 for point in figures.history
    )
    assert str(figures.headline.requests) in shown


def test_unknown_weeks_have_no_bar(make: Maker) -> None:
    """They are not zero: a letter stands where nothing is known."""
    archive = make.archive(make.posting(datetime(2026, 11, 16, tzinfo=UTC)))
    figures = weekly_figures(archive, "2026-W47", timezone="Europe/Moscow", now=make.now)
    assert texts(drawn(figures, "en")["weeks_wide"]).count("x") == 2 * 25


def test_every_tile_prints_its_number(figures: WeeklyFigures) -> None:
    """89 codes and 89 numbers, whatever their colour."""
    shown = texts(drawn(figures, "en")["map"])
    assert len(shown) == 2 * 89
    assert set(shown[:89]) == {tile.code.removeprefix("RU-") for tile in tiles()}
    on_map = {row.key: row.requests for row in figures.regions.rows if row.kind == "value"}
    assert shown[89:] == [str(on_map.get(tile.code, 0)) for tile in tiles()]


def test_occupied_regions_have_an_edge_and_a_corner(figures: WeeklyFigures) -> None:
    """Six of each, in brown."""
    svg = drawn(figures, "en")["map"]
    assert svg.count(f'stroke="{OCCUPIED}"') == 6
    assert svg.count(f'fill="{OCCUPIED}"') == 6


def test_the_most_requests_have_the_darkest_tile_and_none_the_lightest(make: Maker) -> None:
    """Also where one request is the most."""
    archive = make.archive(make.posting(datetime(2026, 11, 16, tzinfo=UTC), regions=()))
    empty = weekly_figures(archive, "2026-W47", timezone="Europe/Moscow", now=make.now)
    svg = drawn(empty, "en")["map"]
    assert svg.count(f'fill="{RAMP[0]}"') == 89
    assert RAMP[5] not in svg
