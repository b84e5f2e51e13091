"""What ``verify`` says: each damage by table, row and post, and whether the archive is whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlite_utils import Database

from storage.channels import permalink
from storage.removals import Removal

Progress = Callable[[str, int, int], None]
"""Called with what is checked, how many are done, and of how many."""


def silent(_what: str, _done: int, _of: int) -> None:
    """Report progress to nobody."""


Derive = Callable[[str, str], Mapping[str, Any]]
"""Of a source and a raw answer, the columns that it tells. Raises ValueError where it cannot be read."""

MOST = 20
"""Damages that are named; the first is what matters."""


@dataclass(frozen=True, slots=True)
class Damage:
    """One thing that is not as it was written: the table, which row, and what is wrong with it."""

    table: str
    row: str
    message: str
    post: str | None = None
    """The post that it is about, as ``channel id/post id``."""
    permalink: str | None = None

    def __str__(self) -> str:
        return f"{self.table} {self.row}: {self.reason}"

    @property
    def reason(self) -> str:
        """What is wrong, and the post's address."""
        return f"{self.message} ({self.permalink})" if self.permalink else self.message


@dataclass(frozen=True, slots=True)
class Verdict:
    """What ``verify`` found: no damage means whole. ``head`` pins what was verified."""

    damage: tuple[Damage, ...]
    counts: dict[str, int]
    head: str
    removals: tuple[Removal, ...] = ()


@dataclass
class Findings:
    """Collects damages, up to ``MOST``."""

    damage: list[Damage] = field(default_factory=list)

    def __call__(self, table: str, row: object, message: str, post: str | None = None) -> None:
        """Add one."""
        if len(self.damage) < MOST:
            self.damage.append(Damage(table, str(row), message, post))


def with_permalinks(db: Database, damage: list[Damage]) -> tuple[Damage, ...]:
    """The first damages, with the addresses of the posts that they are about."""
    names = dict(db.conn.execute("SELECT CAST(id AS TEXT), username FROM channels").fetchall())
    found = []
    for one in damage[:MOST]:
        channel, _, post = (one.post or "").partition("/")
        named = channel.isdecimal() and post.isdecimal()
        address = permalink(int(channel), names.get(channel), int(post)) if named else None
        found.append(replace(one, permalink=address))
    return tuple(found)
