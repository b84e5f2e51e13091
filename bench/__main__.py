"""Runs the parts named, or all."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from bench.rows import Row, table, write
from bench.timing import machine

PARTS = ("collect", "parse", "cluster", "report", "search", "verify", "large")


def main() -> None:
    """Measure, print, and keep where that is asked for."""
    options = argparse.ArgumentParser(prog="bench", description="Measure the project against yardsticks.")
    options.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)} (default: all)")
    options.add_argument("--write", action="store_true", help="keep the tables in docs/performance.md")
    options.add_argument("--scale", type=float, default=1.0, help="do this much of the full measurement")
    given = options.parse_args()
    unknown = [part for part in given.parts if part not in PARTS]
    if unknown:
        options.error(f"no part {unknown[0]}: there are {', '.join(PARTS)}")
    for part in given.parts or PARTS:
        module = importlib.import_module(f"bench.{part}")
        measure: Callable[[float], Iterator[Row]] = module.measure
        title = str(module.__doc__).splitlines()[0]
        print(f"{part}: {title}", flush=True)
        rows = []
        for row in measure(given.scale):
            print(f"{row.what}: {row.ours}", file=sys.stderr, flush=True)
            rows.append(row)
        text = table(rows)
        print(text, flush=True)
        if given.write:
            made = f"{datetime.now(UTC):%Y-%m-%d}, {machine()}"
            scale = "" if given.scale == 1 else f", at {given.scale:g} of the full size"
            write(part, f"{title} Measured {made}{scale}.\n\n{text}")


main()
