from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from reports import ReportError, last_complete_week, weekly_figures
from reports.figures import WeeklyFigures
from reports.people import People
from reports.plain import digest, plain
from storage.rows import Coverage, ParserUse, RegionRef

if TYPE_CHECKING:
    from tests.reports.conftest import Maker, MemoryArchive

MONDAY = datetime(2026, 11, 15, 21, tzinfo=UTC)
WEEK = timedelta(weeks=1)


def figures(archive: MemoryArchive, week: str = "2026-W47", *, now: datetime | None = None) -> WeeklyFigures:
    """Work out a week in Moscow's time."""
    return weekly_figures(
        archive, week, timezone="Europe/Moscow", now=now or datetime(2026, 11, 23, 3, tzinfo=UTC)
    )


def filled(
    make: Maker, a_week: int = 12, *, channels: tuple[int, ...] = (1,), weeks: int = 12
) -> MemoryArchive:
    """Make an archive with as many different requests in each of its last weeks and channels."""
    rows = [
        make.posting(
            MONDAY - back * WEEK + timedelta(hours=n),
            channel,
            1000 * back + n,
            text=f"Набор {channel} {back} {n}",
        )
        for channel in channels
        for back in range(weeks)
        for n in range(a_week)
    ]
    return make.archive(*rows, channels=channels)


class TestErrors:
    """What cannot be reported is refused in one sentence."""

    @pytest.mark.parametrize(
        ("week", "sentence"),
        [
            ("2026-47", "'2026-47' is no ISO week; write it like 2026-W47."),
            ("2026-W49", "The week 2026-W49 has not begun yet."),
            ("2025-W01", "The week 2025-W01 ended before the archive's first post, which is of 2026-W47."),
        ],
    )
    def test_weeks_that_cannot_be_reported(self, make: Maker, week: str, sentence: str) -> None:
        """Malformed, in the future, before the first post."""
        with pytest.raises(ReportError) as caught:
            figures(make.archive(make.posting(MONDAY)), week)
        assert str(caught.value) == sentence

    def test_an_empty_archive(self, make: Maker) -> None:
        """There is nothing to report."""
        with pytest.raises(ReportError, match="holds no posts yet"):
            figures(make.archive())

    def test_the_week_that_runs_is_reported_as_far_as_it_is_read(self, make: Maker) -> None:
        """It is incomplete and provisional, and says so."""
        found = figures(make.archive(make.posting(MONDAY)), now=MONDAY + timedelta(days=2))
        assert found.as_of.in_progress
        assert found.as_of.provisional


