"""The receipt of each figure of ``report.json``: ids beside it, a question for browse, or other figures.

Places are JSONPath (RFC 9535). The ``[*]`` of a figure and of what is behind it are the same item.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Receipt:
    """What is behind some figures, by its places in this file."""

    figures: tuple[str, ...]
    """Where the figures are: each number there, or anywhere within."""
    how: str
    """How they follow: "count" counts the ids, each once."""
    ids: tuple[str, ...] = ()
    """Where ids are: of requests and postings, of posts (as ranges), of channels."""
    browse: tuple[str, ...] = ()
    """Where questions are that ``headcount browse`` answers, after ``/headcount/``, with what was counted."""
    derived_from: tuple[str, ...] = ()
    """Where the figures are that they were worked out from."""


_REQUESTS, _TOTALS = "$.headline.request_ids", "$.headline.total_ids"
_BEFORE, _BEFORE_TOTALS = "$.before.request_ids", "$.before.total_ids"
_POSTS = "$.as_of.post_ids"
_ROWS = (
    "$.roles.rows[*]", "$.regions.rows[*]", "$.origins.rows[*]", "$.newcomers.roles[*]",
    "$.newcomers.regions[*]", "$.subject.occupied.regions.rows[*]", "$.subject.routes.rows[*]",
)  # fmt: skip
_PARTS = tuple(f"$.quality.{name}" for name in ("no_headcount", "no_region", "channel_region", "reviewed"))


def _headline() -> tuple[Receipt, ...]:
    head = "$.headline"
    return (
        Receipt((f"{head}.requests",), "count", (_REQUESTS,)),
        Receipt((f"{head}.totals",), "count", (_TOTALS,)),
        Receipt((f"{head}.postings",), "count", (f"{head}.posting_ids",)),
        Receipt(
            (f"{head}.people", f"{head}.people_without_largest"),
            "sums over what states people",
            (_REQUESTS, _TOTALS),
        ),
        Receipt((f"{head}.typical",), "medians over what states people", (_REQUESTS, _TOTALS)),
        Receipt(
            (f"{head}.repeats_of_this_week", f"{head}.repeats_of_earlier_weeks"),
            "postings that are no first postings, by the week of their request",
            (f"{head}.posting_ids", _REQUESTS),
        ),
        Receipt(
            (f"{head}.postings_per_request",),
            "quotient",
            derived_from=(f"{head}.postings", f"{head}.requests"),
        ),
    )


def _weeks() -> tuple[Receipt, ...]:
    week, compared = "$.history[*]", "$.comparison.weeks[*]"
    norms, norm = "$.comparison.norms", "$.comparison.weeks[:-1]"
    return (
        Receipt((f"{week}.tally.requests",), "count of what is found", browse=(f"{week}.receipt.requests",)),
        Receipt((f"{week}.tally.people",), "sums over what is found", browse=(f"{week}.receipt.people",)),
        Receipt((f"{week}.tally.postings",), "count of what is found", browse=(f"{week}.receipt.postings",)),
        Receipt(
            (f"{week}.reached", f"{week}.watched", f"{week}.covered"),
            "hours of channels that the reads span",
            browse=(f"{week}.receipt.coverage",),
        ),
        Receipt(("$.history[-1].tally",), "same", derived_from=("$.headline",)),
        Receipt(("$.history[-2].tally.requests",), "count", (_BEFORE,)),
        Receipt(("$.history[-2].tally.people",), "sums over what states people", (_BEFORE, _BEFORE_TOTALS)),
        Receipt(("$.history[-2].tally.postings",), "count", ("$.before.posting_ids",)),
        Receipt(
            (f"{compared}.tally.requests", f"{compared}.tally.people"),
            "count and sums, by ids where channels are left out, else over what is found",
            (f"{compared}.request_ids", f"{compared}.total_ids"),
            (f"{compared}.receipt.requests", f"{compared}.receipt.people"),
        ),
        Receipt(
            (f"{compared}.tally.postings",),
            "count of what is found",
            browse=(f"{compared}.receipt.postings",),
        ),
        Receipt(
            (f"{compared}.reached",),
            "hours of channels that the reads span",
            browse=(f"{compared}.receipt.coverage",),
        ),
        Receipt(("$.comparison.channels",), "count", ("$.comparison.channel_ids",)),
        Receipt(("$.comparison.this",), "same", derived_from=("$.comparison.weeks[-1].tally",)),
        Receipt(("$.comparison.last",), "same", derived_from=("$.comparison.weeks[-2].tally",)),
        Receipt(
            ("$.comparison.change", "$.comparison.change_share"),
            "difference, and its share of last week's",
            derived_from=("$.comparison.this.requests", "$.comparison.last.requests"),
        ),
        *(
            Receipt((f"{norms}.{name}",), "median and range", derived_from=(f"{norm}.{of}",))
            for name, of in (
                ("requests", "tally.requests"),
                ("people_lower", "tally.people.lower"),
                ("people_upper", "tally.people.upper"),
                ("postings", "tally.postings"),
                ("reached", "reached"),
            )
        ),
        Receipt(("$.newcomers.weeks",), "weeks before this one that are known", derived_from=("$.history",)),
        Receipt(
            ("$.last_week.moved[*].published",),
            "as the first report of that week had it, whose report.json has the postings too",
            ("$.last_week.request_ids", "$.last_week.total_ids"),
        ),
        Receipt(("$.last_week.moved[*].now",), "same", derived_from=("$.history[-2]",)),
        Receipt(
            ("$.coverage.watched", "$.coverage.reached", "$.coverage.expected", "$.coverage.covered"),
            "sums over channels",
            derived_from=("$.coverage.channels",),
        ),
        Receipt(("$.coverage.late",), "sum over channels", derived_from=("$.coverage.channels",)),
        Receipt(
            ("$.coverage.channels[*]",),
            "hours of the week that the channel's reads span",
            ("$.coverage.channels[*].channel_id",),
            ("$.history[-1].receipt.coverage",),
        ),
    )


def _requests() -> tuple[Receipt, ...]:
    subject = "$.subject"
    orders, offers, fees = f"{subject}.orders", f"{subject}.offers", f"{subject}.fees"
    return (
        *(Receipt((f"{row}.requests",), "count", (f"{row}.request_ids",)) for row in _ROWS),
        *(
            Receipt(
                tuple(f"{row}.{name}" for name in ("people", "reviewed", "share", "rank")),
                "sums, a part, its share of the week's requests, its place",
                (f"{row}.request_ids", f"{row}.total_ids"),
            )
            for row in _ROWS
        ),
        Receipt(("$.evidence[*]",), "said in the post", ("$.evidence[*].request_id",)),
        Receipt(("$.largest[*]",), "said in the post, and its postings", ("$.largest[*].request_id",)),
        Receipt((f"{subject}.occupied.requests",), "count", (f"{subject}.occupied.request_ids",)),
        Receipt(
            (f"{subject}.occupied.people", f"{subject}.occupied.share"),
            "sums, a share of the week's requests",
            (f"{subject}.occupied.request_ids", f"{subject}.occupied.total_ids"),
        ),
        Receipt((f"{orders}.requests",), "count", (f"{orders}.request_ids",)),
        Receipt((f"{orders}.totals",), "count", (f"{orders}.total_ids",)),
        Receipt((f"{orders}.people",), "sums", (f"{orders}.request_ids", f"{orders}.total_ids")),
        Receipt((f"{orders}.minimum",), "said in each of the posts", (f"{orders}.minimum_ids",)),
        Receipt((f"{orders}.largest_ever",), "said in the post", (f"{orders}.largest_ever.request_id",)),
        Receipt((f"{offers}.base",), "count", (_REQUESTS,)),
        Receipt((f"{offers}.with_pay",), "count", (f"{offers}.with_pay_ids",)),
        Receipt((f"{offers}.rows[*].requests",), "count", (f"{offers}.rows[*].request_ids",)),
        Receipt((f"{offers}.rows[*]",), "medians and range", (f"{offers}.rows[*].request_ids",)),
        Receipt(
            tuple(f"{fees}.{name}" for name in ("lower", "upper", "open_ended", "embassy_usd")),
            "the model times what states people",
            (f"{fees}.request_ids", f"{fees}.total_ids"),
            derived_from=(f"{fees}.model",),
        ),
        Receipt(
            tuple(f"{fees}.{name}" for name in ("pay_low", "pay_high", "pay_requests")),
            "medians of pay a month in RUB, or the model's own",
            derived_from=(f"{offers}.rows", f"{fees}.model"),
        ),
    )


def _quality() -> tuple[Receipt, ...]:
    box, audit = "$.quality", "$.quality.audit"
    return (
        Receipt((f"{box}.posts",), "posts less service messages", (f"{_POSTS}.posts", f"{_POSTS}.service")),
        *(
            Receipt((f"{box}.{name}",), "count", (f"{_POSTS}.{of}",))
            for name, of in (
                ("service", "service"),
                ("picture_only", "picture_only"),
                ("unparsed", "unparsed"),
                ("other_language", "other_language"),
                ("request_posts", "requests"),
                ("low_confidence.count", "low_confidence"),
                ("low_confidence.base", "requests"),
            )
        ),
        Receipt(
            (f"{box}.low_confidence.share",),
            "quotient",
            derived_from=(f"{box}.low_confidence.count", f"{box}.low_confidence.base"),
        ),
        *(Receipt((f"{part}.count",), "count", (f"{part}.request_ids",)) for part in _PARTS),
        *(Receipt((f"{part}.base",), "count", (_REQUESTS,)) for part in _PARTS),
        *(
            Receipt((f"{part}.share",), "quotient", derived_from=(f"{part}.count", f"{part}.base"))
            for part in (*_PARTS, f"{box}.reviewed_people")
        ),
        Receipt((f"{box}.reviewed_people.count",), "sum", (f"{box}.reviewed_people.request_ids",)),
        Receipt((f"{box}.reviewed_people.base",), "same", derived_from=("$.headline.people.upper",)),
        Receipt(
            (f"{box}.repeats_removed",),
            "difference",
            derived_from=("$.headline.postings", "$.headline.requests"),
        ),
        Receipt((f"{box}.in_total",), "count", (f"{box}.in_total_ids",)),
        Receipt((f"{box}.unlisted_postings",), "count", (f"{box}.unlisted_ids",)),
        Receipt((f"{audit}.strata[*].posts",), "count", (f"{audit}.strata[*].post_ids",)),
        Receipt((f"{audit}.strata[*].read",), "count", (f"{audit}.strata[*].read_ids",)),
        Receipt((f"{audit}.read",), "sum", derived_from=(f"{audit}.strata",)),
        Receipt(
            tuple(
                f"{audit}.{name}"
                for name in ("precision", "recall", "requests", "people_lower", "people_upper")
            ),
            "estimates from the posts read, with intervals",
            derived_from=(f"{audit}.strata", "$.headline"),
        ),
        Receipt((f"{audit}.agreement.posts",), "count", (f"{audit}.agreement.post_ids",)),
        Receipt(
            (f"{audit}.agreement.decision", f"{audit}.agreement.entries"),
            "Krippendorff's alpha",
            (f"{audit}.agreement.post_ids",),
        ),
        Receipt(("$.as_of.runs.runs",), "count", ("$.as_of.runs.run_ids",)),
        Receipt(("$.as_of.runs.failed",), "count", ("$.as_of.runs.failed_ids",)),
        Receipt(("$.as_of.runs.interrupted",), "count", ("$.as_of.runs.interrupted_ids",)),
        Receipt(("$.as_of.runs.longest_pause",), "hours between them", ("$.as_of.runs.run_ids",)),
        Receipt(("$.as_of.posts_edited",), "count", (f"{_POSTS}.edited",)),
        Receipt(("$.as_of.posts_missing",), "count", (f"{_POSTS}.missing",)),
        Receipt(("$.as_of.last_week_edited",), "count", ("$.as_of.last_week_edited_ids",)),
        Receipt(("$.as_of.last_week_missing",), "count", ("$.as_of.last_week_missing_ids",)),
    )


RECEIPTS = (*_headline(), *_weeks(), *_requests(), *_quality())
"""Every figure is in one at least; a test holds that."""

NO_FIGURES = (
    "$.revision", "$.window_days", "$.similarity", "$.comparison.channel_ids", "$.subject.orders.threshold",
    "$.subject.fees.model", "$.coverage.channels[*].channel_id", "$.as_of.runs.run_ids",
    "$.as_of.runs.failed_ids", "$.as_of.runs.interrupted_ids", "$.as_of.runs.last_failed.run_id",
)  # fmt: skip
"""Numbers that count nothing: settings, thresholds, the number of the writing, ids."""
