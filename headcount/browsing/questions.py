"""Titles, explanations and saved questions: what stands on the pages in plain words."""

from __future__ import annotations

from textwrap import dedent
from typing import Any

from headcount.browsing.tables import NAME
from storage.looking import QUESTIONS

_ASKED = {
    "date": "When the post was made, UTC",
    "week": "ISO week of that date, in the time zone of the reports",
    "role": "Who is asked for; a total over several roles is not split",
    "headcount_min": 'People at least; empty for "up to 50" and where no number is given',
    "headcount_max": 'People at most; empty for "from 100" and where no number is given',
    "region": "Where the work is; a request over several regions is in the row several",
    "channel": "Where it was posted",
    "text": "The version of the post that was counted: its first one that asks for workers",
    "entry": "request: a role with its headcount; total: people over several roles with no split",
    "region_from": "Whether the region is from the text or the channel's default in the settings",
    "occupied": "1 if the work is in a temporarily occupied region of Ukraine",
    "origin": "Where workers are to come from; inferred ones follow from a people's name alone",
    "confidence": "How sure the reading is, 0 to 1; 1 where a person said so",
    "reviewed": "1 if a person confirmed or corrected what the parser read",
    "later": "What later versions of the post did to it: raised, lowered, closed",
    "missing_since": "Since when a re-check found nothing at the post's number; empty while it is there",
}

TABLES: dict[str, dict[str, Any]] = {
    "requests": {
        "title": "Requests",
        "description": "A row for each unique request: one role with its headcount and places, however often "
        "it was posted. It counts in the week of its first posting. As counted in the weekly reports.",
        "columns": _ASKED | {
            "request": "Its first posting: channel, post and place in the post",
            "postings": "How often it was posted",
            "channels": "In how many channels",
        },
        "facets": ["role", "region", "week"],
        "sort_desc": "date",
        "label_column": "request",
    },
    "weekly": {
        "title": "Weeks",
        "description": "The figures of each week as its report has them: unique requests, people asked for "
        "as a range, postings. [b] under 90 % of the channel-hours covered, [x] unknown.",
        "columns": {
            "requests": "Unique requests whose first posting is of this week",
            "people_min": 'Sum of minima; "up to 50" adds nothing',
            "people_max": "Sum of maxima; an open-ended request adds its minimum",
            "open_ended": "Requests that ask for a number and up",
            "postings": "Appearances of requests in this week, repeats of earlier ones too",
            "covered_percent": "Part of the watched channels' hours that reads span",
        },
        "sort_desc": "week",
    },
    "posts": {
        "title": "Posts",
        "description": "Every post as it last was. The search box finds every form of each word.",
        "columns": {
            "text": "Text of its latest version",
            "edited": "When its latest version was edited, UTC",
            "versions": "How many versions are archived",
            "missing_since": "Since when a re-check found nothing at its number; empty while it is there",
            "sender": "Who wrote it, as the settings had it kept: a pseudonym, nothing, or in full",
        },
        "facets": ["channel"],
        "sort_desc": "date",
    },
    "postings": {
        "title": "Postings",
        "description": "A row for each appearance of a request: reposts make several.",
        "columns": _ASKED | {
            "posting": "Channel, post and place in the post",
            "request": "The request that it is of, by its first posting",
            "repeat": "1 if the request was posted before",
        },
        "facets": ["role", "region", "week"],
        "sort_desc": "date",
    },
    "channels": {
        "title": "Channels",
        "description": "The channels and groups of the archive.",
        "columns": {"why_not": "Why the last pass could not read it; empty if it could"},
        "label_column": "channel",
    },
    "coverage": {
        "title": "Coverage",
        "description": "Completed reads: every post of the channel between these two times was in it, as of "
        "the time of reading. Hours that no read spans are gaps.",
        "facets": ["channel", "source"],
        "sort_desc": "read_at",
    },
}  # fmt: skip

_ASKING: dict[str, tuple[str, str]] = {
    "search": (
        "Search posts, newest first",
        "Every word has to be there, in any of its forms; сварщ* is any word that begins so.",
    ),
    "largest_requests_this_month": (
        "Largest requests this month",
        "By the number of people asked for, of requests first posted since the month began.",
    ),
    "requests_in_occupied_regions": (
        "Requests in occupied regions",
        "Work in the temporarily occupied regions of Ukraine, newest first.",
    ),
    "posts_edited_after_publication": (
        "Posts edited after publication",
        "Posts of which more than one version is archived, the last edited first.",
    ),
    "postings_of_one_request": (
        "Postings of one request",
        "Where and when a request was posted; its name is in the column request, as 123/45#1.",
    ),
}


def metadata(archive: str, note: str) -> dict[str, Any]:
    """All of it as Datasette wants it; ``note`` is what should be known of this archive."""
    return {
        "title": f"headcount: {archive}",
        "extra_css_urls": ["/static-headcount/browse.css"],
        "databases": {
            NAME: {
                "title": f"Job posts in {archive}",
                "description": f"Read-only, and for this computer alone. {note}".strip(),
                "tables": TABLES,
                "queries": {
                    name: {
                        "title": title,
                        "description": described,
                        "sql": dedent(QUESTIONS[name]).strip(),
                        "hide_sql": True,
                    }
                    for name, (title, described) in _ASKING.items()
                },
            }
        },
    }
