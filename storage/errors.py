"""What can go wrong with an archive, each as one sentence that says what to do.

::

    ArchiveError
    ├── NoArchive            no file there, or not one that headcount made
    ├── ArchiveBusy          another process is writing (exit 3)
    ├── ArchiveTooNew        written by a newer headcount
    ├── ArchiveUnwritable    full disk, read-only folder; what was saved before is safe
    ├── ArchiveDamaged       the file is not whole (exit 4 of verify)
    ├── NotScrubbed          removed, but old bytes may still be in the file
    └── PseudonymKeyError    key file missing, foreign or unreadable
"""

from __future__ import annotations

from pathlib import Path


class ArchiveError(Exception):
    """Something about the archive that a person has to mend; ``str()`` is the message."""

    def __init__(self, path: Path, message: str) -> None:
        super().__init__(message)
        self.path = path


class NoArchive(ArchiveError):  # noqa: N818 - reads as the sentence it is
    """There is no archive at the path."""

    def __init__(self, path: Path, why: str = "there is no such file") -> None:
        super().__init__(path, f"{path}: {why}. `headcount init` makes an empty archive.")


class ArchiveBusy(ArchiveError):  # noqa: N818
    """Another process holds the writer's lock."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path, f"{path}: another headcount process is writing to this archive. Try again when it is done."
        )


class ArchiveTooNew(ArchiveError):  # noqa: N818
    """The archive has migrations that this program does not know."""

    def __init__(self, path: Path, unknown: str) -> None:
        super().__init__(
            path,
            f"{path}: written by a newer headcount (schema step {unknown}). Install that version or later.",
        )


class ArchiveUnwritable(ArchiveError):  # noqa: N818
    """SQLite could not read or write the file; what was saved before is safe."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(path, f"{path}: {why}. Everything saved before this is kept.")


class ArchiveDamaged(ArchiveError):  # noqa: N818
    """The file is not whole, or no archive at all."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(path, f"{path}: {why}.")


class NotScrubbed(ArchiveError):  # noqa: N818
    """What was removed is gone from every table, but its bytes may still be in the file."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            path,
            f"{path}: removed, but {why}, so that old bytes may still be in its files. "
            "Mend that and give the same command again.",
        )


class PseudonymKeyError(ArchiveError):
    """The key that pseudonyms are made with is not the archive's."""
