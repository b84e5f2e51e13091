"""What is measured beside peers is measured right: headcount's own columns, which need no environment."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tools.marked import put
from tools.peers import __main__ as peers
from tools.peers.collect import _seen
from tools.peers.collectors import moment
from tools.peers.desktop import exports
from tools.peers.export import COLUMNS, _row, headcount
from tools.peers.preview import DRIVERS, FIELDS, ROOT, _pages, _right, _same
from tools.peers.running import Run, run
from tools.peers.venvs import PEERS, versions

PAGE = peers.PAGE.read_text(encoding="utf-8")
ENDED = Run(0, 1.0, 1.0, 1.0, "")


def test_headcount_reads_every_field_of_the_made_pages(tmp_path: Path) -> None:
    """Dates, texts, counters, marks, as the channel has them."""
    pages, truth = _pages(tmp_path)
    command = [sys.executable, str(DRIVERS / "headcount_page.py"), "1", *map(str, pages)]
    made = json.loads(subprocess.run(command, capture_output=True, check=True, cwd=ROOT).stdout)
    found = {post["id"]: post for post in made["posts"]}
    assert len(found) == len(truth) == 144
    assert {field: _right(found, truth, field) for field in FIELDS} == dict.fromkeys(FIELDS, "144 of 144")


@pytest.mark.parametrize(
    ("wanted", "given", "field", "same"),
    [
        (4_123_456, 4_100_000, "views", True),
        (100, 90, "views", False),
        (0, None, "reactions", True),
        ("2026-09-01T06:00:00+00:00", "2026-09-01T09:00:00+03:00", "date", True),
        ("2026-09-01T06:00:00+00:00", None, "date", False),
        ("а  б", "а б", "text", False),
    ],
)
def test_a_field_is_right_as_the_page_says(wanted: object, given: object, field: str, *, same: bool) -> None:
    """Rounded counters and times in another zone are right; a lost space is not."""
    assert _same(wanted, given, field) == same


def test_headcount_reads_every_export_that_is_made(tmp_path: Path) -> None:
    """And nothing private."""
    made = exports(tmp_path / "exports", 20)
    for told, export in made.items():
        work = tmp_path / export.path.parent.name
        work.mkdir()
        cells = dict(zip(COLUMNS[2:], _row(export, *headcount(work, export.path)), strict=True))
        count = len(export.truth)
        assert count >= 14
        assert cells.pop("posts") == f"{count} of {count}", told
        assert cells.pop("said") == ("exit 1" if told == "cut off" else ""), told
        assert cells.pop("private") == "0", told
        assert set(cells.values()) == {str(count)}, told


def test_a_time_without_a_zone_and_a_field_not_kept_are_told(tmp_path: Path) -> None:
    """As no right values, with the reason."""
    export = exports(tmp_path, 20)["as Desktop writes today"]
    posts: dict[int, dict[str, Any]] = {
        number: true | {"date": f"2025-03-04T12:{number:02}:00", "edited": None}
        for number, true in export.truth.items()
    }
    cells = dict(zip(COLUMNS[2:], _row(export, ENDED, posts | {-5: posts[1]}), strict=True))
    assert (cells["dates"], cells["edits"], cells["private"]) == ("20 local, no zone", "not kept", "1")


def test_changes_are_counted_as_seen() -> None:
    """New and edited texts, both texts of an edit, counters, and what is gone."""
    old, new = SimpleNamespace(text="old", views=1), SimpleNamespace(text="new", views=2)
    changes = {"new": [1], "edited": [2, 3], "bumped": [4], "gone": [5]}
    channel, before = dict.fromkeys(range(1, 6), new), dict.fromkeys(range(1, 6), old)
    post = {"views": 2, "gone": False, "texts": {"new"}}
    after = {1: post, 2: post | {"texts": {"old", "new"}}, 3: post, 4: post, 5: post | {"gone": True}}
    assert _seen(after, channel, before, changes) == ("1", "2", "1", "1", "1")
    assert _seen({}, channel, before, changes) == ("0",) * 5


def test_times_are_read_in_every_spelling() -> None:
    """With a zone, with Z, without."""
    at = datetime(2026, 11, 27, 6, tzinfo=UTC)
    for told in ("2026-11-27T06:00:00Z", "2026-11-27 06:00:00+00:00", "2026-11-27 06:00:00"):
        assert moment(told) == at


def test_a_command_is_run_to_its_end(tmp_path: Path) -> None:
    """With its last words if it fails."""
    ended = run([sys.executable, "-c", "import sys; sys.exit('no such channel')"], cwd=tmp_path)
    assert (ended.code, ended.ended) == (1, "exit 1: no such channel")
    assert ended.seconds > 0 < ended.memory


def test_the_page_has_a_place_for_every_table_and_the_versions_that_are_set_up() -> None:
    """And names each peer in its prose."""
    assert put(PAGE, "versions", versions()) == PAGE
    for part in peers.PARTS:
        assert f"<!-- {part} -->\nMeasured 20" in PAGE
    for peer in PEERS:
        assert peer.name in PAGE.split("## ", 1)[1]
    with pytest.raises(ValueError, match="no place for weather"):
        put(PAGE, "weather", "")
