"""The data-quality box as labels and values, in one language."""

from __future__ import annotations

from reports import links
from reports.accuracy import accuracy
from reports.figures import WeeklyFigures
from reports.language import Language
from reports.quality import LostChannel
from reports.views.audit import audit_entries
from reports.views.entry import Entry, part_text
from storage.facts import LOW_CONFIDENCE

HASH_SHOWN = 12
"""Hex digits of a lexicon's hash that tell it apart; the whole one is in the JSON."""


def quality_entries(figures: WeeklyFigures, language: Language) -> list[Entry]:
    """Say what was covered, read, lost and doubted, in the same order each week."""
    return [
        *_coverage(figures, language),
        *_reading(figures, language),
        *audit_entries(figures, language),
        *_since(figures, language),
    ]


def _coverage(figures: WeeklyFigures, language: Language) -> list[Entry]:
    text, coverage = language.text, figures.coverage
    share = "[x]" if coverage.share is None else language.percent(coverage.share)
    if not coverage.complete:
        share += " [b]"
    reads = links.opened(figures.history[-1].receipt.coverage)
    lost = tuple(_lost(channel, figures, language) for channel in figures.as_of.lost_channels)
    return [
        Entry(
            text("quality.covered"),
            text("quality.covered_value", share=share, covered=coverage.covered, expected=coverage.expected),
            href=reads,
        ),
        Entry(text("quality.gaps"), text("quality.hours", n=coverage.gaps), href=reads),
        Entry(text("quality.late"), text("quality.hours", n=coverage.late), href=reads),
        Entry(text("quality.lost"), language.number(len(lost)) if lost else text("quality.lost_none"), lost),
        _runs(figures, language),
    ]


def _runs(figures: WeeklyFigures, language: Language) -> Entry:
    """How many runs there were, how they ended, and how long none came."""
    text, found = language.text, figures.as_of.runs
    if not found.runs:
        return Entry(text("quality.runs"), text("quality.runs_none"))
    said = [language.number(found.runs)]
    if found.failed:
        said.append(text("quality.runs_failed", n=found.failed))
    if found.interrupted:
        said.append(text("quality.runs_interrupted", n=found.interrupted))
    notes = [text("quality.runs_pause", hours=text("quality.hours", n=found.longest_pause or 0))]
    if found.last_failed is not None:
        moment = language.moment(found.last_failed.started, figures.timezone)
        notes.append(text("quality.runs_why", moment=moment, why="; ".join(found.last_failed.why)))
    return Entry(text("quality.runs"), ", ".join(said), tuple(notes))


def _lost(channel: LostChannel, figures: WeeklyFigures, language: Language) -> str:
    if channel.since is None:
        said = language.text("quality.lost_never", name=channel.name)
    else:
        since = language.moment(channel.since, figures.timezone)
        said = language.text("quality.lost_since", name=channel.name, since=since)
    return f"{said}: {channel.why}" if channel.why else said


def _reading(figures: WeeklyFigures, language: Language) -> list[Entry]:
    text, box, head = language.text, figures.quality, figures.headline
    unread = (
        ("pictures", box.picture_only),
        ("other_language", box.other_language),
        ("unparsed", box.unparsed),
    )
    unlisted = [
        Entry(
            text("quality.unlisted"),
            language.number(box.unlisted_postings),
            href=links.these(box.unlisted_ids, of="postings"),
        )
    ]
    return [
        Entry(
            text("quality.posts"),
            language.number(box.posts),
            tuple(text(f"quality.{name}", n=count) for name, count in unread if count),
            links.posts(figures.week, service__isblank="1"),
        ),
        Entry(
            text("quality.request_posts"),
            language.number(box.request_posts),
            (text("quality.entries", n=head.requests or 0),),
            links.posts(figures.week, confidence__notblank="1"),
        ),
        Entry(
            text("quality.repeats"),
            language.number(box.repeats_removed),
            (
                text(
                    "quality.repeats_of", own=head.repeats_of_this_week, earlier=head.repeats_of_earlier_weeks
                ),
            ),
            links.postings(figures.week.name, repeat="1"),
        ),
        Entry(
            text("quality.no_headcount"),
            part_text(box.no_headcount, language),
            (text("quality.in_total", n=box.in_total),) if box.in_total else (),
            links.these(box.no_headcount.request_ids) or _unnumbered(figures),
        ),
        Entry(
            text("quality.no_region"),
            part_text(box.no_region, language),
            (text("quality.channel_region", n=box.channel_region.count),) if box.channel_region.count else (),
            links.requests(figures.week.name, by="region", row=links.row_key("not_stated", "")),
        ),
        Entry(
            text("quality.low_confidence"),
            part_text(box.low_confidence, language),
            (text("quality.of_posts"),),
            links.posts(figures.week, confidence__lt=str(LOW_CONFIDENCE)),
        ),
        *(unlisted if box.unlisted_postings else []),
    ]


def _unnumbered(figures: WeeklyFigures) -> str:
    """The question for requests without a number; nothing where it would also find those in a total."""
    if figures.quality.in_total:
        return ""
    return links.requests(figures.week.name, headcount_min__isnull="1", headcount_max__isnull="1")


def _since(figures: WeeklyFigures, language: Language) -> list[Entry]:
    text, now = language.text, figures.as_of
    parsers = [
        f"{use.parser}, {use.lexicon.removeprefix('sha256:')[:HASH_SHOWN]}" for use in figures.quality.rules
    ]
    return [
        Entry(
            text("quality.edited"),
            language.number(now.posts_edited),
            href=links.posts(figures.week, versions__gt="1"),
        ),
        Entry(
            text("quality.missing"),
            language.number(now.posts_missing),
            href=links.posts(figures.week, missing_since__notblank="1"),
        ),
        Entry(
            text("quality.later"),
            text(
                "quality.later_value",
                raised=len(now.raised),
                lowered=len(now.lowered),
                closed=len(now.closed),
            ),
            href=links.these((*now.raised, *now.lowered, *now.closed)),
        ),
        Entry(
            text("quality.parser"),
            "; ".join(parsers) or "[x]",
            (text("quality.one_rule" if figures.quality.one_rule else "quality.changed"),) if parsers else (),
        ),
        _accuracy(figures, language),
    ]


def _accuracy(figures: WeeklyFigures, language: Language) -> Entry:
    """How well the parser reads, and whether that was measured with the parser of this report."""
    text, known = language.text, accuracy()
    shares = {
        name: language.percent(getattr(known, name))
        for name in ("requests", "counts", "role_and_count", "regions")
    }
    measured = text("quality.accuracy_of", n=known.posts, day=language.short_day(known.day))
    same = all((use.parser, use.lexicon) == (known.parser, known.lexicon) for use in figures.quality.rules)
    other = () if same else (text("quality.accuracy_other", parser=known.parser),)
    return Entry(text("quality.accuracy"), text("quality.accuracy_value", **shares), (measured, *other))
