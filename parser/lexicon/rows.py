"""The lexicon's CSV files: where they are, how they are read, what is wrong with them in one sentence."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parent / "data"
LANGUAGES = ("ru", "uk", "en")

#: Required columns of each file; the rest are optional and read as empty.
COLUMNS = {
    "roles.csv": ("title", "lang", "kind", "role", "role_ru", "isco08"),
    "subjects.csv": ("iso", "country", "name_en", "name_ru"),
    "regions.csv": ("form", "lang", "iso", "kind"),
    "countries.csv": ("form", "lang", "iso", "kind"),
    "places.csv": ("name", "lang", "iso", "kind", "population"),
    "isco08.csv": ("code",),
    "contexts.csv": ("word", "class", "inflect"),
    "triggers.csv": ("phrase", "verdict", "weight", "inflect"),
    "numbers.csv": ("word", "value", "kind", "inflect"),
    "languages.csv": ("word", "lang"),
    "relative.csv": ("word",),
    "units.csv": ("stem", "kind", "value"),
    "abbreviations.csv": ("stem", "short"),
}


class LexiconError(Exception):
    """A lexicon file that cannot be used; says which file, which line and why."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        """Keep the place for those who show it."""
        super().__init__(path, line, message)
        self.path, self.line, self.message = path, line, message

    def __str__(self) -> str:
        """One sentence for people."""
        return f"{self.path}, line {self.line}: {self.message}"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a lexicon file."""

    path: Path
    line: int
    values: dict[str, str]

    def __getitem__(self, column: str) -> str:
        """The stripped value of a column; empty if the file has no such column."""
        return self.values.get(column, "")


def read_rows(path: Path, required: Sequence[str]) -> list[Row]:
    """Read a CSV file in UTF-8 with a header.

    Raises:
        LexiconError: the file is missing, is no UTF-8, lacks a column, or a line has too many fields.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise LexiconError(path, 0, f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise LexiconError(path, 0, "is not UTF-8") from error
    return list(_parse(path, text, required))


def _parse(path: Path, text: str, required: Sequence[str]) -> Iterator[Row]:
    reader = csv.reader(text.splitlines(), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        missing = [name for name in required if name not in header]
        if missing:
            raise LexiconError(path, 1, f"lacks the column {missing[0]!r}")
        for fields in reader:
            if not any(field.strip() for field in fields):
                continue
            if len(fields) > len(header):
                raise LexiconError(
                    path, reader.line_num, f"has {len(fields)} fields, the header {len(header)}"
                )
            values = dict(zip(header, (field.strip() for field in fields), strict=False))
            yield Row(path, reader.line_num, values)
    except csv.Error as error:
        raise LexiconError(path, reader.line_num, f"is no CSV: {error}") from error


def data_files(extra: Sequence[Path] = ()) -> list[Path]:
    """All files in use, bundled ones first, in a fixed order."""
    return [*sorted(DATA.rglob("*.csv")), *extra]


def lexicon_hash(extra: Sequence[Path] = ()) -> str:
    """``sha256:...`` over names and bytes of all files in use; bundled ones by their place in the package."""
    digest = hashlib.sha256()
    for path in data_files(extra):
        name = path.relative_to(DATA).as_posix() if path.is_relative_to(DATA) else f"extra/{path.name}"
        try:
            content = path.read_bytes()
        except OSError as error:
            raise LexiconError(path, 0, f"cannot be read: {error.strerror}") from error
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return f"sha256:{digest.hexdigest()}"


def bundled(name: str) -> list[Row]:
    """Rows of a bundled file, or of the files of that name in every language's folder with ``lang`` set."""
    if (DATA / name).exists():
        return read_rows(DATA / name, COLUMNS[name])
    rows: list[Row] = []
    for lang in LANGUAGES:
        found = read_rows(DATA / lang / name, COLUMNS[name])
        rows += [Row(row.path, row.line, {**row.values, "lang": lang}) for row in found]
    return rows


def places() -> list[Row]:
    """Rows of all ``places*.csv``."""
    return [
        row for path in sorted(DATA.glob("places*.csv")) for row in read_rows(path, COLUMNS["places.csv"])
    ]


def role_rows(extra: Sequence[Path] = ()) -> list[Row]:
    """Role rows with those of ``extra`` over the bundled ones of the same title and language.

    An extra file needs ``title``, ``role`` and ``isco08``; absent ``lang`` is ``ru``, ``kind`` ``title``.
    """
    chosen = {(row["title"].lower(), row["lang"]): row for row in bundled("roles.csv")}
    for path in extra:
        for row in read_rows(path, ("title", "role", "isco08")):
            values = {**row.values, "lang": row["lang"] or "ru", "kind": row["kind"] or "title"}
            for column in ("title", "role"):
                if not values[column]:
                    raise LexiconError(path, row.line, f"has no {column}")
            if values["isco08"] and not (len(values["isco08"]) == 4 and values["isco08"].isdigit()):
                raise LexiconError(path, row.line, f"isco08 {values['isco08']!r} is not four digits")
            if values["lang"] not in LANGUAGES:
                raise LexiconError(
                    path, row.line, f"lang {values['lang']!r} is none of {', '.join(LANGUAGES)}"
                )
            chosen[(values["title"].lower(), values["lang"])] = Row(path, row.line, values)
    return list(chosen.values())
