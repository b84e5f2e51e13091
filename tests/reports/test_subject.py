from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports import weekly_figures
from reports.figures import WeeklyFigures
from reports.identity import Unique, UniqueRequest
from reports.language import language
from reports.people import people
from reports.render import render
from reports.subject import subject
from reports.subject.costs import CostModel
from reports.subject.routes import named
from reports.views.subject import subject_sections
from storage.rows import HoursRef, PayRef, RegionRef

if TYPE_CHECKING:
    from tests.reports.conftest import Maker

DAY = datetime(2026, 11, 16, 9, tzinfo=UTC)
AGENCY = CostModel(once=20_000, monthly=3_500, months=12, pay_percent=8.7, pay=60_000, embassy_usd=1_600)


def found(make: Maker, *changes: dict[str, Any]) -> list[UniqueRequest]:
    """Make one request of each set of changes."""
    return [
        Unique((make.posting(DAY + timedelta(hours=n), post=n, **change),))
        for n, change in enumerate(changes)
    ]


def regions(*codes: str) -> tuple[RegionRef, ...]:
    """Regions that a text names."""
    return tuple(RegionRef(code, "text") for code in codes)


def week(make: Maker, *changes: dict[str, Any], costs: CostModel | None = None) -> WeeklyFigures:
    """Work a week of such requests out."""
    texts = ({"text": f"{n} {change.get('text', 'Нужны люди')}"} for n, change in enumerate(changes))
    rows = [
        make.posting(DAY + timedelta(hours=n), post=n, **(change | text))
        for n, (change, text) in enumerate(zip(changes, texts, strict=True))
    ]
    return weekly_figures(
        make.archive(*rows), "2026-W47", timezone="Europe/Moscow", now=make.now, costs=costs
    )


def said(figures: WeeklyFigures, code: str = "en") -> dict[str, str]:
    """What each section says, by its name."""
    return {s.name: " ".join((*s.said, *s.notes)) for s in subject_sections(figures, language(code))}


def test_sections_with_nothing_to_say_are_not_there(make: Maker) -> None:
    """A week of small orders in Tver, without pay or words for a route."""
    figures = week(make, {"regions": regions("RU-TVE")})
    assert subject_sections(figures, language("ru")) == []


def test_occupied_regions_sum_to_their_own_headline(make: Maker) -> None:
    """A request over an occupied and another region is in the row "several"."""
    figures = week(
        make,
        *({"regions": regions("UA-14")} for _ in range(7)),
        {"regions": regions("UA-43", "RU-KDA")},
        {"regions": regions("RU-KDA")},
        {"regions": ()},
    )
    part = figures.subject.occupied
    assert part is not None
    assert (part.requests, part.people.lower, part.share) == (8, 80, 0.8)
    assert [(row.key, row.requests) for row in part.regions.rows] == [("UA-14", 7), ("several", 1)]
    assert "8 requests (80% of the week's)" in said(figures)["occupied"]
    assert "Several: a request that names more than one region" in said(figures)["occupied"]
    assert "8 заявок (80" in said(figures, "ru")["occupied"]


