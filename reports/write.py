"""Reports on disk: whole files or none, and nothing that was published is ever lost.

A week's folder holds ``report.json`` always (it is the record that later reports compare with), and the
formats asked for. Figures that changed are written over, the earlier files kept in ``revisions/N``; equal
figures write nothing.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from reports.annex import NAME as ANNEX
from reports.annex import annex
from reports.collecting import uncollected
from reports.figures import Figure, LastWeek, Moved, WeeklyFigures
from reports.files import write_whole
from reports.language import LANGUAGES
from reports.plain import RECORD, Published, digest, read_published, tally_of
from reports.render import LANGUAGE_FORMATS, render, render_json, render_pdf
from reports.site.listing import read_listing, save_listing, with_figures
from reports.site.navigation import link_kept, link_week
from reports.site.pages import write_pages

REVISIONS = "revisions"


@dataclass(frozen=True, slots=True)
class Written:
    """What was written; ``paths`` are the report's files, whether or not they were there already."""

    paths: tuple[Path, ...]
    revision: int | None
    """The number under which the earlier report was kept in ``revisions``; None if there was none to keep."""
    changed: bool
    """False if the figures were the same as those on disk, and nothing was written."""


@uncollected()
def write_report(
    figures: WeeklyFigures, out: Path, *, formats: Sequence[str], languages: Sequence[str]
) -> Written:
    """Write a week's report into ``out/2026-W47`` and the lists of all weeks into ``out``.

    ``formats`` are of html, md, json, xlsx, pdf; ``languages`` of en, ru. Raises WrittenReportError where a
    report.json that is there cannot be read, NoPdfError where PDF cannot be made, OSError where the disk
    cannot take the files: then the earlier report is whole.
    """
    folder = out / figures.week.name
    names = [
        RECORD,
        *(f"report.{code}.{fmt}" for fmt in LANGUAGE_FORMATS if fmt in formats for code in languages),
        *((ANNEX,) if "xlsx" in formats else ()),
    ]
    before = read_published(folder / RECORD)
    same = before is not None and before.digest == digest(figures)
    missing = [name for name in names if not same or not (folder / name).exists()]
    kept = None
    number = 1 if before is None else before.revision if same else before.revision + 1
    if missing:
        figures = replace(figures, last_week=_last_week(figures, out))
        # rendered before anything is touched: what cannot be rendered changes nothing
        texts = _render(figures, missing, folder, languages=tuple(languages), revision=number, fresh=not same)
        folder.mkdir(parents=True, exist_ok=True)
        if before is not None and not same:
            kept = before.revision
            _keep(folder, kept)
        for name, text in texts.items():
            write_whole(folder / name, text)
        if kept is not None:
            _drop_others(folder, names)
    _renew_site(figures, out, folder, languages=languages, revision=number)
    return Written(tuple(folder / name for name in names), kept, bool(missing))


def _renew_site(
    figures: WeeklyFigures, out: Path, folder: Path, *, languages: Sequence[str], revision: int
) -> None:
    """Renew what other pages say of this week: lists, feeds, and the links between weeks."""
    listing = read_listing(out)
    known = next((one for one in listing.weeks if one.week == figures.week.name), None)
    if known is None or known.revision != revision or not known.facts:
        size = (folder / RECORD).stat().st_size
        listing = with_figures(listing, figures, size=size, revision=revision)
    save_listing(out, listing)
    link_week(out, figures.week.name)
    write_pages(out, listing, languages=languages)


def _render(
    figures: WeeklyFigures,
    names: Sequence[str],
    folder: Path,
    *,
    languages: tuple[str, ...],
    revision: int,
    fresh: bool,
) -> dict[str, str | bytes]:
    """Render files by name, the record last: until it is in place, the earlier report counts."""
    texts: dict[str, str | bytes] = {}
    for name in names:
        if name == ANNEX:
            texts[name] = annex(figures, revision=revision)
        elif name != RECORD:
            _, code, fmt = name.split(".")
            beside = tuple(
                other
                for other in LANGUAGES
                if other in languages or (not fresh and (folder / f"report.{other}.{fmt}").exists())
            )
            make = render_pdf if fmt == "pdf" else partial(render, fmt=fmt)
            texts[name] = make(figures, code=code, revision=revision, languages=beside)
    if RECORD in names:
        texts[RECORD] = render_json(figures, revision=revision)
    return texts


def _drop_others(folder: Path, names: Sequence[str]) -> None:
    """Remove files of the earlier report that were not written anew: they would contradict this one."""
    for file in (*folder.glob("report.*"), folder / ANNEX):
        if file.name not in names and file.exists():
            file.unlink()


def _keep(folder: Path, number: int) -> None:
    """Copy the report that is there into ``revisions/N``, whole or not at all; only links differ."""
    kept = folder / REVISIONS / str(number)
    if kept.exists():
        # an earlier writing stopped after keeping it
        return
    kept.parent.mkdir(exist_ok=True)
    temporary = Path(tempfile.mkdtemp(dir=kept.parent, prefix="."))
    try:
        for file in sorted(folder.iterdir()):
            if file.is_file() and not file.name.startswith("."):
                shutil.copy2(file, temporary / file.name)
        link_kept(temporary)
        temporary.chmod(0o755)
        temporary.rename(kept)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise


def _last_week(figures: WeeklyFigures, out: Path) -> LastWeek | None:
    """Compare last week's figures with those first published, if its report is beside this one."""
    point = figures.history[-2]
    published = _first_published(out / point.week)
    if published is None or point.tally is None:
        return None
    people = point.tally.people
    now: dict[Figure, int] = {
        "requests": point.tally.requests,
        "people_lower": people.lower,
        "people_upper": people.upper,
        "open_ended": people.open_ended,
        "postings": point.tally.postings,
        "reached": point.reached,
    }
    moved = tuple(
        Moved(figure, value, now[figure])
        for figure, value in tally_of(published).items()
        if now[figure] != value
    )
    return LastWeek(point.week, published.written, moved, published.request_ids, published.total_ids)


def _first_published(folder: Path) -> Published | None:
    return read_published(folder / REVISIONS / "1" / RECORD) or read_published(folder / RECORD)
