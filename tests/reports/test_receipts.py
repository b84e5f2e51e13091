"""Every number of report.json leads back: to ids, to a question for browse, or to figures that do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from receipts import figures, found_at, how_many

from reports import weekly_figures
from reports.receipts import NO_FIGURES, RECEIPTS
from reports.render import render_json
from reports.subject.costs import CostModel

if TYPE_CHECKING:
    from tests.reports.conftest import Maker, MemoryArchive


def report_of(archive: MemoryArchive, make: Maker, week: str = "2026-W47") -> dict[str, Any]:
    """A week's report.json, with everything in it that can be."""
    costs = CostModel(once=20_000, pay_percent=8.7)
    found = weekly_figures(archive, week, timezone="Europe/Moscow", now=make.now, costs=costs)
    made: dict[str, Any] = json.loads(render_json(found, revision=1))
    return made


@pytest.fixture(
    params=["2026-W18", "2026-W32", "2026-W46", "2026-W47", "few", "a channel was added", "4", "11"]
)
def report(request: pytest.FixtureRequest, make: Maker) -> dict[str, Any]:
    """The golden archive's first week, one with an outage, and its last; other archives' last weeks."""
    kind = request.param
    if kind == "few":
        return report_of(make.made_up(a_week=3), make)
    if kind == "a channel was added":
        archive = make.made_up(a_week=20)
        archive.reads = [read for read in archive.reads if read.channel_id != 1 or read.end.month > 10]
        return report_of(archive, make)
    if kind.isdigit():
        return report_of(make.made_up(a_week=25, seed=int(kind)), make)
    return report_of(make.made_up(), make, kind)


def test_every_number_has_a_receipt_or_is_no_figure(report: dict[str, Any]) -> None:
    """What a receipt names is there; behind a figure above nothing there is something."""
    exempt = [at for path in NO_FIGURES for at, _ in found_at(report, path)]
    for place, value, said in figures(report):
        if any(place[: len(at)] == at for at in exempt):
            continue
        assert said, place
        for one in said:
            found = one.ids + one.browse + one.derived_from
            assert found, place
            assert not value or any(each not in (None, [], "") for each in found), (place, one.how)


def test_a_count_is_as_high_as_its_ids_are_many(report: dict[str, Any]) -> None:
    """Each id is there once."""
    counted = 0
    for place, value, said in figures(report):
        for one in said:
            if one.how == "count":
                (ids,) = one.ids
                assert how_many(ids) == value, place
                assert len(set(ids)) == len(ids), place
                counted += 1
    assert counted > 25


def test_the_weeks_that_are_compared_are_told_by_ids_where_channels_are_left_out(make: Maker) -> None:
    """A request may count in another week there: so no question finds them, but that of postings."""
    archive = make.made_up(a_week=20)
    archive.reads = [read for read in archive.reads if read.channel_id != 1 or read.end.month > 10]
    comparison = report_of(archive, make)["comparison"]
    assert not comparison["all_channels"]
    assert len(comparison["channel_ids"]) == comparison["channels"]
    assert 1 not in comparison["channel_ids"]
    for week in comparison["weeks"]:
        assert len(week["request_ids"]) == week["tally"]["requests"] > 0
        assert {int(one.partition("/")[0]) for one in week["request_ids"]} <= {*comparison["channel_ids"]}
        assert week["receipt"]["requests"] is week["receipt"]["people"] is None
        assert "channel_id__in" in week["receipt"]["postings"]
    assert comparison["weeks"][-1]["tally"] == comparison["this"]
    assert comparison["weeks"][-2]["tally"] == comparison["last"]


def test_receipts_take_little_room(make: Maker) -> None:
    """Questions for 25 weeks, ids for one and a half: ids of all would be most of the file."""
    report = report_of(make.made_up(), make)
    whole = len(json.dumps(report))
    fixed = len(json.dumps(report["receipts"])) + sum(
        len(json.dumps(w["receipt"])) for w in report["history"]
    )
    assert fixed < 40_000
    assert len(json.dumps(report["before"])) + len(json.dumps(report["headline"]["posting_ids"])) < whole / 10


def test_no_receipt_is_of_nothing() -> None:
    """A name that no report has would be of no use to anybody."""
    assert all(one.ids or one.browse or one.derived_from for one in RECEIPTS)


def test_ids_of_posts_are_counted_in_their_ranges() -> None:
    """``channel/first-last`` is so many, anything else one."""
    assert how_many(["1/2-5", "1/7", "2/1-1", "1/2#0", 4]) == 8
