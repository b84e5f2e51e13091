"""How much room the archive has left."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

LEAST = 1 << 30
"""Under a gibibyte is low, and under the archive's own size, which a redaction needs once more."""


@dataclass(frozen=True, slots=True)
class Space:
    """Bytes free where the archive lies, and the archive's own size."""

    folder: Path
    free: int
    archive: int

    @property
    def is_low(self) -> bool:
        """True if it is time to make room."""
        return self.free < max(LEAST, self.archive)

    @property
    def warning(self) -> str:
        """What a person is told then."""
        return (
            f"Little room on the disk of {self.folder}: {self.free / 1e9:.1f} GB free, the archive has "
            f"{self.archive / 1e9:.1f} GB. Collecting stops when it is full; a redaction needs as much again."
        )


def free_space(archive: Path) -> Space:
    """The room on the archive's disk."""
    return Space(archive.parent, shutil.disk_usage(archive.parent).free, archive.stat().st_size)
