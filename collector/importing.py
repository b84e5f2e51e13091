"""``headcount import``: finding what can be imported under the paths given, and bringing each file in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from itertools import groupby
from pathlib import Path
from typing import Any, Literal

from collector.desktop.html_import import HtmlImported, import_html
from collector.desktop.importing import BATCH, DesktopImport
from collector.desktop.survey import Survey, survey
from collector.errors import SourceError
from collector.kinds import NO_EXPORT, SUFFIXES, Kind, kind_of
from collector.minimise import Minimiser, Senders
from collector.preview.saved import SavedPage, import_page
from collector.progress import Progress
from collector.version_lines import VersionLine, read_version_lines
from storage import Found, Run, Writer


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that could not be read: the file (and place), and why."""

    what: str
    reason: str

    def as_dict(self) -> dict[str, str]:
        """The shape of ``failed`` in ``--json``."""
        return {"what": self.what, "reason": self.reason}


@dataclass
class ImportResult:
    """What an import brought in: counts, faults, and notes that are no faults."""

    files: int = 0
    messages: int = 0
    channels: set[int] = field(default_factory=set)
    found: Found = field(default_factory=Found)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """The shape of ``counts`` in ``--json``."""
        return {
            "files": self.files,
            "channels": len(self.channels),
            "messages": self.messages,
            "posts": self.found.posts,
            "versions": self.found.versions,
            "observations": self.found.observations,
        }


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    label: str
    """What the archive calls it: its place under the folder that was given, not whose home that is in."""
    kind: Kind


@dataclass
class _Import:
    """The surroundings of one import."""

    archive: Writer
    minimiser: Minimiser
    timezone: tzinfo | None
    progress: Progress
    result: ImportResult
    recorded: list[Fault] = field(default_factory=list)

    def fault(self, file: _File, reason: str) -> None:
        """Name a fault: to the person with its whole path, in the archive by its label."""
        self.result.faults.append(Fault(str(file.path), reason))
        self.recorded.append(Fault(file.label, reason))


def import_paths(
    archive: Writer,
    paths: Sequence[Path],
    *,
    program: str,
    senders: Senders,
    timezone: tzinfo | None,
    progress: Progress,
) -> ImportResult:
    """Bring in every whole message of every export under ``paths``; what is broken is named in the result."""
    result = ImportResult()
    here = _Import(archive, Minimiser(senders, archive.pseudonyms), timezone, progress, result)
    surveyed = list(_survey(_find(paths, here), here))
    run = archive.start_run(
        "import", program=program, sources=[_source(file, look) for file, look in surveyed]
    )
    outcome: Literal["ok", "failed", "interrupted"] = "interrupted"
    try:
        for file, look in surveyed:
            if file.kind == "desktop":
                _import_desktop(here, file, look, run)
            elif file.kind == "page":
                _import_pages(here, [file], run)
            elif file.kind == "versions":
                _import_versions(here, file, run)
        html = [file for file, _ in surveyed if file.kind == "html"]
        for _, pages in groupby(html, key=lambda file: file.path.parent):
            _import_pages(here, list(pages), run)  # last, since what it is of is proven by other sources
        outcome = "failed" if result.faults else "ok"
    finally:
        failed = [fault.as_dict() for fault in here.recorded]
        archive.finish_run(run, outcome=outcome, counts=result.counts(), failed=failed)
    return result


def _survey(files: Iterable[_File], here: _Import) -> Iterator[tuple[_File, Survey]]:
    for done, file in enumerate(files):
        here.progress("looking through files", done, done + 1)
        try:
            yield file, survey(file.path)
        except OSError as error:
            here.fault(file, f"cannot be read: {error.strerror or error}")


def _source(file: _File, look: Survey) -> dict[str, Any]:
    return {"file": file.label, "size": look.size, "sha256": look.sha256}


def _find(paths: Iterable[Path], here: _Import) -> Iterator[_File]:
    """The files to import, each once, in a fixed order. What a folder holds besides exports is no fault."""
    seen: set[Path] = set()
    for path in paths:
        for file in _files_under(path, here):
            if file.path.resolve() not in seen:
                seen.add(file.path.resolve())
                yield file


