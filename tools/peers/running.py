"""Runs a command to its end, with its time and the greatest memory it took."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

LAUNCH = Path(__file__).resolve().parent / "drivers" / "launch.py"


@dataclass(frozen=True, slots=True)
class Run:
    """How it ended: exit code, seconds from start to end and of CPU, MB at most, the last line it said."""

    code: int
    seconds: float
    cpu: float
    memory: float
    said: str

    @property
    def ended(self) -> str:
        """For a table."""
        return "ended well" if self.code == 0 else f"exit {self.code}: {self.said}"

    @property
    def took(self) -> str:
        """Seconds from start to end, and of CPU, for a table."""
        return f"{self.seconds:.1f} ({self.cpu:.1f})"


def run(command: Sequence[str | Path], *, cwd: Path, more: Mapping[str, str] | None = None) -> Run:
    """Run a command with a home folder of its own, which ``cwd`` is too."""
    own = ("TG_", "TELEGRAM_", "XDG_", "HEADCOUNT_")
    clean = {key: value for key, value in os.environ.items() if not key.startswith(own)}
    clean |= {"HOME": str(cwd), "PYTHONIOENCODING": "utf-8", **(more or {})}
    with tempfile.TemporaryDirectory() as folder:
        told, result = Path(folder) / "told", Path(folder) / "result"
        launched = [sys.executable, "-I", "-S", LAUNCH, result, *command]
        with told.open("wb") as file:
            subprocess.run(  # noqa: S603 - the peers' own commands
                [str(part) for part in launched],
                cwd=cwd,
                env=clean,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=file,
                check=True,
            )
        lines = told.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        made = json.loads(result.read_text(encoding="utf-8"))
    return Run(**made, said=lines[-1].strip()[:160] if lines else "")