class TestHeadline:
    """Requests, people, postings."""

    def test_a_request_counts_in_the_week_of_its_earliest_posting(self, make: Maker) -> None:
        """A repost on Monday belongs to the week before; it is a posting of this one."""
        first = make.posting(MONDAY - timedelta(hours=1))
        again = make.moved(first, MONDAY + timedelta(hours=1), channel=1, post=2)
        own = make.posting(MONDAY + timedelta(hours=2), post=3, text="Нужен повар", role="cook")
        found = figures(make.archive(first, again, own))
        head = found.headline
        assert (head.requests, head.postings, head.postings_per_request) == (1, 2, 2.0)
        assert (head.repeats_of_this_week, head.repeats_of_earlier_weeks) == (0, 1)
        assert found.quality.repeats_removed == 1

    def test_a_first_posting_from_before_the_26_weeks_is_found(self, make: Maker) -> None:
        """Chains of reposts reach far back: what opens anew at the start of the span depends on them."""
        start = MONDAY - 25 * WEEK
        texts = [make.posting(start - timedelta(days=50)), make.posting(start - timedelta(days=20), post=2)]
        inside = make.posting(start + timedelta(days=5), post=3)
        anew = make.posting(start + timedelta(days=15), post=4)
        history = figures(make.archive(*texts, inside, anew, weeks=60)).history
        assert [point.tally.requests for point in history[:3] if point.tally] == [0, 0, 1]

    def test_postings_after_the_week_change_nothing(self, make: Maker) -> None:
        """A report of an old week is the same whenever it is made."""
        first = make.posting(MONDAY - WEEK)
        again = make.moved(first, MONDAY + timedelta(hours=1), channel=1, post=2)
        early = figures(make.archive(first), "2026-W46")
        late = figures(make.archive(first, again), "2026-W46")
        assert digest(early) == digest(late)

    def test_any_order_of_import_gives_the_same_figures(self, make: Maker) -> None:
        """And so does making them twice."""
        archive = make.made_up(weeks=12, a_week=20)
        expected = digest(figures(archive))
        for seed in range(3):
            random.Random(seed).shuffle(archive.rows)
            random.Random(seed).shuffle(archive.reads)
            random.Random(seed).shuffle(archive.channel_rows)
            assert digest(figures(archive)) == expected

    def test_the_sum_without_the_largest(self, make: Maker) -> None:
        """One request of a thousand is not the week."""
        rows = [
            make.posting(MONDAY, post=n, text=str(n), headcount_min=n, headcount_max=n) for n in (2, 3, 1000)
        ]
        head = figures(make.archive(*rows)).headline
        assert head.people == People(1005, 1005, 0, 3)
        assert head.people_without_largest == People(5, 5, 0, 2)
        assert head.typical is not None
        assert (head.typical.lower, head.typical.upper) == (3.0, 3.0)

    def test_few_requests_are_marked_and_zero_is_zero(self, make: Maker) -> None:
        """A covered week without a request has 0, which is known."""
        few = figures(make.archive(make.posting(MONDAY)))
        assert few.headline.marks == ("u",)
        none = figures(make.archive(make.posting(MONDAY - WEEK)))
        assert (none.headline.requests, none.headline.people, none.headline.postings) == (
            0,
            People(0, 0, 0, 0),
            0,
        )

    def test_a_week_of_which_nothing_was_read_is_unknown(self, make: Maker) -> None:
        """It is not zero."""
        archive = make.archive(make.posting(MONDAY - 3 * WEEK))
        archive.reads = [Coverage(1, MONDAY - 4 * WEEK, MONDAY - WEEK, MONDAY - WEEK, "export")]
        head = figures(archive).headline
        assert (head.requests, head.people, head.postings, head.marks) == (None, None, None, ("x",))

    def test_later_versions_take_nothing_back(self, make: Maker) -> None:
        """Raised, lowered and closed are told beside."""
        rows = [
            make.posting(MONDAY, post=n, text=str(n), later=later)
            for n, later in enumerate(["raised", "lowered", "closed", None])
        ]
        found = figures(make.archive(*rows))
        assert found.headline.requests == 4
        assert (found.as_of.raised, found.as_of.lowered, found.as_of.closed) == (
            ("1/0#0",),
            ("1/1#0",),
            ("1/2#0",),
        )


