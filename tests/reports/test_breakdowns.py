from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.breakdowns import Breakdown, by_origin, by_region, by_role
from reports.identity import Unique, UniqueRequest, unique_requests
from reports.language import language
from reports.people import people
from reports.views.rows import all_lines, page_one_lines
from storage.rows import OriginRef, RegionRef

if TYPE_CHECKING:
    from tests.reports.conftest import Maker

DAY = datetime(2026, 11, 16, 9, tzinfo=UTC)
REGIONS = st.lists(st.sampled_from(["RU-TVE", "RU-MOW", "UA-14", "BY", "RU", "ZZ"]), max_size=3, unique=True)
ORIGINS = st.lists(
    st.builds(OriginRef, st.sampled_from(["KP", "UZ"]), st.sampled_from(["stated", "inferred"])), max_size=2
)
ENTRIES = st.fixed_dictionaries(
    {
        "entry": st.sampled_from(["request", "request", "request", "total"]),
        "role": st.sampled_from(["welder", "cook", "tiler", None]),
        "headcount_min": st.sampled_from([None, 1, 10]),
        "headcount_max": st.sampled_from([None, 10, 20]),
        "regions": REGIONS.map(lambda codes: tuple(RegionRef(code, "text") for code in codes)),
        "origins": ORIGINS.map(tuple),
        "text_key": st.sampled_from(["a", "b", "c"]),
    }
)


def found(make: Maker, *changes: dict[str, Any]) -> list[UniqueRequest]:
    """Make one request of each set of changes."""
    return [
        Unique((make.posting(DAY + timedelta(hours=n), post=n, **change),))
        for n, change in enumerate(changes)
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ENTRIES, max_size=40))
def test_every_breakdown_sums_to_the_headline(make: Maker, entries: list[dict[str, Any]]) -> None:
    """Requests, people, open-ended ones and evidence: each in one row of each table, also on page one."""
    requests = unique_requests(
        make.posting(DAY + timedelta(hours=n), post=n, **entry) for n, entry in enumerate(entries)
    )
    headline = people(requests)
    ids = sorted(request.first.request_id for request in requests)
    for breakdown in (by_role(requests), by_region(requests), by_origin(requests)):
        rows = breakdown.rows
        assert sum(row.requests for row in rows) == sum(not request.is_total for request in requests)
        assert sum(row.people.lower for row in rows) == headline.lower
        assert sum(row.people.upper for row in rows) == headline.upper
        assert sum(row.people.open_ended for row in rows) == headline.open_ended
        assert sum(row.people.stated for row in rows) == headline.stated
        assert sorted(each for row in rows for each in (*row.request_ids, *row.total_ids)) == ids
        assert all(len(row.request_ids) == row.requests for row in rows)
        assert len({(row.kind, row.key) for row in rows}) == len(rows)
        assert (*breakdown.ranked, *breakdown.unranked, *breakdown.rest) == rows
        for lines in (
            all_lines(breakdown, language("en"), "2026-W47"),
            page_one_lines(breakdown, language("ru"), "2026-W47"),
        ):
            assert sum(int(line.requests) for line in lines) == sum(row.requests for row in rows)


def test_a_request_over_several_regions_is_in_one_row(make: Maker) -> None:
    """Neither of its regions gets it."""
    both = (RegionRef("RU-TVE", "text"), RegionRef("RU-MOW", "text"))
    table = by_region(found(make, {"regions": both}, {"regions": both[:1]}, {"regions": ()}))
    assert counts(table) == {"RU-TVE": 1, "several": 1, "not_stated": 1}


def test_a_total_over_several_roles_has_people_and_no_request(make: Maker) -> None:
    """Its roles are requests without a number, in rows of their own."""
    nobody = {"headcount_min": None, "headcount_max": None}
    total = {"entry": "total", "role": None, "headcount_min": 50, "headcount_max": 60}
    table = by_role(found(make, {"role": "welder", **nobody}, {"role": "cook", **nobody}, total))
    assert counts(table) == {"welder": 1, "cook": 1, "not_split": 0}
    (row,) = table.rest
    assert (row.people.lower, row.people.upper, row.total_ids) == (50, 60, ("1/2#0",))


def test_origins_that_are_inferred_stand_apart(make: Maker) -> None:
    """The same country stated and inferred is two rows."""
    stated, inferred = OriginRef("KP", "stated"), OriginRef("KP", "inferred")
    table = by_origin(
        found(make, {"origins": (stated,)}, {"origins": (inferred,)}, {"origins": (stated, inferred)})
    )
    assert counts(table) == {"KP/inferred": 1, "KP/stated": 1, "several": 1}
    names = [line.name for line in all_lines(table, language("en"), "2026-W47")]
    assert names == ["North Korea, inferred from a people's name", "North Korea, stated", "several"]


def test_rows_under_five_requests_are_not_ranked(make: Maker) -> None:
    """Equals share a rank; the small ones follow with no rank, whatever their order."""
    roles = ["welder"] * 6 + ["cook"] * 5 + ["baker"] * 5 + ["tiler"] * 4 + ["loader"]
    table = by_role(found(make, *({"role": role} for role in roles)))
    assert [(row.rank, row.key) for row in table.rows] == [
        (1, "welder"),
        (2, "baker"),
        (2, "cook"),
        (None, "tiler"),
        (None, "loader"),
    ]
    assert [row.marks for row in table.rows] == [(), (), (), ("u",), ("u",)]


def test_no_percentages_on_a_base_under_ten(make: Maker) -> None:
    """Nine requests are counted, of ten there are shares."""
    nine = by_role(found(make, *({"role": "welder"} for _ in range(9))))
    ten = by_role(found(make, *({"role": "welder"} for _ in range(10))))
    assert [row.share for row in nine.rows + ten.rows] == [None, 1.0]


def test_page_one_joins_rows_where_there_are_many(make: Maker) -> None:
    """Ten of twenty-one roles show, the others are one line, which keeps the sum."""
    roles = [f"role {n:02}" for n in range(20)]
    table = by_role(found(make, *({"role": role} for role in roles), *({"role": "welder"} for _ in range(5))))
    lines = page_one_lines(table, language("en"), "2026-W47")
    assert [(line.rank, line.name, line.requests) for line in lines] == [
        ("1", "welder", "5"),
        *(("", f"role {n:02}", "1") for n in range(9)),
        ("", "11 others", "11"),
    ]
    assert len(all_lines(table, language("en"), "2026-W47")) == 21


def counts(breakdown: Breakdown) -> dict[str, int]:
    """Return requests by row."""
    return {row.key: row.requests for row in breakdown.rows}
