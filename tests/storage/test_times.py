"""Times in tables: UTC, whole seconds, sortable."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from storage.times import from_text, now, to_text


def test_any_zone_becomes_utc_with_seconds() -> None:
    """Fractions are cut; the text sorts as the times do."""
    moscow = timezone(timedelta(hours=3))
    assert to_text(datetime(2026, 1, 1, 1, 2, 3, 999_999, tzinfo=moscow)) == "2025-12-31T22:02:03Z"
    assert to_text(None) is None


def test_a_time_without_a_zone_is_refused() -> None:
    """The machine's own zone would make evidence of it."""
    with pytest.raises(ValueError, match="no time zone"):
        to_text(datetime(2026, 1, 1))  # noqa: DTZ001


def test_texts_come_back_as_aware_times() -> None:
    """The inverse, and None for None."""
    moment = now()
    assert from_text(to_text(moment)) == moment
    assert moment.tzinfo is UTC
    assert from_text(None) is None