class TestComparison:
    """With the last 8 complete weeks, on channels covered in both periods."""

    def test_median_range_and_change(self, make: Maker) -> None:
        """Twelve requests in each earlier week, eighteen in this one."""
        archive = filled(make)
        archive.rows += [make.posting(MONDAY, post=9000 + n, text=f"Ещё {n}") for n in range(6)]
        comparison = figures(archive).comparison
        assert comparison is not None
        assert comparison.norms.weeks == tuple(f"2026-W{number}" for number in range(39, 47))
        assert (comparison.change, comparison.change_share, comparison.position) == (6, 0.5, "above")
        requests = comparison.norms.requests
        assert (requests.median, requests.low, requests.high) == (12.0, 12, 12)

    def test_adding_a_channel_does_not_look_like_growth(self, make: Maker) -> None:
        """A channel read since this week has requests, and they are not compared."""
        archive = filled(make, channels=(1,))
        archive.channel_rows.append(make.channel(2))
        archive.reads.append(Coverage(2, MONDAY, make.now, make.now, "telegram"))
        archive.rows += [make.posting(MONDAY, 2, n, text=f"Новый {n}") for n in range(50)]
        found = figures(archive)
        assert found.headline.requests == 62
        assert found.comparison is not None
        assert (found.comparison.channels, found.comparison.all_channels) == (1, False)
        assert (found.comparison.this.requests, found.comparison.change) == (12, 0)
        assert found.comparison.position == "inside"

    def test_a_new_channel_that_posts_first_takes_nothing_away(self, make: Maker) -> None:
        """On the old channels alone, their first postings count."""
        archive = filled(make, channels=(1,))
        archive.channel_rows.append(make.channel(2))
        archive.reads.append(Coverage(2, MONDAY, make.now, make.now, "telegram"))
        archive.rows += [
            make.moved(row, row.date - timedelta(minutes=1), channel=2, post=row.post_id + 5)
            for row in archive.rows
            if row.date > MONDAY
        ]
        comparison = figures(archive).comparison
        assert comparison is not None
        assert comparison.this.requests == 12

    def test_a_channel_added_later_makes_no_hole_in_an_older_week(self, make: Maker) -> None:
        """Whether the older week is reported before or after is the same: it was not watched then."""
        archive = filled(make, channels=(1,))
        archive.channel_rows.append(make.channel(2))
        archive.reads.append(Coverage(2, MONDAY, make.now, make.now, "telegram"))
        found = figures(archive, "2026-W46")
        assert (found.coverage.watched, found.coverage.complete) == (1, True)
        assert found.history[-1].covered == figures(archive).history[-2].covered == 1.0

    def test_incomplete_weeks_are_neither_compared_nor_in_the_norm(self, make: Maker) -> None:
        """The norm reaches one week further back instead."""
        archive = filled(make)
        start, gap = MONDAY - 30 * WEEK, MONDAY - 3 * WEEK
        archive.reads = [
            Coverage(1, start, gap, make.now, "telegram"),
            Coverage(1, gap + timedelta(days=2), make.now, make.now, "telegram"),
        ]
        found = figures(archive)
        assert found.history[-4].marks == ("b",)
        assert found.comparison is not None
        assert found.comparison.norms.weeks[0] == "2026-W38"
        assert "2026-W44" not in found.comparison.norms.weeks
        incomplete = figures(archive, "2026-W44")
        assert (incomplete.comparison, incomplete.why_not_compared) == (None, "incomplete")
        assert incomplete.headline.marks == ("b",)

    def test_last_week_is_not_compared_where_it_is_incomplete(self, make: Maker) -> None:
        """But the norm is."""
        archive = filled(make)
        archive.reads = [
            Coverage(1, MONDAY - 30 * WEEK, MONDAY - WEEK, make.now, "telegram"),
            Coverage(1, MONDAY, make.now, make.now, "telegram"),
        ]
        comparison = figures(archive).comparison
        assert comparison is not None
        assert (comparison.last, comparison.change) == (None, None)
        assert comparison.norms.requests.median == 12

    def test_few_weeks_are_shown_and_nothing_called_usual(self, make: Maker) -> None:
        """Three complete weeks are no norm; none is nothing."""
        comparison = figures(filled(make, weeks=4)).comparison
        assert comparison is not None
        assert (len(comparison.norms.weeks), comparison.position) == (3, None)
        first = figures(filled(make, weeks=1))
        assert (first.comparison, first.why_not_compared) == (None, "no_norm")

    def test_no_percentage_on_few_requests(self, make: Maker) -> None:
        """From two to three is one more, not a half more."""
        archive = filled(make, a_week=2)
        archive.rows.append(make.posting(MONDAY, post=9000, text="Ещё"))
        comparison = figures(archive).comparison
        assert comparison is not None
        assert (comparison.change, comparison.change_share) == (1, None)

    def test_weeks_before_the_first_post_are_unknown_though_they_were_read(self, make: Maker) -> None:
        """The channel may not have been there: they are no zeros in the norm."""
        found = figures(filled(make, weeks=6))
        assert [point.tally is None for point in found.history] == [True] * 20 + [False] * 6
        assert found.comparison is not None
        assert len(found.comparison.norms.weeks) == 5


