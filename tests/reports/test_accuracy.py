"""The report says how well the parser reads, and with which rules that was measured."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from reports import weekly_figures
from reports.accuracy import Accuracy, accuracy
from reports.language import language
from reports.views.entry import Entry
from reports.views.quality import quality_entries

if TYPE_CHECKING:
    from tests.reports.conftest import Maker


def entry(make: Maker, code: str = "en") -> Entry:
    """The entry on accuracy of a made-up week."""
    figures = weekly_figures(make.made_up(a_week=15), "2026-W47", timezone="Europe/Moscow", now=make.now)
    label = language(code).text("quality.accuracy")
    return next(entry for entry in quality_entries(figures, language(code)) if entry.label == label)


def test_the_main_figures_are_quoted_with_their_day(make: Maker) -> None:
    """F1 in whole percent, how many posts, when."""
    found = entry(make)
    assert found.value == "requests 97%, exact numbers 95%, role with number 88%, regions 96%"
    assert found.notes[0] == "F1 on 300 labelled posts that no rule was made for, 20 Nov 2026"


def test_other_rules_than_the_reports_are_owned_up_to(make: Maker) -> None:
    """The word lists of the made-up week are not those of the measurement."""
    assert entry(make).notes[1:] == ("measured with other rules or word lists than these (parser 1.0.0)",)


def test_the_same_rules_need_no_word(
    make: Maker, monkeypatch: pytest.MonkeyPatch, measured: Accuracy
) -> None:
    """Parser and word lists both agree."""
    figures = weekly_figures(make.made_up(a_week=15), "2026-W47", timezone="Europe/Moscow", now=make.now)
    use = figures.quality.rules[0]
    same = replace(measured, parser=use.parser, lexicon=use.lexicon)
    monkeypatch.setattr("reports.views.quality.accuracy", lambda: same)
    assert len(entry(make).notes) == 1


def test_the_packages_own_figures_can_be_read() -> None:
    """As `make accuracy` left them."""
    known = accuracy()
    assert known.posts > 0
    assert all(
        0 < share <= 1 for share in (known.requests, known.counts, known.role_and_count, known.regions)
    )
