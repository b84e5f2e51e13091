"""The list of all weeks in the output folder, one page a language."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reports.errors import WrittenReportError
from reports.files import write_whole
from reports.plain import Published, read_published
from reports.render import render_index


def write_indexes(out: Path, *, languages: Sequence[str]) -> None:
    """Write ``index.{en,ru}.html``; one that would be the same is left alone."""
    weeks = _weeks(out)
    for code in languages:
        text = render_index(
            [week for week in weeks if (out / week.week / f"report.{code}.html").exists()], code
        )
        path = out / f"index.{code}.html"
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            write_whole(path, text)


def _weeks(out: Path) -> list[Published]:
    found = []
    for path in sorted(out.glob("[0-9][0-9][0-9][0-9]-W[0-9][0-9]/report.json"), reverse=True):
        try:
            published = read_published(path)
        except WrittenReportError:
            continue
        if published is not None:
            found.append(published)
    return found