class TestProvisional:
    """[p] is the newest complete week's."""

    def test_only_the_newest_complete_week_is_provisional(self, make: Maker) -> None:
        """And the default week is that one."""
        archive = filled(make)
        assert last_complete_week(make.now, "Europe/Moscow") == "2026-W47"
        assert figures(archive).as_of.provisional
        assert not figures(archive, "2026-W46").as_of.provisional

    def test_that_it_is_no_longer_provisional_changes_no_figure(self, make: Maker) -> None:
        """Nor does time that passes, nor the journal."""
        archive = filled(make)
        later = figures(archive, now=make.now + 5 * WEEK)
        assert not later.as_of.provisional
        assert digest(later) == digest(figures(archive))


class TestQuality:
    """What was read and what was lost."""

    def test_entries_without_a_number_under_a_total_are_not_without_a_number(self, make: Maker) -> None:
        """Their post says how many, though not of which role."""
        nobody: dict[str, Any] = {"headcount_min": None, "headcount_max": None}
        rows = [
            make.posting(MONDAY, post=1, n=0, **nobody),
            make.posting(MONDAY, post=1, n=1, role="cook", **nobody),
            make.posting(MONDAY, post=1, n=2, role=None, entry="total"),
            make.posting(MONDAY, post=2, text="Нужен повар", **nobody),
        ]
        found = figures(make.archive(*rows))
        assert (found.headline.requests, found.headline.totals, found.headline.postings) == (3, 1, 3)
        assert (found.quality.no_headcount.count, found.quality.in_total) == (1, 2)

    def test_regions_that_are_the_channels_are_told(self, make: Maker) -> None:
        """They count where the channel is."""
        found = figures(make.archive(make.posting(MONDAY, regions=(RegionRef("RU-KDA", "channel"),))))
        assert (found.quality.channel_region.count, found.quality.no_region.count) == (1, 0)
        assert found.regions.rows[0].key == "RU-KDA"

    def test_lost_channels_are_named_with_since_when(self, make: Maker) -> None:
        """Lost now by its reason, or not reached in the week by its last covered hour."""
        archive = make.archive(make.posting(MONDAY), channels=(1, 2, 3, 4))
        since = MONDAY + timedelta(days=2)
        archive.channel_rows[1] = make.channel(2, why_not="Private.", why_not_since=since)
        archive.channel_rows[3] = make.channel(4, why_not="No such channel.", why_not_since=make.now)
        archive.reads[1:] = [
            Coverage(2, MONDAY - 5 * WEEK, since, since, "telegram"),
            Coverage(3, MONDAY - 5 * WEEK, MONDAY - 2 * WEEK, MONDAY, "telegram"),
        ]
        lost = figures(archive).as_of.lost_channels
        assert [(each.name, each.why, each.since) for each in lost] == [
            ("@example_2", "Private.", since),
            ("@example_3", None, MONDAY - 2 * WEEK),
            ("@example_4", "No such channel.", make.now),
        ]

    def test_postings_from_channels_that_are_not_watched_are_told(self, make: Maker) -> None:
        """They count, and the coverage says nothing of them."""
        archive = make.archive(make.posting(MONDAY), channels=(1, 2))
        archive.channel_rows[0] = make.channel(1, watched=False)
        found = figures(archive)
        assert (found.headline.requests, found.quality.unlisted_postings, found.coverage.watched) == (1, 1, 1)

    def test_another_parser_within_the_26_weeks_is_a_break(
        self, make: Maker, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Half the series was read by other rules."""
        archive = filled(make)
        assert figures(archive).quality.one_rule

        def parsers(start: datetime, _end: datetime) -> list[ParserUse]:
            week = ParserUse("2.0.0", "sha256:5", 7)
            return [week] if start == MONDAY else [week, ParserUse("1.0.0", "sha256:5", 7)]

        monkeypatch.setattr(archive, "parsers", parsers)
        assert not figures(archive).quality.one_rule


class TestNewcomers:
    """Not seen in the weeks before, never "new"."""

    def test_roles_and_regions_not_seen_before(self, make: Maker) -> None:
        """Compared with all postings of the weeks before, and the number of those is told."""
        archive = filled(make, weeks=6)
        place = (RegionRef("RU-TVE", "text"),)
        archive.rows.append(make.posting(MONDAY, post=9000, role="cook", regions=place, text="Повар"))
        new = figures(archive).newcomers
        assert new.weeks == 5
        assert [row.key for row in new.roles] == ["cook"]
        assert [row.key for row in new.regions] == ["RU-TVE"]

    def test_a_region_seen_among_several_was_seen(self, make: Maker) -> None:
        """It has no row of its own in that week, but it is not new."""
        archive = filled(make, weeks=6)
        both = (RegionRef("RU-TVE", "text"), RegionRef("RU-MOW", "text"))
        archive.rows.append(make.posting(MONDAY - WEEK, post=9000, regions=both, text="Два"))
        archive.rows.append(make.posting(MONDAY, post=9001, regions=both[:1], text="Один"))
        assert figures(archive).newcomers.regions == ()

    def test_in_the_first_week_nothing_can_be_said(self, make: Maker) -> None:
        """Everything would be new."""
        new = figures(filled(make, weeks=1)).newcomers
        assert (new.weeks, new.roles) == (0, ())


def test_evidence_names_every_request_once_with_all_its_postings(make: Maker) -> None:
    """What the JSON's ids lead to."""
    found = figures(make.made_up(weeks=10, a_week=30))
    ids = [each.request_id for each in found.evidence]
    assert sorted(ids) == sorted((*found.headline.request_ids, *found.headline.total_ids))
    assert len(set(ids)) == len(ids)
    for each in found.evidence:
        assert each.postings[0].request_id == each.request_id
        assert each.permalink == each.postings[0].permalink


def test_plain_figures_hold_only_json_values(make: Maker) -> None:
    """Numbers stay numbers, moments are UTC with a Z."""
    body = plain(figures(make.made_up(weeks=10, a_week=30)))
    assert body["week"]["start"] == "2026-11-15T21:00:00Z"
    assert isinstance(body["headline"]["people"]["lower"], int)
    unplain = [
        value for value in _leaves(body) if value is not None and not isinstance(value, str | int | float)
    ]
    assert unplain == []


def test_names_of_channels_and_edits_of_posts_change_no_digest(
    make: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A channel that is renamed would else bring out half a year of reports anew."""
    archive = filled(make)
    before = digest(figures(archive))
    archive.channel_rows[0] = make.channel(1, username="renamed", title="Renamed")
    archive.rows = [
        replace(
            row, channel="renamed", channel_title="Renamed", permalink=f"https://t.me/renamed/{row.post_id}"
        )
        for row in archive.rows
    ]
    archive.edited, archive.missing = 5, 5
    rules = ParserUse("1.0.0", "sha256:" + "5" * 64, 12_345)
    monkeypatch.setattr(archive, "parsers", lambda _start, _end: [rules])
    assert digest(figures(archive)) == before


def test_a_figure_that_moves_changes_the_digest(make: Maker) -> None:
    """One request more is another report."""
    archive = filled(make)
    before = digest(figures(archive))
    archive.rows[0] = replace(archive.rows[0], headcount_max=99)
    assert digest(figures(archive)) != before


def _leaves(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [leaf for item in value.values() for leaf in _leaves(item)]
    if isinstance(value, list):
        return [leaf for item in value for leaf in _leaves(item)]
    return [value]
