"""All there is in the made-up Telegram; the servers read it, tests change it at any time."""

from dataclasses import dataclass, field
from threading import RLock
from typing import Any

from .channel import Channel
from .people import Account, Person
from .posts import Forward, Post

FIRST_CHANNEL = 1_500_000_001
FIRST_PERSON = 900_000_001


@dataclass(slots=True, kw_only=True, eq=False)
class World:
    """Channels and people by id, and the account that reads them.

    `lock` is held by a server while it builds an answer and by each change, so that tests change the world
    from their own thread while a pass is running.
    """

    channels: dict[int, Channel] = field(default_factory=dict)
    people: dict[int, Person] = field(default_factory=dict)
    account: Account = field(
        default_factory=lambda: Account(
            person=Person(id=FIRST_PERSON - 1, first_name="Reader", phone="79000000000")
        )
    )
    lock: RLock = field(default_factory=RLock, repr=False)

    def add_channel(self, username: str | None, *, title: str = "", posts: int = 0, **fields: Any) -> Channel:
        """Open a channel or group; `posts` plain posts are in it at once, `fields` are those of `Channel`."""
        with self.lock:
            number = fields.pop("id", None) or max(self.channels, default=FIRST_CHANNEL - 1) + 1
            title = title or f"Channel {username or number}"
            made = Channel(id=number, username=username, title=title, lock=self.lock, **fields)
            self.channels[number] = made
            made.fill(posts)
            return made

    def add_group(self, username: str | None, **fields: Any) -> Channel:
        """Open a public group (Telegram calls it a megagroup)."""
        return self.add_channel(username, kind="group", **fields)

    def add_person(self, first_name: str, **fields: Any) -> Person:
        """Add a user, or a bot with `bot=True`."""
        with self.lock:
            number = fields.pop("id", None) or max(self.people, default=FIRST_PERSON - 1) + 1
            self.people[number] = made = Person(id=number, first_name=first_name, **fields)
            return made

    def find(self, username: str) -> Channel | Person | None:
        """Find who has a name now, whatever its case; private channels have none."""
        wanted = username.casefold()
        for channel in self.channels.values():
            if not channel.private and any(name.casefold() == wanted for name in channel.names):
                return channel
        for person in self.people.values():
            if person.username and person.username.casefold() == wanted:
                return person
        return None

    def rename(self, channel: Channel, username: str | None, *, title: str | None = None) -> None:
        """Give a channel another name, or none."""
        with self.lock:
            channel.username = username
            channel.title = title or channel.title

    def make_private(self, channel: Channel) -> None:
        """Close a channel to everybody who is not in it: its name is nobody's, its id is refused."""
        with self.lock:
            channel.private = True

    def link(self, channel: Channel, group: Channel) -> None:
        """Make a group the discussion group of a channel."""
        with self.lock:
            channel.linked, group.linked = group, channel

    def comment(self, channel: Channel, post_id: int, *, text: str, sender_id: int) -> Post:
        """Comment on a channel's post in its discussion group, where the post's copy is made if missing."""
        with self.lock:
            group = channel.linked
            if group is None:
                message = f"{channel.title} has no discussion group"
                raise ValueError(message)
            root = self.discussion(channel, post_id)
            if root is None:
                post = channel[post_id]
                origin = Forward(date=post.date, channel_id=channel.id, post_id=post_id, saved=True)
                root = group.post(post.text, entities=post.entities, media=post.media, forward=origin)
            made = group.post(text, sender_id=sender_id, reply_to=root.id, thread=root.id)
            channel.bump(post_id, replies=1)
            return made

    def discussion(self, channel: Channel, post_id: int) -> Post | None:
        """Find the copy of a channel's post in its discussion group."""
        if channel.linked is None:
            return None
        for post in channel.linked:
            origin = post.forward
            if origin and origin.saved and (origin.channel_id, origin.post_id) == (channel.id, post_id):
                return post
        return None
