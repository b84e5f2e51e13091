"""The part of the benchmark that measures ``verify`` measures something whole."""

from __future__ import annotations

from bench.verify import measure


def test_it_holds_verify_against_hashing_and_deep_against_itself() -> None:
    """On archives that verify finds whole, also deeply: it stops where they are not."""
    rows = list(measure(0.002))
    assert [row.goal for row in rows] == [6.0, None, 1.2]
    assert "2,000 versions" in rows[0].what
    assert all(row.ratio > 0 for row in rows)
