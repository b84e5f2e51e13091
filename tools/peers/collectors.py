"""How each collector is set up, called and read: all by their own commands and files."""

from __future__ import annotations

import json
import sqlite3
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tools.peers.running import Run, run
from tools.peers.venvs import CHAT_DUMP, TELEMEMO, TG_ARCHIVE

NAME = "example_jobs"
KEYS = {"API_ID": "1234567", "API_HASH": "0123456789abcdef" * 2}
Posts = dict[int, dict[str, Any]]


@dataclass
class Collector(ABC):
    """A program in a folder of its own, with a session that the loopback server knows."""

    folder: Path
    channel_id: int
    told: str = ""
    session: str = "telegram.session"
    more: dict[str, str] = field(default_factory=dict)

    def prepare(self, make_session: Callable[[Path], object]) -> None:
        """Write its settings and its session."""
        path = self.folder / self.session
        path.parent.mkdir(parents=True, exist_ok=True)
        make_session(path)

    @abstractmethod
    def command(self) -> list[str | Path]:
        """What a person types for a pass."""

    @abstractmethod
    def posts(self) -> Posts:
        """What it holds now, by post id."""

    def collect(self) -> Run:
        """One pass."""
        return run(self.command(), cwd=self.folder, more=self.more)


class Headcount(Collector):
    """This project, at the pace it comes with."""

    def prepare(self, make_session: Callable[[Path], object]) -> None:
        """Its settings name one channel."""
        super().prepare(make_session)
        text = f'[[channels]]\nname = "{NAME}"\nvia = "telegram"\n'
        (self.folder / "headcount.toml").write_text(text, encoding="utf-8")
        self.more = {f"TELEGRAM_{name}": value for name, value in KEYS.items()}
        run([self._program, "init"], cwd=self.folder)

    @property
    def _program(self) -> Path:
        return Path(sys.executable).parent / "headcount"

    def command(self) -> list[str | Path]:
        """A pass over the channels of the settings."""
        return [self._program, "collect"]

    def posts(self) -> Posts:
        """Its export of posts; earlier texts are in its export of versions."""
        found: Posts = {}
        for post in self._export("posts"):
            kept = {key: post[key] for key in ("date", "text", "views", "forwards")}
            found[post["post_id"]] = kept | {"gone": post["missing_since"] is not None, "texts": set()}
        for version in self._export("versions"):
            found[version["post_id"]]["texts"].add(version["text"])
        return found

    def _export(self, what: str) -> list[dict[str, Any]]:
        path = self.folder / "out"
        made = run([self._program, "export", what, "--format", "jsonl", "--out", path], cwd=self.folder)
        if made.code:
            raise RuntimeError(made.said)
        lines = (path / f"{what}.jsonl").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]


class ChatDump(Collector):
    """tg-chat-dump with counters; its export mode (takeout) is not served here."""

    def prepare(self, make_session: Callable[[Path], object]) -> None:
        """Its home is a variable."""
        self.session = "data/session.session"
        super().prepare(make_session)
        self.more = {"TG_HOME": str(self.folder), **{f"TG_{name}": value for name, value in KEYS.items()}}

    def command(self) -> list[str | Path]:
        """Again is how it updates."""
        return [CHAT_DUMP.bin / "tg-chat-dump", f"@{NAME}", "--with", "meta"]

    def posts(self) -> Posts:
        """Its SQLite file."""
        return _rows(
            self.folder / "data" / f"{self.channel_id}.sqlite",
            "SELECT id, date, text, views, forwards FROM messages",
        )


class TgArchive(Collector):
    """tg-archive without pictures, else as its example says."""

    def prepare(self, make_session: Callable[[Path], object]) -> None:
        """A site as it makes one, and its settings."""
        self.folder.rmdir()
        run([TG_ARCHIVE.bin / "tg-archive", "--new", "--path", self.folder], cwd=self.folder.parent)
        self.session = "session.session"
        super().prepare(make_session)
        path = self.folder / "config.yaml"
        text = path.read_text(encoding="utf-8")
        for old, new in (
            ('"123456"', KEYS["API_ID"]),
            ('"your_api_hash"', f'"{KEYS["API_HASH"]}"'),
            ('"your_group_name or your_group_username or your_group_id(a negative number)"', f'"{NAME}"'),
            ("download_media: True", "download_media: False"),
            ("download_avatars: True", "download_avatars: False"),
        ):
            if old not in text:
                raise RuntimeError(f"tg-archive's example settings have no {old}")
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")

    def command(self) -> list[str | Path]:
        """Again is how it updates."""
        return [TG_ARCHIVE.bin / "tg-archive", "--sync"]

    def posts(self) -> Posts:
        """Its SQLite file; it keeps no counters."""
        return _rows(self.folder / "data.sqlite", "SELECT id, date, content, NULL, NULL FROM messages")


class Telememo(Collector):
    """telememo without comments; ``full`` reads all again, as it offers."""

    full = False

    def prepare(self, make_session: Callable[[Path], object]) -> None:
        """Its settings are a Python file."""
        self.session = "data/telememo/telethon.session"
        super().prepare(make_session)
        self.more = {
            "XDG_DATA_HOME": str(self.folder / "data"),
            "XDG_CONFIG_HOME": str(self.folder / "config"),
        }
        path = self.folder / "config" / "telememo" / "config.py"
        path.parent.mkdir(parents=True)
        text = f'TELEGRAM_API_ID = {KEYS["API_ID"]}\nTELEGRAM_API_HASH = "{KEYS["API_HASH"]}"\n'
        path.write_text(f'{text}PHONE = "+79000000000"\n', encoding="utf-8")

    def command(self) -> list[str | Path]:
        """Its smart pass, or its full one."""
        full = ["--full"] if self.full else []
        return [TELEMEMO.bin / "telememo", "-c", NAME, "sync", "--skip-comments", *full]

    def posts(self) -> Posts:
        """Its SQLite file."""
        return _rows(
            self.folder / "data" / "telememo" / "channels" / NAME / "channel.db",
            "SELECT id, date, text, views, forwards FROM messages",
        )


class TelememoFull(Telememo):
    """The same, always in full."""

    full = True


def _rows(path: Path, query: str) -> Posts:
    """Posts of a peer's file; each has one text, the last that was read."""
    if not path.exists():
        return {}
    with closing(sqlite3.connect(path)) as db:
        rows = db.execute(query).fetchall()
    columns = ("date", "text", "views", "forwards")
    return {
        number: dict(zip(columns, values, strict=True)) | {"gone": False, "texts": {values[1]}}
        for number, *values in rows
    }


COLLECTORS: Mapping[str, type[Collector]] = {
    "headcount": Headcount,
    f"tg-chat-dump {CHAT_DUMP.version}": ChatDump,
    f"tg-archive {TG_ARCHIVE.version}": TgArchive,
    f"telememo {TELEMEMO.version}": Telememo,
    f"telememo {TELEMEMO.version} --full": TelememoFull,
}


def moment(told: str) -> datetime:
    """A time as any of them writes it; without a zone it is taken for UTC."""
    made = datetime.fromisoformat(told)
    return made if made.tzinfo else made.replace(tzinfo=UTC)
