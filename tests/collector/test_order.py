"""Whatever order exports come in, and how often, the archive is the same: all figures stand on that."""

import copy
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

STEPS = ("post", "edit", "silent edit", "flip back", "delete", "react", "rename", "export", "partial export")


class Life:
    """A channel's life, step by step, and the exports that were made of it on the way."""

    def __init__(self, exports: Any, rng: random.Random) -> None:
        self._exports = exports
        self._rng = rng
        self._messages: dict[int, dict[str, Any]] = {}
        self._before: dict[int, Any] = {}
        self._now = 0
        self._name = exports.title
        self.made: list[dict[str, Any]] = []

    def live(self, steps: list[str]) -> None:
        """Take each step on a random message."""
        for step in steps:
            self._now += 1
            some = self._rng.choice(list(self._messages)) if self._messages else None
            if step == "post" or some is None:
                self._messages[self._now] = self._exports.message(self._now, f"Нужны {self._now} швей")
            elif step == "delete":
                del self._messages[some]
            elif step == "rename":
                self._name = f"Канал {self._now}"
            elif step == "react":
                self._messages[some]["reactions"] = [{"type": "emoji", "count": self._now, "emoji": "👍"}]
            elif step.endswith("export"):
                self._export(partial=step.startswith("partial"))
            else:
                self._edit(some, step)
        self._export(partial=False)

    def _edit(self, post_id: int, step: str) -> None:
        message = self._messages[post_id]
        now = message["text"]
        text = self._before.get(post_id, now) if step == "flip back" else f"Нужны {self._now} швей, правка"
        self._before[post_id] = now
        when = None if step == "silent edit" else self._exports.moment(self._now)
        edited = self._exports.message(post_id, text, edited=when)
        kept = {"reactions": message["reactions"]} if "reactions" in message else {}
        self._messages[post_id] = edited | kept

    def _export(self, *, partial: bool) -> None:
        messages = [self._messages[post_id] for post_id in sorted(self._messages)]
        if partial and len(messages) > 2:
            low = self._rng.randrange(len(messages) - 1)
            messages = messages[low : low + self._rng.randrange(2, len(messages))]
        if messages:
            self.made.append(copy.deepcopy(self._exports.chat(messages, name=self._name)))


@settings(max_examples=40)
@given(
    steps=st.lists(st.sampled_from(STEPS), min_size=3, max_size=40),
    seed=st.integers(0, 10**9),
)
def test_any_order_of_exports_makes_the_same_archive(
    *,
    exports: Any,
    bring_into: Any,
    content: Any,
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[str],
    seed: int,
) -> None:
    """Versions, edits, flips, deletions, renamings, partial exports: equal; and again adds nothing."""
    rng = random.Random(seed)
    life = Life(exports, rng)
    life.live(steps)
    folder: Path = tmp_path_factory.mktemp("life")
    paths = [exports.write(folder / str(n), made) for n, made in enumerate(life.made)]
    found = []
    for n in range(3):
        archive = folder / f"{n}.db"
        if n == 2:
            for path in paths:
                assert bring_into(archive, path).faults == []
        else:
            bring_into(archive, *paths)
        again = bring_into(archive, *reversed(paths)).found
        assert (again.posts, again.versions, again.observations) == (0, 0, 0)
        found.append(content(archive))
        rng.shuffle(paths)
    assert found[0] == found[1] == found[2]


def test_the_newest_export_of_a_channel_is_what_its_posts_say(
    exports: Any, bring_into: Any, content: Any, tmp_path: Path
) -> None:
    """After a long life, whatever was imported before or after it."""
    life = Life(exports, random.Random(7))
    life.live([random.Random(8).choice(STEPS[:5]) for _ in range(60)] + ["export"] + ["post", "edit"] * 5)
    paths = [exports.write(tmp_path / str(n), made) for n, made in enumerate(life.made)]
    bring_into(tmp_path / "a.db", paths[-1], *paths[:-1])
    rows = {row["post_id"]: row for row in content(tmp_path / "a.db")["posts"]}
    newest = {message["id"]: message["text"] for message in life.made[-1]["messages"]}
    assert newest
    assert {post_id: rows[post_id]["text"] for post_id in newest} == newest
