"""``kill -9`` in the middle of an import: what was saved is whole, and importing again makes it complete."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from storage import Archive

IMPORT = """
import sys
from pathlib import Path
from collector.importing import import_paths
from storage import Writer
with Writer.writing(Path(sys.argv[1])) as writer:
    print("begun", flush=True)
    import_paths(writer, [Path(p) for p in sys.argv[2:]], program="p", senders="pseudonym", timezone=None,
        progress=lambda what, done, of: print(what, done, of, flush=True))
"""
ROOT = Path(__file__).parents[2]
KILLS = 10


def start(archive: Path, *paths: Path) -> subprocess.Popen[str]:
    """An import in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", IMPORT, str(archive), *map(str, paths)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )


@pytest.fixture
def paths(exports: Any, tmp_path: Path) -> list[Path]:
    """Two exports of a channel, the newer with edits and a post less."""
    first = [exports.message(n, f"Нужны {n} швей") for n in range(1, 1501)]
    second = [
        exports.message(n, f"Нужны {n} швей" + ", срочно" * (n % 7 == 0), edited=exports.moment(1600))
        for n in range(1, 1501)
        if n != 50
    ]
    return [
        exports.write(tmp_path / name, exports.chat(chat)) for name, chat in (("a", first), ("b", second))
    ]


def test_kill_9_at_any_moment_loses_nothing(
    paths: list[Path], bring_into: Any, content: Any, tmp_path: Path
) -> None:
    """Ten kills at random moments, one after the other; then one goes through: all as if undisturbed."""
    undisturbed = tmp_path / "undisturbed.db"
    bring_into(undisturbed, *paths)
    archive = tmp_path / "archive.db"
    archive.with_name("archive.db.key").write_bytes(undisturbed.with_name("undisturbed.db.key").read_bytes())
    rng = random.Random(5)
    saved = 0
    for _ in range(KILLS):
        process = start(archive, *paths)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(rng.uniform(0, 0.5))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        with Archive.open(archive) as opened:
            assert opened.verify().damage == ()
            posts = sum(1 for _ in opened.export("posts"))
        assert posts >= saved
        saved = posts
    process = start(archive, *paths)
    process.communicate()
    assert process.returncode == 0
    assert content(archive) == content(undisturbed)
    with Archive.open(archive) as opened:
        outcomes = [row[0] for row in opened._db.conn.execute("SELECT outcome FROM runs ORDER BY id")]
    assert outcomes[-1] == "ok"
    assert set(outcomes[:-1]) <= {"interrupted", "ok"}
