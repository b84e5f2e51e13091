"""Files of secrets beside the archive: owner-only, whole or not there, never left out of a rename."""

from __future__ import annotations

import os
from pathlib import Path


def write_new(path: Path, content: str) -> None:
    """Write a file of mode 0600 whatever the umask; it is whole and on the disk before it has its name.

    Raises:
        FileExistsError: there is one; it stays as it is.
    """
    if path.exists():
        raise FileExistsError(path)
    unfinished = path.with_name(path.name + ".new")
    unfinished.unlink(missing_ok=True)
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        os.fchmod(file.fileno(), 0o600)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
