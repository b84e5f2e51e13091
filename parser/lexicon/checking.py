"""What is wrong with the word lists, for ``headcount lexicon check``."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from parser.classes import LETTERS
from parser.lexicon import rows
from parser.lexicon.building import norm_tokens
from parser.lexicon.rows import LexiconError, Row

_KINDS = ("title", "activity", "generic")
_NUMBER_KINDS = ("cardinal", "collective", "couple", "scale", "half", "fraction", "nth", "short")


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault of one cell: an ``error`` makes a row useless or wrong, a ``warning`` is worth a look."""

    file: str
    line: int
    column: str
    value: str
    message: str
    severity: Literal["error", "warning"]


def check(extra: Sequence[Path] = ()) -> list[Problem]:
    """Unknown codes, duplicates, ambiguous forms without a cue, rows that match nothing; in file order."""
    problems: list[Problem] = []
    try:
        problems += _roles(rows.bundled("roles.csv"))
        for path in extra:
            problems += _roles(_extra(path))
        problems += _geography()
        problems += _contexts()
    except LexiconError as error:
        problems.append(Problem(str(error.path), error.line, "", "", error.message, "error"))
    return sorted(problems, key=lambda problem: (problem.file, problem.line))


def _extra(path: Path) -> list[Row]:
    found = rows.read_rows(path, ("title", "role", "isco08"))
    return [
        Row(r.path, r.line, {**r.values, "lang": r["lang"] or "ru", "kind": r["kind"] or "title"})
        for r in found
    ]


def _roles(found: Iterable[Row]) -> Iterator[Problem]:
    codes = {row["code"] for row in rows.bundled("isco08.csv")}
    seen: dict[tuple[str, str], int] = {}
    for row in found:
        if row["isco08"] and row["isco08"] not in codes:
            yield _problem(row, "isco08", "is no ISCO-08 unit group")
        if row["lang"] not in rows.LANGUAGES:
            yield _problem(row, "lang", f"is none of {', '.join(rows.LANGUAGES)}")
        if row["kind"] not in _KINDS:
            yield _problem(row, "kind", f"is none of {', '.join(_KINDS)}")
        if not row["role"]:
            yield _problem(row, "role", "is empty")
        yield from _repeated(row, "title", (row["title"].lower(), row["lang"]), seen)
        yield from _dead(row, "title")


def _geography() -> Iterator[Problem]:
    subjects = {row["iso"] for row in rows.bundled("subjects.csv")} | {"RU"}
    countries = {row["iso"] for row in rows.bundled("countries.csv")}
    for row in rows.bundled("countries.csv"):
        if not (len(row["iso"]) == 2 and row["iso"].isupper()):
            yield _problem(row, "iso", "is no ISO 3166-1 code of two letters")
        yield from _dead(row, "form")
    homonyms: dict[tuple[str, str], list[Row]] = {}
    for row, column in [
        *((r, "form") for r in rows.bundled("regions.csv")),
        *((r, "name") for r in rows.places()),
    ]:
        if row["iso"] not in subjects and row["iso"] not in countries:
            yield _problem(row, "iso", "is in neither subjects.csv nor countries.csv")
        yield from _dead(row, column)
        if column == "form":
            homonyms.setdefault((row["form"].lower(), row["lang"]), []).append(row)
    for same in homonyms.values():
        if len({row["iso"] for row in same}) > 1:
            # one may be what is meant where no cue is near; a note says that all are meant
            unsettled = [row for row in same if not row["cue"] and not row["note"]]
            for row in unsettled[1:]:
                yield _problem(row, "form", "means several regions and has neither cue nor note", "warning")


def _contexts() -> Iterator[Problem]:
    for name, column, kind, known in (
        ("contexts.csv", "word", "class", tuple(LETTERS)),
        ("numbers.csv", "word", "kind", _NUMBER_KINDS),
    ):
        seen: dict[tuple[str, str], int] = {}
        for row in rows.bundled(name):
            if row[kind] not in known:
                yield _problem(row, kind, "is no class that the parser knows")
            yield from _repeated(row, column, (row[column].lower(), row["lang"]), seen)
            yield from _dead(row, column)
    triggers: dict[tuple[str, str], int] = {}
    for row in rows.bundled("triggers.csv"):
        try:
            float(row["weight"])
        except ValueError:
            yield _problem(row, "weight", "is no number")
        yield from _repeated(row, "phrase", (row["phrase"].lower(), row["lang"]), triggers)
        yield from _dead(row, "phrase")


def _repeated(
    row: Row, column: str, key: tuple[str, str], seen: dict[tuple[str, str], int]
) -> Iterator[Problem]:
    if key in seen:
        yield _problem(row, column, f"repeats line {seen[key]}", "warning")
    seen.setdefault(key, row.line)


def _dead(row: Row, column: str) -> Iterator[Problem]:
    """A row without a letter, figure or pictogram matches nothing."""
    if not any(
        token[:1].isalnum() or unicodedata.category(token[0]) == "So"
        for token in norm_tokens(row[column].lower())
    ):
        yield _problem(row, column, "has nothing that could match")


def _problem(row: Row, column: str, message: str, severity: Literal["error", "warning"] = "error") -> Problem:
    path = row.path.relative_to(rows.DATA).as_posix() if row.path.is_relative_to(rows.DATA) else str(row.path)
    return Problem(path, row.line, column, row[column], message, severity)
