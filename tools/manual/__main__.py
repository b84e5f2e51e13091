"""``python -m tools.manual [--write]``: the reference pages, from the commands, settings, tables and shapes.

``--write`` renews them in docs/reference. Without it, those that are out of date are named, with exit code 1.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from tools.manual import commands, settings, shapes, tables

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "reference"

PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands.page,
    "settings.md": settings.page,
    "tables.md": tables.page,
    "json.md": shapes.page,
}


def main() -> None:
    """Compare, or write."""
    options = argparse.ArgumentParser(prog="manual")
    options.add_argument("--write", action="store_true", help="renew the pages in docs/reference")
    given = options.parse_args()
    stale = {name: text for name, text in made().items() if text != _there(FOLDER / name)}
    for name, text in stale.items():
        if given.write:
            FOLDER.mkdir(exist_ok=True)
            (FOLDER / name).write_text(text, encoding="utf-8")
        print(f"docs/reference/{name}: {'written' if given.write else 'is out of date'}")
    sys.exit(bool(stale) and not given.write)


def made() -> dict[str, str]:
    """Each page as it is to be, by its name."""
    return {name: page() for name, page in PAGES.items()}


def _there(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


if __name__ == "__main__":
    main()
