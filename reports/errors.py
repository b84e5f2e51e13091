"""Why no report can be made, each as one plain sentence.

ReportError
├── UnknownTimeZoneError   the settings name a zone that the system's tz database does not have
├── MalformedWeekError     the word given is no ISO 8601 week
├── FutureWeekError        the week has not begun
├── EmptyArchiveError      the archive holds no post
├── WeekTooEarlyError      the week ended before the first post
├── SpanError              the words given are no span of weeks or months, or none that can be counted
├── NoPdfError             the extra that makes PDF is not installed
└── WrittenReportError     a report already in the folder cannot be read, so it is not written over
"""

from __future__ import annotations

from pathlib import Path


class ReportError(Exception):
    """No report can be made; the message is one sentence for the person who asked."""


class UnknownTimeZoneError(ReportError):
    """The time zone is none that the tz database knows."""

    def __init__(self, timezone: str) -> None:
        """Keep the name as given."""
        super().__init__(f"There is no time zone {timezone!r}; use a name such as Europe/Moscow.")
        self.timezone = timezone


class MalformedWeekError(ReportError):
    """The word is no ISO week, or a week 53 in a year that has 52."""

    def __init__(self, word: str) -> None:
        """Keep the word as given."""
        super().__init__(f"{word!r} is no ISO week; write it like 2026-W47.")
        self.word = word


class FutureWeekError(ReportError):
    """The week has not begun."""

    def __init__(self, week: str) -> None:
        """Keep the week asked for."""
        super().__init__(f"The week {week} has not begun yet.")
        self.week = week


class EmptyArchiveError(ReportError):
    """The archive holds no post."""

    def __init__(self) -> None:
        """Say what to do first."""
        super().__init__("The archive holds no posts yet; collect or import some first.")


class WeekTooEarlyError(ReportError):
    """The week ended before the archive's first post."""

    def __init__(self, week: str, first: str) -> None:
        """Keep the week asked for and the first one that can be had."""
        super().__init__(f"The week {week} ended before the archive's first post, which is of {first}.")
        self.week = week
        self.first = first


class SpanError(ReportError):
    """The span is none, or cannot be counted; the message says why."""


class NoPdfError(ReportError):
    """PDF was asked for, and what makes it is not installed."""

    def __init__(self, reason: str) -> None:
        """Say what is missing and how to get it."""
        super().__init__(f"No PDF can be made: {reason}.")


class WrittenReportError(ReportError):
    """A ``report.json`` in the folder is not one of ours or is damaged."""

    def __init__(self, path: Path, reason: str) -> None:
        """Keep the file and what is wrong with it."""
        super().__init__(f"{path} cannot be read as a report ({reason}); move it away and write again.")
        self.path = path
