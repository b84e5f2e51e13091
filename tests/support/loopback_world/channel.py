"""A channel or group of the made-up Telegram, with its posts, which tests change between and during runs."""

from bisect import bisect_left, insort
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from threading import RLock
from typing import Any, Literal

from .people import access_hash
from .posts import Post

FIRST_DATE = datetime(2026, 1, 5, 6, 0, tzinfo=UTC)
EVERY = timedelta(minutes=10)


@dataclass(slots=True, kw_only=True, eq=False)
class Channel:
    """One broadcast channel or public group (`kind`), made by `World.add_channel`.

    `more_usernames` are further names; Telegram then leaves `username` empty and lists all in `usernames`.
    `private` is a channel that this account cannot read; `restricted` carries the reason Telegram shows, and
    withholds the posts; `preview = False` is a channel whose web page was switched off.
    """

    id: int
    title: str
    username: str | None
    kind: Literal["channel", "group"] = "channel"
    more_usernames: tuple[str, ...] = ()
    about: str = ""
    participants: int = 1000
    private: bool = False
    restricted: str | None = None
    preview: bool = True
    linked: "Channel | None" = None
    migrated_from: int | None = None
    lock: RLock = field(default_factory=RLock, repr=False)
    _posts: dict[int, Post] = field(default_factory=dict, repr=False)
    _ids: list[int] = field(default_factory=list, repr=False)
    _next: int = 1

    @property
    def access_hash(self) -> int:
        """What a client must show beside the id."""
        return access_hash(self.id)

    @property
    def names(self) -> tuple[str, ...]:
        """All names it is found under."""
        return (*((self.username,) if self.username else ()), *self.more_usernames)

    @property
    def ids(self) -> list[int]:
        """The ids there are now, ascending; not to be changed by the reader."""
        return self._ids

    def get(self, post_id: int) -> Post | None:
        """Find a post; None where there is none or no longer."""
        return self._posts.get(post_id)

    def __getitem__(self, post_id: int) -> Post:
        return self._posts[post_id]

    def __iter__(self) -> Iterator[Post]:
        return iter([self._posts[number] for number in self._ids])

    def before(self, moment: datetime) -> int:
        """Count the posts older than a moment."""
        return bisect_left(self._ids, moment, key=lambda number: self._posts[number].date)

    def post(self, text: str = "", **fields: Any) -> Post:
        """Publish a post; `fields` are those of `Post`, id and date following on from the last by default."""
        with self.lock:
            number = fields.pop("id", self._next)
            date = fields.pop("date", FIRST_DATE + number * EVERY)
            if number in self._posts:
                message = f"post {number} is there already"
                raise ValueError(message)
            if self.kind == "channel" and "service" not in fields:
                fields = {"views": 10 * number, "forwards": 0} | fields
            made = Post(id=number, date=date, text=text, **fields)
            self._posts[number] = made
            if self._ids and number < self._ids[-1]:
                insort(self._ids, number)
            else:
                self._ids.append(number)
            self._next = max(self._next, number + 1)
            return made

    def fill(
        self, count: int, text: Callable[[int], str] = lambda number: f"Требуются швеи, {number} чел."
    ) -> None:
        """Publish `count` plain posts."""
        with self.lock:
            for _ in range(count):
                self.post(text(self._next))

    def skip(self, count: int = 1) -> None:
        """Leave ids out, as Telegram does for posts that were gone before anybody looked."""
        self._next += count

    def edit(self, post_id: int, text: str | None = None, **fields: Any) -> Post:
        """Change a post as its author would, with an edit date: an hour after its own unless told."""
        with self.lock:
            old = self._posts[post_id]
            if text is not None:
                fields = {"text": text, "entities": ()} | fields
            fields.setdefault("edited", (old.edited or old.date) + timedelta(hours=1))
            return self.set(post_id, **fields)

    def set(self, post_id: int, **fields: Any) -> Post:
        """Change fields of a post with no edit date: counters, reactions, `unknown`."""
        with self.lock:
            self._posts[post_id] = replace(self._posts[post_id], **fields)
            return self._posts[post_id]

    def bump(self, post_id: int, *, views: int = 0, forwards: int = 0, replies: int = 0) -> Post:
        """Add to the counters of a post."""
        with self.lock:
            old = self._posts[post_id]
            more = {"views": views, "forwards": forwards, "replies": replies}
            return self.set(post_id, **{key: (getattr(old, key) or 0) + by for key, by in more.items() if by})

    def delete(self, *post_ids: int) -> list[Post]:
        """Take posts away; what was taken can be given to `restore`."""
        with self.lock:
            gone = [self._posts.pop(number) for number in post_ids]
            for number in post_ids:
                del self._ids[bisect_left(self._ids, number)]
            return gone

    def restore(self, *posts: Post) -> None:
        """Put posts back that were taken away, as a channel does that was hidden for a while."""
        with self.lock:
            for post in posts:
                self._posts[post.id] = post
                insort(self._ids, post.id)
