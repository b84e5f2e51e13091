"""Tables of measurements, and the page that keeps them."""

from __future__ import annotations

from pathlib import Path

from bench.posts import realistic
from bench.rows import Row, table, write


def test_a_row_says_whether_its_goal_is_reached() -> None:
    """On the good side of it; without a goal it says nothing."""
    assert Row("a", "1", "2", 0.5, goal=0.5).reached
    assert not Row("a", "1", "2", 1.2, goal=1.05, least=False).reached
    assert Row("a", "1", "2", 1.2).reached is None
    assert table([Row("speed", "1/s", "2/s", 0.5, goal=0.9)]).splitlines()[2].split(" | ")[3:] == [
        "0.50 ",
        ">= 0.9",
        "no      |",
    ]


def test_a_part_renews_its_own_section_alone(tmp_path: Path) -> None:
    """The others and the heading stay."""
    page = tmp_path / "performance.md"
    write("parse", "first", page)
    write("collect", "second", page)
    write("parse", "third", page)
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# Performance\n")
    assert "first" not in text
    assert text.index("third") < text.index("second")
    assert text.count("## ") == 2


def test_posts_are_the_same_each_time_and_no_two_alike() -> None:
    """And as many of them are requests as was asked for."""
    posts = realistic(300)
    assert posts == realistic(300)
    assert len(set(posts)) > 290