@pytest.mark.parametrize(
    ("text", "routes"),
    [
        ("Оформим по учебной визе, студенты на практику", {"students", "practice", "training"}),
        ("Есть КВОТА на 200 человек и патенты", {"quota", "patent"}),
        ("Стажёрам жильё", {"training"}),
        ("Students on internship, quotas available", {"students", "practice", "quota"}),
        ("Практически без опыта, обучаем, студия, квотировать нечего, патентованный", set()),
        ("", set()),
    ],
)
def test_words_for_a_route(text: str, routes: set[str]) -> None:
    """In all their forms, and nothing that only begins like them."""
    assert named(text) == routes


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "text": st.sampled_from(["", "квота", "студенты, практика", "патент"]),
                "entry": st.sampled_from(["request", "request", "total"]),
                "headcount_min": st.sampled_from([None, 5, 100]),
                "headcount_max": st.sampled_from([None, 100, 300]),
                "regions": st.sampled_from([(), ("UA-14",), ("UA-43", "UA-14"), ("RU-TVE", "UA-65")]).map(
                    lambda codes: regions(*codes)
                ),
            }
        ),
        max_size=30,
    )
)
def test_every_section_sums_to_what_it_is_a_part_of(make: Maker, entries: list[dict[str, Any]]) -> None:
    """Requests, people and ids: routes to the headline, occupied regions to their section."""
    requests = found(make, *entries)
    part = subject(requests, ever=(), model=AGENCY)
    wholes = [(part.routes, requests)]
    if part.occupied is not None:
        ids = {*part.occupied.request_ids, *part.occupied.total_ids}
        inside = [one for one in requests if one.first.request_id in ids]
        assert part.occupied.people == people(inside)
        wholes.append((part.occupied.regions, inside))
    for breakdown, whole in wholes:
        if breakdown is None:
            continue
        asked = people(whole)
        assert sum(row.requests for row in breakdown.rows) == sum(not one.is_total for one in whole)
        assert sum(row.people.lower for row in breakdown.rows) == asked.lower
        assert sum(row.people.upper for row in breakdown.rows) == asked.upper
        listed = [each for row in breakdown.rows for each in (*row.request_ids, *row.total_ids)]
        assert sorted(listed) == sorted(one.first.request_id for one in whole)
    if part.fees is not None:
        assert part.fees.lower <= part.fees.upper
        assert part.fees.open_ended == people(requests).open_ended


def test_orders_of_a_hundred_people(make: Maker) -> None:
    """By the upper end; the minimum order is of the open-ended ones among them."""
    figures = week(
        make,
        {"headcount_min": 99, "headcount_max": 99},
        {"headcount_min": 100, "headcount_max": None},
        {"headcount_min": 150, "headcount_max": None},
        {"headcount_min": None, "headcount_max": 120},
        {"headcount_min": 2, "headcount_max": None},
    )
    part = figures.subject.orders
    assert part is not None
    assert (part.requests, part.people.lower, part.people.upper, part.people.open_ended) == (3, 250, 370, 2)
    assert (part.minimum, len(part.minimum_ids)) == (100, 1)
    assert part.largest_ever is not None
    assert (part.largest_ever.headcount_min, part.is_of_this_week) == (150, True)
    assert "3 requests ask for 100 people or more" in said(figures)["orders"]
    assert "The largest ever collected is of this week: 150+ people, welder" in said(figures)["orders"]


def test_the_largest_ever_may_be_of_an_earlier_week(make: Maker) -> None:
    """Then its day is said; what is posted after the week does not count."""
    rows = [
        make.posting(DAY - timedelta(days=30), post=1, text="a", headcount_min=5000, headcount_max=5000),
        make.posting(DAY - timedelta(days=20), post=2, text="b", headcount_min=5000, headcount_max=5000),
        make.posting(DAY, post=3, text="c", headcount_min=100, headcount_max=100),
        make.posting(DAY + timedelta(days=7), post=4, text="d", headcount_min=9000, headcount_max=9000),
    ]
    figures = weekly_figures(make.archive(*rows), "2026-W47", timezone="Europe/Moscow", now=make.now)
    assert (
        "up to this week: 5,000 people, welder, region not stated, 17 October 2026" in said(figures)["orders"]
    )