def _files_under(path: Path, here: _Import) -> Iterator[_File]:
    if path.is_dir():
        found = False
        for inside in sorted(p for p in path.rglob("*") if p.suffix in SUFFIXES and p.is_file()):
            kind = kind_of(inside)
            if kind is None:
                here.result.notes.append(f"{inside}: no export, passed over")
            else:
                found = True
                yield _File(inside, str(inside.relative_to(path)), kind)
        if not found:
            _refuse(path, here, f"holds no export: {NO_EXPORT}")
    elif path.is_file():
        kind = kind_of(path)
        if kind is None:
            _refuse(path, here, f"is no export: {NO_EXPORT}")
        else:
            yield _File(path, path.name, kind)
    else:
        _refuse(path, here, "there is no such file or folder")


def _refuse(path: Path, here: _Import, reason: str) -> None:
    here.fault(_File(path, path.name, "desktop"), reason)


def _import_desktop(here: _Import, file: _File, looked: Survey, run: Run) -> None:
    importing = DesktopImport(
        here.archive, file.path, survey=looked, run=run, minimiser=here.minimiser, timezone=here.timezone
    )
    imported = importing.imported
    result = here.result
    try:
        for done in importing.run():
            if done % BATCH == 0:
                here.progress(file.path.name, done, max(looked.messages, done))
        result.files += 1
        if file.path.stat().st_size != looked.size:
            imported.faults.append("changed while it was read: import it again")
    except (SourceError, OSError) as error:
        imported.faults.append(_why(error))
    here.progress(file.path.name, imported.messages, imported.messages)
    result.messages += imported.messages
    result.found += imported.found
    result.channels |= imported.channels
    for fault in imported.faults:
        here.fault(file, fault)
    result.notes += [f"{file.path}: {note}" for note in imported.notes]


def _import_pages(here: _Import, pages: list[_File], run: Run) -> None:
    """A saved page of the web preview, or the pages of an HTML export that lie in one folder."""
    result = here.result
    files = {page.path: page for page in pages}
    try:
        if pages[0].kind == "page":
            imported: SavedPage | HtmlImported = import_page(
                here.archive, pages[0].path, run=run, minimiser=here.minimiser
            )
        else:
            imported = import_html(
                here.archive, list(files), run=run, minimiser=here.minimiser, timezone=here.timezone
            )
    except (SourceError, OSError) as error:
        here.fault(pages[0], _why(error))
        return
    result.files += len(pages)
    result.messages += imported.messages
    result.found += imported.found
    result.channels.add(imported.channel_id)
    for path, fault in imported.faults:
        here.fault(files[path], fault)
    result.notes += [f"{pages[0].path}: {note}" for note in imported.notes]


def _why(error: SourceError | OSError) -> str:
    return str(error) if isinstance(error, SourceError) else f"cannot be read: {error.strerror or error}"


def _import_versions(here: _Import, file: _File, run: Run) -> None:
    batch: list[VersionLine] = []
    done = 0
    try:
        for line in read_version_lines(file.path):
            if isinstance(line, str):
                here.fault(file, line)
                continue
            batch.append(line)
            done += 1
            if len(batch) >= BATCH:
                _save_versions(here, batch, run)
                here.progress(file.path.name, done, done)
    except OSError as error:
        here.fault(file, f"cannot be read: {error.strerror or error}")
    _save_versions(here, batch, run)
    here.result.files += 1
    here.result.messages += done


def _save_versions(here: _Import, batch: list[VersionLine], run: Run) -> None:
    def together(line: VersionLine) -> tuple[Any, ...]:
        return line.channel_id, line.title, line.kind, line.username, line.source, line.as_of

    for (channel_id, title, kind, username, source, as_of), lines in groupby(batch, key=together):
        here.archive.save_channel(channel_id, title=title, kind=kind, as_of=as_of, run=run, username=username)
        here.result.channels.add(channel_id)
        here.result.found += here.archive.save(
            channel_id, [line.answer for line in lines], source=source, as_of=as_of, run=run
        )
    batch.clear()
