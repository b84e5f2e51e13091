"""Pages of t.me/s, beside telegram-channel-scraper and teleglance."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from tools.peers import showcase
from tools.peers.venvs import TELEGLANCE, TGSCRAPER
from tools.scoring.page import table

ROOT = Path(__file__).resolve().parent.parent.parent
DRIVERS = Path(__file__).resolve().parent / "drivers"
ROUNDS = 50
NEAR = 0.06  # a page prints 4.1M for 4,123,456: right is what is so near
Told = dict[int, dict[str, Any]]
#: What is compared; media but previews of links, reactions by their sum, texts to the character.
FIELDS = ("date", "text", "views", "edited", "reactions", "reply_to", "forwarded_from", "media")


def measure(scale: float) -> Iterator[str]:
    """How many posts of made pages each read rightly, field by field, and pages a second of CPU."""
    with tempfile.TemporaryDirectory() as made:
        pages, truth = _pages(Path(made))
        readings = _readings(pages, rounds=max(1, int(ROUNDS * scale)))
    rows: list[tuple[str, ...]] = [
        ("posts found", *(f"{len(found)} of {len(truth)}" for found, _ in readings.values()))
    ]
    rows += [(field, *(_right(found, truth, field) for found, _ in readings.values())) for field in FIELDS]
    rows.append(("pages a second of CPU", *(f"{speed:,.0f}" for _, speed in readings.values())))
    yield table((f"{len(truth)} posts on {len(pages)} pages", *readings), rows)


def compare(folder: Path) -> str:
    """On pages of one's own, such as real ones: how often the peers say what headcount says."""
    pages = sorted(folder.glob("*.html"))
    (ours, _), *others = (readings := _readings(pages, rounds=1)).values()
    rows = [("posts found", str(len(ours)), *(str(len(found)) for found, _ in others))]
    rows += [
        (field, str(len(ours)), *(_right(found, ours, field) for found, _ in others)) for field in FIELDS
    ]
    return table((f"the same on {len(pages)} pages", *readings), rows)


def _pages(folder: Path) -> tuple[list[Path], Told]:
    """Pages as t.me makes them of a channel with one of everything, and what is on them."""
    sys.path.insert(0, str(ROOT / "tests" / "support"))
    from loopback_tme import LoopbackTme, World  # noqa: PLC0415 - on the path only now

    world = World()
    channel = showcase.fill(world)
    pages: list[Path] = []
    with LoopbackTme(world) as tme:
        before = len(channel.ids) + 1
        while before > 1:
            with urllib.request.urlopen(f"{tme.base_url}/s/{channel.username}?before={before}") as answer:  # noqa: S310 - loopback
                text = answer.read().decode("utf-8")
            pages.append(folder / f"{before:05}.html")
            pages[-1].write_text(text, encoding="utf-8")
            before = max(channel.ids[0], before - 20)
    return pages, showcase.truth(world, channel)


def _readings(pages: Sequence[Path], *, rounds: int) -> dict[str, tuple[Told, float]]:
    """What each program read, by post id, and pages a second of CPU."""
    found = {}
    for told, python, driver in (
        ("headcount", Path(sys.executable), "headcount_page.py"),
        (f"{TELEGLANCE.name} {TELEGLANCE.version}", TELEGLANCE.bin / "python", "teleglance_page.py"),
        (f"{TGSCRAPER.name} {TGSCRAPER.version}", TGSCRAPER.bin / "python", "tgscraper_page.py"),
    ):
        command: list[str | Path] = [python, DRIVERS / driver, str(rounds), *pages]
        said = subprocess.run(command, capture_output=True, check=True, encoding="utf-8", cwd=ROOT).stdout  # noqa: S603 - its own script
        made = json.loads(said)
        posts = {post["id"]: post for post in made["posts"]}
        found[told] = (posts, len(pages) * rounds / made["seconds"])
    return found


def _right(found: Told, truth: Told, field: str) -> str:
    """So many of the posts on which there is something to be said, or that say so wrongly."""
    right = sum(_same(post[field], found.get(number, {}).get(field), field) for number, post in truth.items())
    return f"{right} of {len(truth)}"


def _same(wanted: Any, given: Any, field: str) -> bool:
    if field == "date" and wanted and given:
        return datetime.fromisoformat(wanted) == datetime.fromisoformat(given)
    if field in {"views", "reactions"} and wanted and given:
        return bool(abs(wanted - given) <= NEAR * wanted)
    return bool((wanted or None) == (given or None))