class TestOffers:
    """Pay and hours."""

    def test_medians_and_ranges_from_five_requests_on_and_per_role_from_ten(self, make: Maker) -> None:
        """A lower end alone stands for both."""
        pays = [PayRef(60_000 + 1000 * n, 90_000 if n == 0 else None, "RUB", "month") for n in range(10)]
        figures = week(
            make,
            *({"pay": (pay,), "hours": (HoursRef(11, 6),)} for pay in pays),
            *({"role": "cook", "pay": (PayRef(200, None, "RUB", "hour"),)} for _ in range(5)),
            *({"role": "cook", "pay": (PayRef(3000, None, "RUB", "shift"),)} for _ in range(4)),
        )
        part = figures.subject.offers
        assert part is not None
        rows = [(r.what, r.per, r.role, r.requests, r.median_low, r.median_high) for r in part.rows]
        assert rows == [
            ("pay", "hour", None, 5, 200, 200),
            ("pay", "month", None, 10, 64_500, 65_500),
            ("pay", "month", "welder", 10, 64_500, 65_500),
            ("hours_per_day", None, None, 10, 11, 11),
            ("hours_per_day", None, "welder", 10, 11, 11),
            ("days_per_week", None, None, 10, 6, 6),
            ("days_per_week", None, "welder", 10, 6, 6),
        ]
        assert (part.rows[1].lowest, part.rows[1].highest) == (60_000, 90_000)
        assert (part.base, part.with_pay) == (19, 19)

    def test_pay_that_may_be_another_roles_is_nobodys(self, make: Maker) -> None:
        """Two different ones for a month; the one for an hour beside them is clear."""
        two = (PayRef(50_000, None, "RUB", "month"), PayRef(90_000, None, "RUB", "month"))
        figures = week(
            make,
            *({"pay": (*two, PayRef(300, 400, "RUB", "hour"))} for _ in range(5)),
            *({"pay": two} for _ in range(3)),
            {"pay": (PayRef(50_000, None, "RUB", None),)},
        )
        part = figures.subject.offers
        assert part is not None
        assert [(row.per, row.median_low, row.median_high) for row in part.rows] == [("hour", 300, 400)]
        assert (part.with_pay, len(part.unclear_ids)) == (5, 4)


class TestFees:
    """The model of what an agency would take."""

    def test_a_range_from_the_people_asked_for(self, make: Maker) -> None:
        """20,000 + 12 x (3,500 + 8.7 % of 60,000) = 124,640 a worker; 10 to 20 of them."""
        orders = {"headcount_min": 10, "headcount_max": 20}, {"headcount_min": None, "headcount_max": None}
        figures = week(make, *orders, costs=AGENCY)
        part = figures.subject.fees
        assert part is not None
        assert (part.lower, part.upper, part.embassy_usd) == (1_246_400, 2_492_800, 1600)
        text = said(figures)["fees"]
        assert "would take 1,246,400-2,492,800 RUB" in text
        assert "20,000 RUB of a worker once, 3,500 RUB a month, 8.7% of pay, for 12 months" in text
        assert "from the settings" in text

    def test_pay_is_the_posts_median_where_ten_say_it(self, make: Maker) -> None:
        """With fewer it is unknown, and left out."""
        model = CostModel(pay_percent=10, months=1)
        pay = {"pay": (PayRef(50_000, 70_000, "RUB", "month"),)}
        figures = week(make, *(pay for _ in range(10)), costs=model)
        part = figures.subject.fees
        assert part is not None
        assert (part.pay_source, part.lower, part.upper) == ("posts", 500_000, 700_000)
        few = week(make, *(pay for _ in range(9)), costs=model)
        assert few.subject.fees is not None
        assert (few.subject.fees.pay_source, few.subject.fees.upper) == ("unknown", 0)
        assert "[x] Pay is not known" in said(few)["fees"]

    def test_no_model_no_section(self, make: Maker) -> None:
        """Off unless the settings ask for it; nor where no request states a number."""
        assert week(make, {}).subject.fees is None
        nobody = {"headcount_min": None, "headcount_max": None}
        assert week(make, nobody, costs=AGENCY).subject.fees is None


@pytest.mark.parametrize("code", ["en", "ru"])
@pytest.mark.parametrize("fmt", ["html", "md"])
def test_sections_are_in_the_report_and_hostile_words_stay_words(make: Maker, fmt: str, code: str) -> None:
    """Names of roles are the parser's, but a channel's title is anybody's."""
    figures = week(
        make,
        *(
            {
                "channel": None,
                "channel_title": "<script>alert(1)</script>](https://evil.example)",
                "headcount_min": 500,
                "headcount_max": 500,
                "regions": regions("UA-14"),
                "text": "квота",
                "pay": (PayRef(90_000, None, "RUB", "month"),),
            }
            for _ in range(6)
        ),
        costs=AGENCY,
    )
    page = render(figures, fmt, code, revision=1, languages=("en", "ru"))
    for section in subject_sections(figures, language(code)):
        assert section.heading in page
    assert "<script" not in page
    assert "](https://evil" not in page
