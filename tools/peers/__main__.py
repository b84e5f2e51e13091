"""``python -m tools.peers [PART...] [--write] [--scale N] [--pages FOLDER]``: measure beside the peers.

Sets up an environment for each peer under ``.venv-peers`` at first, from the package index. ``--write`` puts
the tables into docs/peers.md; ``--pages`` has all three readers read a folder of saved t.me/s pages instead.
"""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from bench.timing import machine
from tools.marked import put
from tools.peers.preview import compare
from tools.peers.venvs import versions

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "peers.md"
PARTS = ("preview", "collect", "export", "places")


def main() -> None:
    """Measure, print, and keep where that is asked for."""
    options = argparse.ArgumentParser(prog="peers", description="Measure headcount beside its peers.")
    options.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)} (default: all)")
    options.add_argument("--write", action="store_true", help="keep the tables in docs/peers.md")
    options.add_argument("--scale", type=float, default=1.0, help="do this much of the full measurement")
    options.add_argument("--pages", type=Path, help="compare on saved pages of your own")
    given = options.parse_args()
    unknown = [part for part in given.parts if part not in PARTS]
    if unknown:
        options.error(f"no part {unknown[0]}: there are {', '.join(PARTS)}")
    if given.pages:
        print(compare(given.pages))
        return
    tables = {"versions": versions()}
    for part in given.parts or PARTS:
        measure: Callable[[float], Iterator[str]] = importlib.import_module(f"tools.peers.{part}").measure
        made = "\n\n".join(measure(given.scale))
        print(f"{part}\n{made}\n", flush=True)
        tables[part] = f"Measured {datetime.now(UTC):%Y-%m-%d}, {machine()}.\n\n{made}"
    if given.write:
        text = PAGE.read_text(encoding="utf-8")
        for name, made in tables.items():
            text = put(text, name, made)
        PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
