"""What the manual's snippets find on the way: a t.me on this machine, an example archive, exports."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.request import urlopen

import pytest
from browsing import export_of
from loopback_tme import LoopbackTme, World

TEXTS = ("Требуются швеи, {} чел., г. Тверь", "Нужны {} грузчиков на склад, Ржев", "Доброе утро, коллеги {}")
POSTS = 60


@pytest.fixture(scope="session")
def tme() -> Iterator[LoopbackTme]:
    """A t.me with one channel: a post a day up to today, two of three of which ask for people."""
    world = World()
    channel = world.add_channel("example_jobs", title="Example jobs")
    now = datetime.now(UTC)
    for number in range(1, POSTS + 1):
        text = TEXTS[number % len(TEXTS)].format(number + 1)
        channel.post(text, date=now - timedelta(days=POSTS - number, hours=1))
    with LoopbackTme(world) as served:
        yield served


@pytest.fixture(scope="session")
def environment(home: Path, tme: LoopbackTme, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a new user, and where tests put what pages begin with."""
    demo, exports = tmp_path_factory.mktemp("demo"), tmp_path_factory.mktemp("exports")
    bin_folder = Path(sys.executable).parent
    found = {
        "PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(home),
        "XDG_CACHE_HOME": os.environ["XDG_CACHE_HOME"],
        "LANG": "C.UTF-8",
        "TME": tme.base_url,
        "DEMO": str(demo),
        "EXPORTS": str(exports),
    }
    subprocess.run(["headcount", "demo", "-q", str(demo)], env=found, check=True)
    _fill(exports, tme.base_url)
    return found


def _fill(exports: Path, url: str) -> None:
    """Exports of Telegram Desktop, new ones and one of before June 2022, and a saved page."""
    texts = [TEXTS[number % len(TEXTS)].format(number) for number in range(1, 24)]
    for name, channel in (("ChatExport_2026-11-20", 1234500001), ("more_exports/one", 1234500002)):
        (exports / name).mkdir(parents=True)
        export_of(texts, exports / name / "result.json", channel=channel, name="Example")
    old = [
        {"id": number, "type": "message", "date": f"2021-03-0{number}T12:00:00", "text": text}
        for number, text in enumerate(texts[:5], start=1)
    ]
    (exports / "old_export").mkdir()
    (exports / "old_export" / "result.json").write_text(
        json.dumps({"name": "Old", "type": "public_channel", "id": 1234500003, "messages": old}),
        encoding="utf-8",
    )
    (exports / "saved_pages").mkdir()
    with urlopen(f"{url}/s/example_jobs", timeout=60) as answer:
        (exports / "saved_pages" / "example_jobs.html").write_bytes(answer.read())
