"""The peers, their versions, and environments of their own for them, under ``.venv-peers``."""

from __future__ import annotations

import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

from tools.scoring.page import table

HOME = Path(__file__).resolve().parent.parent.parent / ".venv-peers"


@dataclass(frozen=True, slots=True)
class Peer:
    """A package of the index with what is installed; ``over`` is put over one of its own pins."""

    name: str
    version: str
    site: str
    wants: tuple[str, ...] = ()
    over: tuple[str, ...] = ()
    extra: str = ""

    @property
    def bin(self) -> Path:
        """Where its commands are, installed if they were not."""
        folder = HOME / self.name
        done, wanted = folder / "installed.txt", repr(self)
        if not done.exists() or done.read_text(encoding="utf-8") != wanted:
            print(f"Setting up {self.name} {self.version}", file=sys.stderr, flush=True)
            venv.create(folder, clear=True, with_pip=True)
            _install(folder, f"{self.name}{self.extra}=={self.version}", *self.wants)
            if self.over:
                _install(folder, "--no-deps", *self.over)
            done.write_text(wanted, encoding="utf-8")
        return folder / "bin"


def _install(folder: Path, *what: str) -> None:
    quiet = ("--quiet", "--disable-pip-version-check", "--no-warn-conflicts")
    subprocess.run([folder / "bin" / "python", "-m", "pip", "install", *quiet, *what], check=True)  # noqa: S603 - pinned names of its own


TGSCRAPER = Peer("telegram-channel-scraper", "2.0.0", "https://github.com/specialteam/TelegramScraper")
TELEGLANCE = Peer("teleglance", "0.1.1", "https://github.com/NWGKGIT/TeleGlance")
CHAT_DUMP = Peer("tg-chat-dump", "1.2.1", "https://github.com/renkagod/tg-chat-dump")
TG_ARCHIVE = Peer(
    "tg-archive", "1.3.1", "https://github.com/knadh/tg-archive", over=("telethon==1.45.0",)
)  # its own pin, 1.39.0, cannot open the session file that the loopback server prepares
TELEMEMO = Peer("telememo", "0.3.0", "https://github.com/reorx/telememo")
TG_PARSER = Peer("tg-parser", "1.2.0", "https://github.com/mdemyanov/tg-parser", extra="[streaming]")
NATASHA = Peer(
    "natasha", "1.6.0", "https://github.com/natasha/natasha", wants=("setuptools<82",)
)  # pymorphy2 looks for pkg_resources
PEERS = (TGSCRAPER, TELEGLANCE, CHAT_DUMP, TG_ARCHIVE, TELEMEMO, TG_PARSER, NATASHA)


def versions() -> str:
    """The table of peers."""
    rows = []
    for peer in PEERS:
        also = [*peer.wants, *(f"{what} over its own pin" for what in peer.over)]
        rows.append((f"[{peer.name}{peer.extra}]({peer.site})", peer.version, ", ".join(also)))
    return table(("peer", "version", "with"), rows)
