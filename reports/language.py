"""The words of a report in one language: strings from ``locales``, plurals, numbers and dates by Babel."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from reports.people import People
from reports.weeks import Week, zone

LANGUAGES = ("en", "ru")
MINUS = "−"
UNKNOWN = "[x]"


@dataclass(frozen=True)
class Language:
    """One language. Values are put into strings as text; templates escape what comes out."""

    code: str
    locale: Locale
    strings: dict[str, Any]

    def text(self, key: str, /, **values: object) -> str:
        """Look up ``section.name`` and fill it in; ``n`` picks the plural form and is printed as a number."""
        entry: Any = self.strings
        for part in key.split("."):
            entry = entry[part]
        number = values.get("n")
        if isinstance(entry, dict):
            assert isinstance(number, int | float), key
            form = self.locale.plural_form(number)
            entry = entry.get(form) or entry["other"]
        shown = {name: self.number(v) if isinstance(v, int | float) else v for name, v in values.items()}
        return str(entry).format(**shown)

    def number(self, value: float | None) -> str:
        """Write a number as the language does, small ones with a decimal: 1,436 or 62.5; None is [x]."""
        if value is None:
            return UNKNOWN
        digits = "#,##0.#" if abs(value) < 1000 else "#,##0"
        return str(format_decimal(value, format=digits, locale=self.locale))

    def signed(self, value: int) -> str:
        """Write a change: +29, −3, 0."""
        return f"{'+' if value > 0 else MINUS if value < 0 else ''}{self.number(abs(value))}"

    def percent(self, share: float) -> str:
        """Write a share in whole percent."""
        return str(format_percent(share, format=None, locale=self.locale))

    def signed_percent(self, share: float) -> str:
        """Write a change in whole percent: +39%, −4%."""
        sign = "+" if share > 0 else MINUS if share < 0 else ""
        return sign + self.percent(abs(share))

    def span(self, lower: float, upper: float, *, more: bool = False) -> str:
        """Write a range of people: 110, 110-160, 110-160+."""
        ends = self.number(lower) if lower == upper else f"{self.number(lower)}-{self.number(upper)}"
        return f"{ends}+" if more else ends

    def people_span(self, people: People | None) -> str:
        """Write people asked for without their note: 110-160+; None is [x]."""
        if people is None:
            return UNKNOWN
        return self.span(people.lower, people.upper, more=bool(people.open_ended))

    def people(self, people: People) -> str:
        """Write people asked for as report.md has it: 110-160+ (1 open-ended)."""
        span = self.people_span(people)
        return f"{span} {self.text('people.open_ended', n=people.open_ended)}" if people.open_ended else span

    def headcount(self, low: int | None, high: int | None) -> str:
        """Write what one request asks for: 50, 50-60, 100+, up to 50, not stated."""
        if low is None:
            return self.text("people.none") if high is None else self.text("people.up_to", n=high)
        return self.span(low, low, more=True) if high is None else self.span(low, high)

    def listed(self, names: Sequence[str]) -> str:
        """Join names as a sentence does: a, b, and c."""
        return str(format_list(names, locale=self.locale))

    def days(self, week: Week) -> str:
        """Write a week's days: 16–22 November 2026."""
        first, last = week.monday, week.sunday
        pattern = "d MMMM y" if first.year != last.year else "d MMMM" if first.month != last.month else "d"
        dash = "–" if pattern == "d" else " – "
        return f"{format_date(first, pattern, locale=self.locale)}{dash}{self.day(last)}"

    def day(self, day: date) -> str:
        """Write a day in full."""
        return str(format_date(day, self.text("dates.day"), locale=self.locale))

    def short_day(self, day: date) -> str:
        """Write a day as tables do: 16 Nov 2026, 16 нояб. 2026 г."""
        return str(format_date(day, self.text("dates.short_day"), locale=self.locale))

    def month(self, day: date) -> str:
        """Write a month's short name, as it stands alone: Nov, нояб."""
        return str(format_date(day, "LLL", locale=self.locale))

    def moment(self, moment: datetime, timezone: str) -> str:
        """Write a moment in the report's time zone, to the minute: 16 November 2026, 14:05."""
        local = moment.astimezone(zone(timezone))
        return f"{self.day(local.date())}, {local:%H:%M}"


@cache
def language(code: str) -> Language:
    """Load a language of ``LANGUAGES``."""
    if code not in LANGUAGES:
        raise ValueError(f"no strings for the language {code!r}; there are {', '.join(LANGUAGES)}")
    strings = tomllib.loads((files("reports") / "locales" / f"{code}.toml").read_text(encoding="utf-8"))
    return Language(code, Locale.parse(code), strings)
