"""Commands of the program as processes: how long they take, and the memory of all that they start."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

_EVERY = 0.25
_PROGRAM = (sys.executable, "-c", "from headcount.cli import main; main()")


@dataclass(frozen=True, slots=True)
class Taken:
    """What a command took: seconds, and megabytes at its worst."""

    seconds: float
    memory: float


def headcount(*arguments: str | Path, folder: Path) -> Taken:
    """Run ``headcount`` in a folder, its word lists built before; raises CalledProcessError if it fails.

    Memory is the proportional set size (Linux) of the process and all that it started, added up four times a
    second: pages that processes share count once.
    """
    start = time.perf_counter()
    with subprocess.Popen(
        [*_PROGRAM, *map(str, arguments)], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        memory = _Memory(process.pid)
        memory.start()
        _, said = process.communicate()
        took = time.perf_counter() - start
        memory.ended.set()
        memory.join()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args, stderr=said.decode())
    return Taken(took, memory.most)


class _Memory(threading.Thread):
    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.ended = threading.Event()
        self.most = 0.0
        self._pid = pid

    def run(self) -> None:
        while not self.ended.wait(_EVERY):
            self.most = max(self.most, sum(map(_proportional, _tree(self._pid))))


def _tree(pid: int) -> list[int]:
    """A process and all below it."""
    found = [pid]
    for one in found:
        for listed in Path(f"/proc/{one}/task").glob("*/children"):
            found.extend(map(int, _text(listed).split()))
    return found


def _proportional(pid: int) -> float:
    lines = _text(Path(f"/proc/{pid}/smaps_rollup")).splitlines()
    return sum(int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith("Pss:"))


def _text(path: Path) -> str:
    """A file of /proc; nothing of a process that has just ended."""
    try:
        return path.read_text(encoding="ascii")
    except OSError:
        return ""
