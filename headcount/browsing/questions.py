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
    "region_code": "The same by its code, as reports have it",
    "regions": "All of its regions: ISO 3166-2, or two letters of a country",
    "channel": "Where it was posted",
    "channel_id": "The channel, with a page of its own",
    "permalink": "Address of the post on Telegram",
    "post": "The post, with a page of its own",
    "headcount_text": "The words that give the number",
    "role_text": "The words that name the role",
    "role_ru": "The role in Russian",
    "isco08": "ISCO-08 unit group of the role, four digits",
    "text": "The version of the post that was counted: its first one that asks for workers",
    "entry": "request: a role with its headcount; total: people over several roles with no split",
    "region_from": "Whether the region is from the text or the channel's default in the settings",
    "occupied": "1 if the work is in a temporarily occupied region of Ukraine",
    "origin": "Where workers are to come from; inferred ones follow from a people's name alone",
    "origins": "All of its origins, each stated or inferred",
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
            "week": "ISO week",
            "monday": "The day on which it begins",
            "requests": "Unique requests whose first posting is of this week",
            "people_min": 'Sum of minima; "up to 50" adds nothing',
            "people_max": "Sum of maxima; an open-ended request adds its minimum",
            "open_ended": "Requests that ask for a number and up",
            "postings": "Appearances of requests in this week, repeats of earlier ones too",
            "channels_reached": "Watched channels of which something of the week was read",
            "channels_watched": "Channels of the settings",
            "covered_percent": "Part of the watched channels' hours that reads span",
            "marks": "[b] under 90 % covered, [x] unknown",
        },
        "sort_desc": "week",
    },
    "posts": {
        "title": "Posts",
        "description": "Every post as it last was. The search box finds every form of each word.",
        "columns": {
            "id": "Number of its row here",
            "date": "When it was made, UTC",
            "channel": "Where it was posted",
            "channel_id": "The channel, with a page of its own",
            "post_id": "Its number in the channel",
            "permalink": "Its address on Telegram",
            "text": "Text of its latest version",
            "edited": "When its latest version was edited, UTC",
            "versions": "How many versions are archived",
            "missing_since": "Since when a re-check found nothing at its number; empty while it is there",
            "sender": "Who wrote it, as the settings had it kept: a pseudonym, nothing, or in full",
            "media": "Kind of its media; empty for text alone",
            "service": "What happened, where it is a notice of Telegram's",
            "views": "Views as last given; web pages round them",
            "forwards": "How often it was forwarded",
            "replies": "How many comments or answers it has",
            "reactions": "How many reactions it has",
            "forwarded_from": "Where it was forwarded from",
            "reply_to": "Number of the post that it answers",
            "album": "What posts of one album share",
            "source": "What last gave it: telegram, preview or export",
            "first_seen": "When this archive first saw it, UTC",
            "confidence": "How sure it is that it asks for workers; empty if it does not",
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
        "columns": {
            "channel_id": "Telegram's bare id",
            "channel": "Its username, or its title where that is not known",
            "title": "Its title",
            "kind": "channel or group",
            "posts": "How many posts are archived",
            "last_post": "When its latest post was made, UTC",
            "last_read": "When a read of it was last completed, UTC",
            "missing": "How many posts were gone when last looked for",
            "region": "Where work is when a post names no place, as the settings say",
            "watched": "1 if the settings name it",
            "why_not": "Why the last pass could not read it; empty if it could",
            "why_not_since": "Since when, UTC",
            "first_seen": "When this archive first saw it, UTC",
        },
        "label_column": "channel",
    },
    "coverage": {
        "title": "Coverage",
        "description": "Completed reads: every post of the channel between these two times was in it, as of "
        "the time of reading. Hours that no read spans are gaps.",
        "columns": {
            "id": "Number of its row here",
            "channel": "What was read",
            "channel_id": "The channel, with a page of its own",
            "from_date": "Where the span begins, UTC",
            "to_date": "Where it ends, UTC",
            "read_at": "When it was read, UTC",
            "hours": "How long the span is",
            "source": "What gave it: telegram, preview or export",
            "from_id": "First number of a post in it",
            "to_id": "Last number of a post in it",
        },
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
