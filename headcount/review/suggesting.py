"""Words that reviewers marked as a role or a place and that the lexicon does not know as such.

They are offered as rows for a person to read: a word in one post says little of what else it can mean.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TextIO

from headcount.review.choices import Choices
from parser.lexicon.inflecting import readings
from parser.lexicon.rows import LANGUAGES

if TYPE_CHECKING:
    from parser.pipeline import Parser
    from parser.post import Post

Kind = Literal["roles", "places"]
COLUMNS: dict[Kind, tuple[str, ...]] = {
    "roles": ("title", "lang", "kind", "role", "role_ru", "isco08", "forms", "cue", "note"),
    "places": ("name", "lang", "iso", "kind", "population", "cue", "source"),
}
"""Columns of roles.csv and of places_extra.csv."""

Row = dict[str, str]


def suggestions(
    parser: Parser, reviewed: Iterable[Mapping[str, Any]], *, roles: Sequence[Path] = ()
) -> dict[Kind, list[Row]]:
    """Rows for what reviewers marked, each word once, from lines of ``export corrections``.

    ``roles`` are the settings' own lists.
    """
    from parser.matching import matcher_of  # noqa: PLC0415  importing spaCy takes half a second
    from parser.post import post_of  # noqa: PLC0415

    choices = Choices(roles)
    found: dict[Kind, dict[tuple[str, ...], Row]] = {"roles": {}, "places": {}}
    seen: dict[tuple[str, ...], int] = {}
    for line in reviewed:
        # the word lists alone: what later rules make of a word says nothing of whether it is known
        post = post_of(matcher_of(parser.nlp)(parser.nlp.make_doc(line["text"])))
        language = line["language"] if line["language"] in LANGUAGES else "ru"
        # what the parser reads without a title, by an activity or a noun, is no title that it lacks
        read = {(one.role, *one.role_span) for one in parser.read(line["text"]).requests}
        for request in line["requests"]:
            role = choices.role(request["role"] or "")
            span = request["role_span"]
            if role and span and (role.label, *span) not in read and not _knows_role(post, request):
                title = nominative(request["role_text"].lower(), language)
                key = (title, language, role.label)
                seen[key] = seen.get(key, 0) + 1
                note = f"seen by reviewers in {line['id']}"
                note += f" and {seen[key] - 1} more" if seen[key] > 1 else ""
                values = (
                    title,
                    language,
                    "title",
                    role.label,
                    role.label_ru,
                    role.isco08 or "",
                    "",
                    "",
                    note,
                )
                found["roles"][key] = dict(zip(COLUMNS["roles"], values, strict=True))
        for region in line["regions"]:
            if region["span"] and not _knows_place(post, region):
                name = nominative(region["text"], language, guess=False)
                row = (name, language, region["iso"], "place", "", "", "hand")
                found["places"][row] = dict(zip(COLUMNS["places"], row, strict=True))
    return {kind: [rows[key] for key in sorted(rows)] for kind, rows in found.items()}


def write(rows: Iterable[Row], columns: Sequence[str], out: TextIO) -> None:
    """Write rows as CSV, as the lexicon's own files are."""
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)


def nominative(words: str, language: str, *, guess: bool = True) -> str:
    """Words in the form that the lexicon wants, as well as a dictionary can tell: up to the first noun.

    What follows the noun (a genitive) stays. ``guess`` is for words that no dictionary has: by their endings,
    which serves for occupations and not for names.
    """
    if language == "en":
        return words
    made: list[str] = []
    rest = words.split()
    while rest:
        word = rest.pop(0)
        parses = readings(word.lower(), language)
        if not parses:
            made.append(word)
            continue
        nouns = (parse for parse in parses if "NOUN" in parse.tag)
        parse = parses[0] if parses[0].is_known else next(nouns, parses[0])
        normal = parse.normal_form if guess or parse.is_known else word
        made.append(normal.capitalize() if word[:1].isupper() else normal)
        if "NOUN" in parse.tag:
            break
    return " ".join([*made, *rest])


def _knows_role(post: Post, request: Mapping[str, Any]) -> bool:
    matches = (*post.roles, *post.activities, *post.generics)
    return any(
        match.role == request["role"] and _overlap(post, match.start, match.end, request["role_span"])
        for match in matches
    )


def _knows_place(post: Post, region: Mapping[str, Any]) -> bool:
    return any(
        any(candidate["iso"] == region["iso"] for candidate in match.candidates)
        and _overlap(post, match.start, match.end, region["span"])
        for match in post.geos
    )


def _overlap(post: Post, first: int, last: int, span: Sequence[int]) -> bool:
    start, end = post.span(first, last)
    return start < span[1] and span[0] < end
