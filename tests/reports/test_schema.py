"""The published schema of report.json, and the receipts that every figure carries."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker, ValidationError

from reports import weekly_figures
from reports.render import render_json
from reports.subject.costs import CostModel
from reports.trends import span_of, trend_figures
from reports.trends.write import to_json
from tools.report_schema import schema, texts, trends_schema

if TYPE_CHECKING:
    from tests.reports.conftest import Maker

VALIDATOR = Draft202012Validator(schema(), format_checker=FormatChecker())


def body(make: Maker, week: str = "2026-W47") -> dict[str, Any]:
    """A week's report.json."""
    figures = weekly_figures(
        make.made_up(),
        week,
        timezone="Europe/Moscow",
        now=make.now,
        costs=CostModel(once=20_000, pay_percent=8.7),
    )
    made: dict[str, Any] = json.loads(render_json(figures, revision=2))
    return made


def test_the_published_schemas_are_those_of_the_code() -> None:
    """Renew them: python -m tools.report_schema --write."""
    for made in (schema(), trends_schema()):
        Draft202012Validator.check_schema(made)
    for page, text in texts().items():
        assert page.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("made", [schema(), trends_schema()], ids=["a week", "trends"])
def test_every_field_has_a_meaning(made: dict[str, Any]) -> None:
    """After the field in the class that has it; so does every object."""
    shapes = {"report.json": made, **made["$defs"]}
    without = [
        f"{name}.{key}"
        for name, shape in shapes.items()
        for key, one in shape["properties"].items()
        if not one.get("description")
    ]
    assert without == []
    assert [name for name, shape in shapes.items() if not shape["description"]] == []


def test_reports_of_trends_are_valid(make: Maker) -> None:
    """With weeks that are incomplete and unknown; one without points is not."""
    span = span_of("2026-W10", "2026-W47", timezone="Europe/Moscow", now=make.now)
    found = trend_figures(make.made_up(a_week=5), span, timezone="Europe/Moscow", now=make.now)
    made = json.loads(to_json(found))
    validator = Draft202012Validator(trends_schema(), format_checker=FormatChecker())
    assert list(validator.iter_errors(made)) == []
    with pytest.raises(ValidationError):
        validator.validate({**made, "points": None})


@pytest.mark.parametrize("week", ["2026-W18", "2026-W32", "2026-W47"])
def test_reports_are_valid(make: Maker, week: str) -> None:
    """The first week, one with an outage, the last."""
    assert list(VALIDATOR.iter_errors(body(make, week))) == []


@pytest.mark.parametrize(
    "broken",
    [
        {"digest": 5},
        {"new_figure": 1},
        {"week": {"name": "2026-W47"}},
        {"headline": None},
        {"schema": "headcount/weekly-report/0"},
    ],
    ids=str,
)
def test_what_is_no_report_is_not_valid(make: Maker, broken: dict[str, Any]) -> None:
    """A schema that takes anything helps nobody."""
    with pytest.raises(ValidationError):
        VALIDATOR.validate(body(make) | broken)


def test_every_id_leads_to_a_request_and_its_posts(make: Maker) -> None:
    """Rows, sections and the box: the ids they carry are as many as they count, and evidence has them all.

    That is of this week's figures: requests of other weeks are evidence of those.
    """
    report = {
        key: part for key, part in body(make).items() if key not in {"before", "comparison", "last_week"}
    }
    evidence = {one["request_id"]: one for one in report["evidence"]}
    carried = list(_carried(report))
    assert {name for name, _, _ in carried} >= {"headline", "rows", "occupied", "orders", "fees", "no_region"}
    for name, ids, count in carried:
        assert set(ids) <= evidence.keys(), name
        if count is not None:
            assert len(ids) == count, name
    for one in evidence.values():
        assert one["postings"][0]["request_id"] == one["request_id"]
        assert all(posting["permalink"].startswith("https://t.me/") for posting in one["postings"])


def _carried(value: Any, name: str = "") -> Iterator[tuple[str, list[str], int | None]]:
    """Each object that carries ids of requests: where it stands, the ids, and how many it counts."""
    if isinstance(value, list):
        for item in value:
            yield from _carried(item, name)
    elif isinstance(value, dict):
        if value.get("request_ids"):
            yield name, value["request_ids"], value.get("requests", value.get("count"))
        for key, item in value.items():
            yield from _carried(item, key)
