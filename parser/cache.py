"""Where a built pipeline is kept, so that a start takes a second and not ten."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from parser.version import __version__

if TYPE_CHECKING:
    from spacy.language import Language

_LIBRARIES = ("spacy", "pymorphy3", "pymorphy3-dicts-ru", "pymorphy3-dicts-uk")


_NEWEST = 4


def folder() -> Path:
    """``$XDG_CACHE_HOME/headcount`` or ``~/.cache/headcount``."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "headcount"


def key(lexicon_hash: str) -> str:
    """Names one pipeline: lexicon, parser's version and code, versions of the libraries it rests on."""
    digest = hashlib.sha256(f"{lexicon_hash} {__version__}".encode())
    for library in _LIBRARIES:
        digest.update(f" {library} {version(library)}".encode())
    for source in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:32]


def find(name: str) -> Path | None:
    """The folder of a kept pipeline, if it is there, complete and this user's own."""
    path = folder() / name
    mark = path / "config.cfg"
    if not mark.is_file() or path.stat().st_uid != os.getuid():
        return None
    with suppress(OSError):
        mark.touch()  # what is in use is not forgotten
    return path


def keep(nlp: Language, name: str) -> bool:
    """Write a pipeline under its name in one step; False where the folder cannot be written."""
    target = folder()
    try:
        target.mkdir(mode=0o700, parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(prefix=f".{name}.", dir=target))
    except OSError:
        return False
    try:
        nlp.to_disk(temporary)
        temporary.rename(target / name)
    except OSError:
        # full disk, or another process was first: what is there is as good
        shutil.rmtree(temporary, ignore_errors=True)
        return False
    _forget(target)
    return True


def _forget(target: Path) -> None:
    """Drop all but the pipelines used last, so that lexicons and versions long gone take no space."""
    kept = sorted(target.glob("[0-9a-f]*/config.cfg"), key=lambda path: path.stat().st_mtime)
    for old in kept[:-_NEWEST]:
        shutil.rmtree(old.parent, ignore_errors=True)
