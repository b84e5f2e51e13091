"""``headcount import``: finding what can be imported under the paths given, and bringing each file in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from itertools import groupby
from pathlib import Path
from typing import Any, Literal, cast

from collector.desktop.importing import BATCH, DesktopImport
from collector.desktop.stream import peek
from collector.desktop.survey import Survey, survey
from collector.errors import NotAnExport, SourceError
from collector.minimise import Minimiser, Senders
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
    kind: Literal["desktop", "versions"]


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
    files = list(_find(paths, result))
    surveys: dict[Path, Survey] = {}
    for done, file in enumerate(files):
        progress("looking through files", done, len(files))
        surveys[file.path] = survey(file.path)
    sources = [
        {"file": file.path.name, "size": surveys[file.path].size, "sha256": surveys[file.path].sha256}
        for file in files
    ]
    run = archive.start_run("import", program=program, sources=sources)
    outcome: Literal["ok", "failed", "interrupted"] = "interrupted"
    try:
        minimiser = Minimiser(senders, archive.pseudonyms)
        for file in files:
            if file.kind == "desktop":
                _import_desktop(
                    archive, file.path, surveys[file.path], run, minimiser, timezone, progress, result
                )
            else:
                _import_versions(archive, file.path, run, progress, result)
        outcome = "failed" if result.faults else "ok"
    finally:
        archive.finish_run(
            run, outcome=outcome, counts=result.counts(), failed=[fault.as_dict() for fault in result.faults]
        )
    return result


def _find(paths: Iterable[Path], result: ImportResult) -> Iterator[_File]:
    """The files to import, each once, in a fixed order. What a folder holds besides exports is noted, not a fault."""
    seen: set[Path] = set()
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.suffix in (".json", ".jsonl") and p.is_file())
            files = [(p, _kind(p)) for p in inside]
            result.notes += [f"{p}: no export, passed over" for p, kind in files if kind is None]
            if not any(kind for _, kind in files):
                result.faults.append(
                    Fault(str(path), "holds no export: no result.json and no lines of `export versions`")
                )
        elif path.is_file():
            files = [(path, _kind(path))]
            if files[0][1] is None:
                result.faults.append(
                    Fault(
                        str(path),
                        "is no export of Telegram Desktop (result.json) and no file of `headcount export versions`",
                    )
                )
        else:
            files = []
            result.faults.append(Fault(str(path), "there is no such file or folder"))
        for file, kind in files:
            if kind is not None and file.resolve() not in seen:
                seen.add(file.resolve())
                yield _File(file, kind)


def _kind(path: Path) -> Literal["desktop", "versions"] | None:
    try:
        start = peek(path).lstrip(b"\xef\xbb\xbf \t\r\n")
    except OSError:
        return "desktop"  # reading it will say what is wrong
    if not start.startswith(b"{"):
        return None
    try:
        first = json.loads(start.split(b"\n", 1)[0])
    except ValueError:
        first = None
    if start[:300].find(b'"channel"') == 1 and (first is None or "raw" in first):
        return "versions"
    keys = (b'"messages"', b'"chats"', b'"personal_information"', b'"about"', b'"type"')
    return "desktop" if any(key in start for key in keys) else None


def _import_desktop(
    archive: Writer,
    path: Path,
    looked: Survey,
    run: Run,
    minimiser: Minimiser,
    timezone: tzinfo | None,
    progress: Progress,
    result: ImportResult,
) -> None:
    importing = DesktopImport(archive, path, survey=looked, run=run, minimiser=minimiser, timezone=timezone)
    imported = importing.imported
    try:
        for done in importing.run():
            if done % BATCH == 0:
                progress(path.name, done, max(looked.messages, done))
        result.files += 1
    except (SourceError, OSError) as error:
        reason = str(error) if isinstance(error, SourceError) else error.strerror or str(error)
        result.faults.append(Fault(str(path), reason))
    progress(path.name, imported.messages, imported.messages)
    result.messages += imported.messages
    result.found += imported.found
    result.channels |= imported.channels
    result.faults += [Fault(str(path), fault) for fault in imported.faults]
    result.notes += [f"{path}: {note}" for note in (*imported.refused, *imported.notes)]


def _import_versions(archive: Writer, path: Path, run: Run, progress: Progress, result: ImportResult) -> None:
    batch: list[VersionLine] = []
    done = 0
    for line in read_version_lines(path):
        if isinstance(line, str):
            result.faults.append(Fault(str(path), line))
            continue
        batch.append(line)
        done += 1
        if len(batch) >= BATCH:
            _save_versions(archive, batch, run, result)
            progress(path.name, done, done)
    _save_versions(archive, batch, run, result)
    result.files += 1
    result.messages += done


def _save_versions(archive: Writer, batch: list[VersionLine], run: Run, result: ImportResult) -> None:
    def together(line: VersionLine) -> tuple[Any, ...]:
        return line.channel_id, line.title, line.kind, line.username, line.source, line.as_of

    for (channel_id, title, kind, username, source, as_of), lines in groupby(batch, key=together):
        archive.save_channel(
            channel_id,
            title=title,
            kind=cast("Literal['channel', 'group']", kind),
            run=run,
            username=username,
        )
        result.channels.add(channel_id)
        result.found += archive.save(
            channel_id, [line.answer for line in lines], source=source, as_of=as_of, run=run
        )
    batch.clear()


__all__ = ["Fault", "ImportResult", "NotAnExport", "import_paths"]
